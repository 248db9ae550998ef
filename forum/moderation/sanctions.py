"""Warning, silencing and suspending a member, and ending that early.

A sanction ends by itself: what it takes away stands in the member's row with its end, and is asked at every request.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.offices import keep_an_administrator
from forum.moderation.appeal_cases import appeal_against, case_of_appeal, reopen_appeal, settle_appeal, settle_undone
from forum.moderation.deeds import MEANWHILE, Undoing, done
from forum.moderation.ladder import MOST_DAYS
from forum.moderation.meanwhile import check_seen
from forum.moderation.reasons import check_reason
from forum.moderation.remaining import forget_remaining
from forum.moderation.sanction_models import Sanction, SanctionKind
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can

DEEDS = {SanctionKind.WARNING: "warn", SanctionKind.SILENCE: "silence", SanctionKind.SUSPENSION: "suspend"}


@action(Can.SANCTION)
def warn(actor: Person, member: Member, reason: str, case_id: int | None = None, seen: int | None = None) -> LogEntry:
    """Warn a member, who writes nothing more until they say that they have read it. Raises Conflict, Invalid.

    `seen` is, for all of these deeds, what `last_decision` said when the moderator looked.
    """
    check_seen(member, seen)
    return give(actor, member, SanctionKind.WARNING, None, reason, case_id)


@action(Can.SANCTION)
def silence(
    actor: Person, member: Member, days: int, reason: str, case_id: int | None = None, seen: int | None = None
) -> LogEntry:
    """Let a member read and not write for some days. Raises Conflict, Invalid."""
    check_seen(member, seen)
    return give(actor, member, SanctionKind.SILENCE, days, reason, case_id)


@action(Can.SANCTION)
def suspend(
    actor: Person, member: Member, days: int, reason: str, case_id: int | None = None, seen: int | None = None
) -> LogEntry:
    """Let a member neither read nor write for some days. Raises like `silence`, Refused for the last administrator."""
    check_seen(member, seen)
    return give(actor, member, SanctionKind.SUSPENSION, days, reason, case_id)


@action(Can.SANCTION)
def lift(
    actor: Person, sanction: Sanction, reason: str, case_id: int | None = None, seen: int | None = None
) -> LogEntry:
    """End a silence or suspension before its time. Raises Conflict, also for one that runs no more, Invalid."""
    if not sanction.is_running:
        raise Conflict(lazy("This has ended already. Nothing was done."))
    check_seen(sanction.person, seen)
    return end(actor, sanction, reason, case_id)


def give(
    actor: Person, member: Member, kind: SanctionKind, days: int | None, reason: str, case_id: int | None = None
) -> LogEntry:
    """Give a sanction, for deeds; `days` of a warning is None. Raises like `suspend`."""
    said, before = check_reason(reason), in_force(member)
    sanction = new_sanction(actor, member, kind, days, said)
    after = {**in_force(member), "sanction_id": sanction.id, "days": days}
    entry = done(actor, DEEDS[kind], member, before, after, said, member_id=member.id, case_id=case_id)
    sanction.entry_id = entry.id
    return entry


def new_sanction(actor: Person, member: Member, kind: SanctionKind, days: int | None, reason: str) -> Sanction:
    """Put a sanction on the record, so that it counts; for deeds that write the log. Raises like `suspend`."""
    if member.is_placeholder or member.is_closed:
        raise Invalid(lazy("Nobody can sign in as this member, so there is nothing to take away."), "words")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise Invalid(lazy("Choose from 1 to %(most)d days.", most=MOST_DAYS), "other_days")
    if kind == SanctionKind.SUSPENSION and member.is_administrator:
        keep_an_administrator(member)
    until = None if days is None else now() + timedelta(days=days)
    given = {"reason": check_reason(reason), "given_by_id": actor.id, "given_at": now()}
    sanction = Sanction(member_id=member.id, kind=kind, until=until, **given)
    session.add(sanction)
    bring_up_to_date(member)
    return sanction


def end(actor: Person, sanction: Sanction, reason: str, case_id: int | None = None) -> LogEntry:
    """End a sanction, for deeds; an appeal against it is decided by that. Raises Invalid."""
    member, case = sanction.person, case_of_appeal(sanction)
    before = in_force(member)
    sanction.ended_at = now()
    bring_up_to_date(member)
    after = {**in_force(member), "sanction_id": sanction.id, **_appeal_that_succeeds(actor, sanction)}
    about = {"member_id": member.id, "case_id": case_id or (case.id if case else None)}
    entry = done(actor, "lift", member, before, after, reason, **about)
    settle_appeal(sanction, actor, entry)
    return entry


def _appeal_that_succeeds(actor: Person, sanction: Sanction) -> dict[str, int]:
    """The appeal that is heard by ending the sanction, where somebody else ends it than who gave it."""
    made = appeal_against(sanction)
    return {"appeal_id": made.id} if made and made.is_open and actor.id != sanction.given_by_id else {}


def bring_up_to_date(member: Member) -> None:
    """Let the member's row say what the record says: the warning that waits, the latest end of each kind."""
    session.flush()
    counted = select(Sanction.kind, func.max(Sanction.until)).where(Sanction.ended_at.is_(None))
    rows = session.execute(counted.where(Sanction.member_id == member.id).group_by(Sanction.kind))
    ends: dict[str, datetime | None] = {row[0]: row[1] for row in rows}
    member.silenced_until = ends.get(SanctionKind.SILENCE)
    member.suspended_until = ends.get(SanctionKind.SUSPENSION)
    waits = (Sanction.kind == SanctionKind.WARNING, Sanction.acknowledged_at.is_(None))
    member.warning_id = session.scalar(select(func.min(Sanction.id)).where(Sanction.member_id == member.id, *waits))


def in_force(member: Member) -> dict[str, Any]:
    """What takes rights away from the member, as the log holds it."""
    ends = {"silenced_until": member.silenced_until, "suspended_until": member.suspended_until}
    return {name: end.isoformat(timespec="microseconds") if end else None for name, end in ends.items()}


def take_back(actor: Person, member: Member, entry: LogEntry) -> None:
    """Take the sanction that this deed gave off the record. Raises Conflict when it was ended meanwhile.

    One against which an appeal waits ends and stays, with the appeal: it does not count, like any that was wrong.
    Where the account is closed, nobody who comes back has it again.
    """
    was_kept = forget_remaining(entry.id)
    found = session.scalar(select(Sanction).where(Sanction.entry_id == entry.id))
    if found is None and was_kept:
        return
    sanction = still_theirs(member, found)
    if sanction.ended_at is not None:
        raise Conflict(MEANWHILE)
    if settle_undone(actor, sanction):
        sanction.ended_at = now()
    else:
        session.delete(sanction)
    bring_up_to_date(member)


def still_theirs(member: Member, sanction: Sanction | None) -> Sanction:
    """The sanction of which an entry of the log tells, if the member has it and no other. Raises Conflict."""
    if sanction is None or sanction.member_id != member.id:
        raise Conflict(MEANWHILE)
    return sanction


def _go_on(actor: Person, member: Member, entry: LogEntry) -> None:
    sanction = still_theirs(member, session.get(Sanction, entry.after["sanction_id"]))
    if sanction.ended_at is None:
        raise Conflict(MEANWHILE)
    if sanction.kind == SanctionKind.SUSPENSION and member.is_administrator:
        keep_an_administrator(member)
    reopen_appeal(actor, sanction, entry)
    sanction.ended_at = None
    bring_up_to_date(member)


UNDOINGS: dict[str, Undoing] = {"warn": take_back, "silence": take_back, "suspend": take_back, "lift": _go_on}
