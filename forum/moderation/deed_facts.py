"""What the page of a deed tells those who moderate: whom it concerns, which posts, from which case."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.members.one_person import accounts_now
from forum.moderation.case_queries import some_cases
from forum.moderation.concerned import concerned_by
from forum.moderation.models import Case
from forum.permissions.people import Person
from forum.threads.models import Post
from forum.threads.queries import readable

MOST_POSTS = 50


def whom(entry: LogEntry) -> Sequence[Member]:
    """The members whom it concerns, under the accounts that they have now."""
    numbers = accounts_now(concerned_by(entry))
    return session.scalars(select(Member).where(Member.id.in_(numbers)).order_by(Member.name)).all() if numbers else []


def posts_of(viewer: Person, entry: LogEntry) -> Sequence[Post]:
    """The posts of a deed on several, as far as the viewer may read them now, the oldest first."""
    numbers = [number for number, _state in entry.after.get("posts", [])]
    if not numbers:
        return []
    theirs = readable(viewer).where(Post.id.in_(numbers))
    return session.scalars(theirs.order_by(Post.id).limit(MOST_POSTS)).all()


def case_of(viewer: Person, entry: LogEntry) -> Case | None:
    """The case that it decided, if the viewer may see it."""
    return next(iter(some_cases(viewer, [entry.case_id])), None) if entry.case_id else None
