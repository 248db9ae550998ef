"""Whether somebody says nearly the same in many threads of a day: written there, or brought in by an edit."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Member
from forum.permissions.thread_rules import EDIT_WINDOW_VERIFIED
from forum.prevention.same_text import are_alike, words_of
from forum.threads.models import Post, State
from forum.threads.newcomers import is_new

SAME_WITHIN = timedelta(hours=24)
SAME_IN, SAME_IN_OF_NEW = 3, 2  # threads: nearly the same text of one author in so many waits
MOST_LOOKED_AT = 50  # posts of the author, those first that were written or edited last


def repeats(author: Member, thread_id: int | None, text: str) -> bool:
    """Whether the author said nearly the same in too many other threads in the last 24 hours."""
    others = len(set(posts_with_the_same(author.id, thread_id, text, now() - SAME_WITHIN).values()))
    return others >= SAME_IN - 1 or (others >= SAME_IN_OF_NEW - 1 and is_new(author))


def posts_with_the_same(author_id: int, thread_id: int | None, text: str, since: datetime) -> Mapping[int, int]:
    """The numbers of posts elsewhere in which the author said nearly the same since then, each with its thread's."""
    words = words_of(text)
    if not words:
        return {}
    theirs = (Post.author_id == author_id, Post.state != State.DELETED, Post.thread_id.is_distinct_from(thread_id))
    said_since = or_(Post.created_at > since, Post.edited_at > since)
    editable = Post.created_at > since - EDIT_WINDOW_VERIFIED  # what is older was edited by nobody but moderators
    said = select(Post.id, Post.thread_id, Post.body).where(*theirs, editable, said_since)
    last = func.coalesce(Post.edited_at, Post.created_at).desc()
    rows = session.execute(said.order_by(last, Post.id.desc()).limit(MOST_LOOKED_AT))
    return {row.id: row.thread_id for row in rows if are_alike(words, words_of(row.body))}
