"""By which deed something is hidden: for those who moderate there, and may look at the deed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.cleaning_up import DEED as CLEAN_UP
from forum.permissions.people import Person, uses_account

HIDE: dict[str, tuple[str, ...]] = {
    "post": ("hide a post", "hide until looked at", "keep a post hidden", "decline a post", "undo: restore a post"),
    "thread": ("hide a thread", "undo: restore a thread"),
}


def hidings(viewer: Person, kind: str, authors: Mapping[int, int]) -> dict[int, Any]:
    """Of hidden posts or threads the last deed that hid each, a row with `LogEntry` and `name`, by their numbers.

    `authors` holds the numbers of their authors. What was hidden with an account is told to who sees that deed.
    """
    by_itself = and_(LogEntry.thing == kind, LogEntry.thing_id.in_(authors), LogEntry.deed.in_(HIDE[kind]))
    with_account = and_(LogEntry.thing == "member", LogEntry.thing_id.in_(_seen(viewer, authors)))
    query = select(LogEntry, Member.name).outerjoin(Member, Member.id == LogEntry.actor_id)
    rows = session.execute(
        query.where(or_(by_itself, and_(with_account, LogEntry.deed == CLEAN_UP))).order_by(LogEntry.id)
    )
    return {number: row for row in rows for number in _hidden_by(row.LogEntry, kind)}


def _seen(viewer: Person, authors: Mapping[int, int]) -> Sequence[int]:
    sees_members = viewer.is_moderator and uses_account(viewer)
    return sorted(set(authors.values()) - {viewer.id}) if sees_members else []


def _hidden_by(entry: LogEntry, kind: str) -> Iterator[int]:
    if entry.deed == CLEAN_UP:
        yield from (number for number, _state in entry.after[f"{kind}s"])
    elif entry.thing_id is not None:
        yield entry.thing_id
