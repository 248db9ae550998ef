"""What remains of silences and suspensions for addresses that were given up: no longer than they would have run."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update

from forum.core.clock import now
from forum.core.db import session
from forum.core.keyed import keyed
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.sanction_models import RemainingSanction, Sanction
from forum.permissions.guard import action
from forum.permissions.people import Operator, Person
from forum.permissions.table import Can


def running_sanctions(member: Member) -> Sequence[Sanction]:
    """The silences and suspensions that run at this moment, the one that ends last at the end."""
    theirs = (Sanction.member_id == member.id, Sanction.ended_at.is_(None), Sanction.until > now())
    return session.scalars(select(Sanction).where(*theirs).order_by(Sanction.until, Sanction.id)).all()


def keep_for(email: str | None, sanctions: Iterable[Sanction]) -> None:
    """Keep for an address that is given up what runs at this moment; for deeds that take it from a member."""
    for sanction in sanctions if email else ():
        facts = {"kind": sanction.kind, "until": sanction.until, "entry_id": sanction.entry_id}
        session.add(RemainingSanction(digest=_digest(email or ""), **facts))


def keep_what_remains(member: Member) -> None:
    """Keep what still runs, without the member, and of what was ended nothing; for deeds that close an account."""
    ended = select(Sanction.entry_id).where(Sanction.member_id == member.id, Sanction.ended_at.is_not(None))
    session.execute(delete(RemainingSanction).where(RemainingSanction.entry_id.in_(ended)))
    keep_for(member.email, running_sanctions(member))


def take_what_remains(member: Member, email: str) -> list[tuple[RemainingSanction, Sanction | None]]:
    """What remains for who has this address now, and is not theirs anyway; for deeds that put it in force again.

    It is kept no longer for this address. Each with the sanction itself, where the account that has it is in use: what
    was ended there stays ended, and is kept in case that is undone.
    """
    theirs = select(RemainingSanction, Sanction).where(RemainingSanction.digest == _digest(email))
    theirs = theirs.outerjoin(Sanction, Sanction.entry_id == RemainingSanction.entry_id)
    rows = session.execute(theirs.order_by(RemainingSanction.id)).all()
    found = [(row, sanction) for row, sanction in rows if sanction is None or sanction.ended_at is None]
    for row, _sanction in found:
        session.delete(row)
    others = [(row, sanction) for row, sanction in found if sanction is None or sanction.member_id != member.id]
    return [(row, sanction) for row, sanction in others if row.until > now()]


def follow_on(entry_id: int, entry: LogEntry) -> None:
    """Let what is kept for other addresses be what is in force by this entry now."""
    others = update(RemainingSanction).where(RemainingSanction.entry_id == entry_id)
    session.execute(others.values(entry_id=entry.id))


def forget_remaining(entry_id: int) -> bool:
    """Keep nothing of what was given by the deed of this number in the log; whether there was anything."""
    result = session.execute(delete(RemainingSanction).where(RemainingSanction.entry_id == entry_id))
    return cast("CursorResult[Any]", result).rowcount > 0


def forget_over() -> None:
    """Remove what is over by now, where there is any; the clock's work."""
    if session.scalar(select(RemainingSanction.id).where(RemainingSanction.until <= now()).limit(1)) is not None:
        forget_what_is_over(Operator(), None)


@action(Can.KEEP_ACCOUNTS)
def forget_what_is_over(_clock: Person, _site: None) -> None:
    """Remove what would have ended by now."""
    session.execute(delete(RemainingSanction).where(RemainingSanction.until <= now()))


def _digest(email: str) -> str:
    return keyed("remaining sanction", email).hex()
