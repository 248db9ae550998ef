"""Accounts that have become one, by the log: what was decided about one of them was decided about that person.

The log is never rewritten, so its entries name the account that somebody had then.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member

MERGED, CLAIMED = "merge accounts", "claim an author"
_WENT = {MERGED: "merged_id", CLAIMED: "author_id"}  # where the entry has the number of what became part of a member


@dataclass(frozen=True)
class Number:
    """A number under which the log knows somebody; up to the entry `until`, after which it may be another's."""

    member_id: int
    until: int | None = None

    def is_meant_by(self, entry: LogEntry) -> bool:
        """Whether the entry, where it has this number, speaks of that person."""
        return self.until is None or entry.id < self.until


def numbers_of(*member_ids: int | None) -> list[Number]:
    """These members' numbers, and those of the accounts and of the authors of archives that have become theirs."""
    found = [Number(number) for number in dict.fromkeys(member_ids) if number is not None]
    new = {one.member_id for one in found}
    while new:
        accounts = (LogEntry.thing == Member.__tablename__, LogEntry.thing_id.in_(new), LogEntry.deed.in_(_WENT))
        entries = session.scalars(select(LogEntry).where(*accounts).order_by(LogEntry.id)).all()
        went = [Number(entry.before[_WENT[entry.deed]], _until(entry)) for entry in entries]
        new = {one.member_id for one in went if one.until is None} - {one.member_id for one in found}
        found += [one for one in went if one not in found]
    return found


def accounts_now(member_ids: Collection[int]) -> list[int]:
    """The accounts that have become of these, each once; one that is in use, or was closed, is still itself."""
    return list(dict.fromkeys(_account_now(number, _uses(member_ids)) for number in member_ids))


def as_now(member: Member) -> Member:
    """The account that has become of this one."""
    return session.get_one(Member, accounts_now([member.id])[0]) if member.is_closed else member


def _until(entry: LogEntry) -> int | None:
    """The row of an author is gone when it is claimed, and its number may be given to somebody else."""
    return entry.id if entry.deed == CLAIMED else None


def _uses(member_ids: Iterable[int]) -> dict[int, bool]:
    """Of those that there are, whether each is in use: it was not closed."""
    there = select(Member.id, Member.closed_at).where(Member.id.in_(member_ids))
    return {row.id: row.closed_at is None for row in session.execute(there)}


def _account_now(number: int, uses: Mapping[int, bool]) -> int:
    """By the log: what a closed account was merged into, and who an author was of whom no row is left."""
    if uses.get(number):
        return number
    deed = MERGED if number in uses else CLAIMED
    went = (LogEntry.thing == Member.__tablename__, LogEntry.deed == deed)
    into = select(LogEntry.thing_id).where(*went, LogEntry.before[_WENT[deed]].as_integer() == number)
    other = session.scalar(into.limit(1))
    return number if other is None else _account_now(other, _uses([other]))
