"""Where posts of two threads stand and by which numbers, as merging them, moving posts and undoing both change it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from forum.core.db import session
from forum.core.outbox import emit
from forum.moderation.both import Both
from forum.moderation.cases import follow_threads
from forum.threads.events import ThreadChanged
from forum.threads.models import Post, State, Thread

Place = tuple[int, int | None]  # the number of a post, and its number in its thread


def posts_in(thread: Thread) -> Sequence[Any]:
    """What has to be known of the posts of a thread, in whatever state, as rows."""
    columns = (Post.id, Post.number, Post.created_at, Post.state, Post.author_id)
    return session.execute(select(*columns).where(Post.thread_id == thread.id).order_by(Post.id)).all()


def numbers_in(posts: Sequence[Any]) -> dict[int, int]:
    """Of the published posts of a thread: their numbers there, and their own."""
    return {post.number: post.id for post in posts if post.state == State.PUBLISHED}


def translated(shown: Sequence[Mapping[int, int]], new: Mapping[int, int]) -> Any:
    """Of numbers and their posts, for each of two threads: the same with the new numbers of the posts."""
    return tuple({number: new[post_id] for number, post_id in one.items() if post_id in new} for one in shown)


def give_places(both: Both, places: Sequence[tuple[Thread, Sequence[Place]]]) -> None:
    """Put posts into threads, with these numbers there; no number is given twice on the way."""
    ids = [thread.id for thread in both.threads]
    session.flush()
    free = update(Post).where(Post.thread_id.in_(ids)).values(number=None)
    session.execute(free, execution_options={"synchronize_session": False})
    waiting = update(Post).where(Post.thread_id == ids[1]).values(thread_id=ids[0])
    session.execute(waiting, execution_options={"synchronize_session": False})
    rows = [
        {"id": post_id, "thread_id": thread.id, "number": number}
        for thread, posts in places
        for post_id, number in posts
    ]
    session.execute(update(Post), rows)
    for post in [one for one in session.identity_map.values() if isinstance(one, Post)]:
        session.expire(post)


def follow(*threads: Thread) -> None:
    """Let cases and the index follow the posts."""
    follow_threads(threads)
    for thread in threads:
        emit(ThreadChanged(thread.id))
