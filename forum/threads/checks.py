"""All that is looked at before a new post is published: limits, words, approval, the same text in many places."""

from datetime import timedelta

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Refused
from forum.core.words import lazy
from forum.members.models import Member
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.prevention.same_text import are_alike, words_of
from forum.threads.counting import others_wrote
from forum.threads.holding import asks_approval
from forum.threads.models import Held, Post, State, Thread
from forum.threads.newcomers import check_links, check_new_reply, check_new_thread, is_new
from forum.threads.prose import Prose
from forum.threads.watching import holds_words

SAME_WITHIN = timedelta(hours=24)
SAME_IN, SAME_IN_OF_NEW = 3, 2  # threads: nearly the same text of one author in so many waits
MOST_LOOKED_AT = 50  # posts of the author, the newest first


def check_start(member: Member, board: Board, title: str, text: Prose) -> Held | None:
    """Why a new thread waits for a moderator; None when it does not. Raises TooMany, and Invalid for its text."""
    if can(member, Can.MODERATE_POST, board):
        return None
    check_new_thread(member)
    return _look_at(member, board, None, text, title)


def check_delete(post: Post) -> None:
    """Whether deleting a post takes along nothing that others wrote, also what waits or is hidden. Raises Refused."""
    if post.starts_thread and others_wrote(post):
        raise Refused(lazy("Somebody has replied since, so this thread can no longer be deleted."))


def check_reply(member: Member, thread: Thread, text: Prose) -> Held | None:
    """Why a new reply waits for a moderator; None when it does not. Raises TooMany, and Invalid for its text."""
    if can(member, Can.MODERATE_POST, thread):
        return None
    check_new_reply(member)
    return _look_at(member, thread.board, thread.id, text)


def _look_at(member: Member, board: Board, thread_id: int | None, text: Prose, title: str = "") -> Held | None:
    check_links(member, text)
    has_words = holds_words(board, text, title)
    asked = asks_approval(member, board)
    if asked or has_words:
        return asked or Held.WORDS
    return Held.SAME_TEXT if _repeats(member, thread_id, text) else None


def _repeats(author: Member, thread_id: int | None, text: Prose) -> bool:
    """Whether the author wrote nearly the same in too many other threads in the last 24 hours."""
    words = words_of(text.source)
    if not words:
        return False
    theirs = (Post.author_id == author.id, Post.created_at > now() - SAME_WITHIN, Post.state != State.DELETED)
    written = select(Post.thread_id, Post.body).where(*theirs, Post.thread_id.is_distinct_from(thread_id))
    rows = session.execute(written.order_by(Post.created_at.desc(), Post.id.desc()).limit(MOST_LOOKED_AT))
    others = len({row.thread_id for row in rows if are_alike(words, words_of(row.body))})
    return others >= SAME_IN - 1 or (others >= SAME_IN_OF_NEW - 1 and is_new(author))
