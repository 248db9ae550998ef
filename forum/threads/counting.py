"""Counters, after posts or threads have changed their state or their place: made anew of what is true then."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import exists, func, select, update

from forum.boards.models import Board
from forum.core.db import session
from forum.core.outbox import emit
from forum.threads.events import AnswerChanged
from forum.threads.models import Post, State, Thread


@contextmanager
def recounted(*threads: Thread) -> Iterator[None]:
    """Let posts and threads change their state or place within the block; afterwards all that counts them is right.

    That is a thread's replies, its last post and its accepted answer, and the threads and posts of boards.
    """
    before = _of_boards(threads)
    yield
    for thread in threads:
        _recount(thread)
    changed = _of_boards(threads)
    changed.subtract(before)
    for (board_id, column), difference in sorted(changed.items()):
        if difference:
            counter = getattr(Board, column)
            session.execute(update(Board).where(Board.id == board_id).values({column: counter + difference}))


def published_posts(thread: Thread) -> tuple[int, Any, int]:
    """How many published posts a thread has, when the last was written, and the number of the last."""
    session.flush()
    here = (Post.thread_id == thread.id, Post.state == State.PUBLISHED)
    columns = (func.count(), func.max(Post.created_at), func.max(Post.number))
    many, last, number = session.execute(select(*columns).where(*here)).one()
    return many, last, number or 0


def others_wrote(post: Post) -> bool:
    """Whether others have written in the thread of a post, also what waits or is hidden; not what they deleted."""
    theirs = (Post.author_id != post.author_id, Post.state != State.DELETED)
    return bool(session.scalar(select(exists().where(Post.thread_id == post.thread_id, *theirs))))


def _of_boards(threads: tuple[Thread, ...]) -> Counter[tuple[int, str]]:
    counts: Counter[tuple[int, str]] = Counter()
    for thread in threads:
        if thread.state == State.PUBLISHED:
            counts[thread.board_id, "thread_count"] += 1
            counts[thread.board_id, "post_count"] += published_posts(thread)[0]
    return counts


def _recount(thread: Thread) -> None:
    many, last, thread.last_shown_number = published_posts(thread)
    first = select(Post.state).where(Post.thread_id == thread.id, Post.number == 1)
    thread.reply_count = many - (session.scalar(first) == State.PUBLISHED)
    thread.last_post_at = last or thread.created_at
    accepted = session.get(Post, thread.accepted_id) if thread.accepted_id else None
    if accepted is not None and (accepted.state != State.PUBLISHED or accepted.thread_id != thread.id):
        emit(AnswerChanged(thread.id, accepted.id, None))
        thread.accepted_id = thread.accepted_by_id = thread.accepted_at = None
