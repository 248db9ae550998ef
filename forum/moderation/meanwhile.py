"""What was done to a member since a moderator looked: of two who decide at once, the second is told."""

from typing import Any

from sqlalchemy import ColumnElement, select

from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.one_person import numbers_of
from forum.moderation.deeds import MEANWHILE
from forum.moderation.queries import is_of_moderation
from forum.moderation.words import deed_in_words
from forum.permissions.people import Person


def last_decision(member: Member) -> int:
    """The number, in the log, of what moderators last did to the member; 0 where that is nothing."""
    last = _last(member)
    return last.id if last else 0


def check_seen(member: Member, seen: int | None) -> None:
    """Whether nothing was done to the member after what stood there as a moderator looked. Raises Conflict.

    `seen` is what `last_decision` said then; None asks nothing.
    """
    if seen is None or seen == last_decision(member):
        return
    last = _last(member)
    raise Conflict(_decided(last) if last else MEANWHILE)


def check_since(actor: Person, member: Member, logged: int) -> None:
    """Whether nobody else has done anything to the member after this number in the log. Raises Conflict."""
    last = _last(member, LogEntry.id > logged, LogEntry.actor_id.is_distinct_from(actor.id))
    if last is not None:
        raise Conflict(_decided(last))


def _decided(last: LogEntry) -> Any:
    return lazy(
        "Somebody has decided about this member meanwhile: %(deed)s. Nothing more was done. Look at the record, "
        "and send this again only if it is still needed.",
        deed=deed_in_words(last),
    )


def _last(member: Member, *more: ColumnElement[bool]) -> LogEntry | None:
    numbers = [one.member_id for one in numbers_of(member.id)]
    done_to = (LogEntry.thing == Member.__tablename__, LogEntry.thing_id.in_(numbers), is_of_moderation())
    return session.scalar(select(LogEntry).where(*done_to, *more).order_by(LogEntry.id.desc()).limit(1))
