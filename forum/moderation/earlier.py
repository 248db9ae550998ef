"""What a post said before, and words that stand there alone: a redaction can take them out as well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.moderation.scrubbing import scrubbed, without
from forum.threads.models import Post, Revision

MOST_SHOWN = 10  # on the page of a redaction; the history has all


@dataclass(frozen=True)
class Earlier:
    """A text that a post had until then."""

    until: datetime
    text: str


def earlier_texts(post: Post) -> Sequence[Earlier]:
    """What the post said before, the newest first: no more than a page shows."""
    theirs = select(Revision.created_at, Revision.body).where(Revision.post_id == post.id)
    rows = session.execute(theirs.order_by(Revision.id.desc()).limit(MOST_SHOWN))
    return [Earlier(row.created_at, row.body) for row in rows]


def many_earlier(post: Post) -> int:
    """How many texts it had before."""
    return session.scalar(select(func.count()).where(Revision.post_id == post.id)) or 0


def left_of_earlier(post: Post, removed: Iterable[str]) -> Sequence[Earlier]:
    """What is left of those texts of before that lose something."""
    removed = list(removed)
    left = [(one, scrubbed(one.text, removed)) for one in earlier_texts(post)]
    return [Earlier(one.until, text) for one, text in left if text != one.text]


def words_of_earlier(post: Post, typed: str, *left: str) -> Sequence[str]:
    """The words, line by line, that are to go out of what the post said before. `left` is what it says from now on.

    Raises Invalid for those that stand nowhere there, and for those that stand in what is left.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    said = _said_before(post) if lines else []
    for line in lines:
        if any(without(text, [line]) != text for text in left):
            raise Invalid(lazy("“%(words)s” stands in what the post says now. Delete it there.", words=line), "earlier")
        if all(scrubbed(text, [line]) == text for text in said):
            raise Invalid(
                lazy("“%(words)s” stands in no earlier version. Look how it is written.", words=line), "earlier"
            )
    return lines


def _said_before(post: Post) -> Sequence[str]:
    """Texts, reasons, and the titles that the history tells to who reads this post."""
    said = []
    for row in session.scalars(select(Revision).where(Revision.post_id == post.id)):
        tells_title = row.title and post.starts_thread and row.thread_id == post.thread_id
        said += [row.body, row.reason, row.title or ""] if tells_title else [row.body, row.reason]
    return said
