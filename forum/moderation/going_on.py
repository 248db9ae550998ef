"""A silence or suspension goes on when its member comes back with an address that they gave up while it ran."""

from forum.core.db import session
from forum.core.log import REASON_LIMIT, LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.offices import keep_an_administrator
from forum.members.one_person import accounts_now
from forum.moderation.deeds import done
from forum.moderation.remaining import follow_on, keep_for, running_sanctions, take_what_remains
from forum.moderation.sanction_models import RemainingSanction, Sanction, SanctionKind
from forum.moderation.sanctions import DEEDS, bring_up_to_date, in_force
from forum.permissions.people import Operator

CLOSED = lazy("It goes on from an account that was closed.")
ANOTHER = lazy("It goes on from another account, which had this e-mail address.")


def go_on(member: Member, email: str, before: str) -> None:
    """Put what remains for this address in force on the account that has it now, as a deed of the forum itself.

    What runs is kept for the address that the account had before. Raises Refused when no administrator would be left.
    """
    keep_for(before, running_sanctions(member))
    for remains, sanction in take_what_remains(member, email):
        _put_in_force(member, remains, sanction)


def _put_in_force(member: Member, remains: RemainingSanction, earlier: Sanction | None) -> None:
    if remains.kind == SanctionKind.SUSPENSION and member.is_administrator:
        keep_an_administrator(member)
    sentence, before = CLOSED if earlier is None else ANOTHER, in_force(member)
    reason, given_by_id = _given(remains, earlier)
    facts = {"kind": remains.kind, "until": remains.until, "given_by_id": given_by_id}
    sanction = Sanction(member_id=member.id, reason=f"{sentence} {reason}".strip()[:REASON_LIMIT], **facts)
    session.add(sanction)
    bring_up_to_date(member)
    after = {**in_force(member), "sanction_id": sanction.id}
    deed = DEEDS[SanctionKind(remains.kind)]
    entry = done(Operator(), deed, member, before, after, str(sentence), member_id=member.id)
    sanction.entry_id = entry.id
    if earlier is None and remains.entry_id:
        follow_on(remains.entry_id, entry)


def _given(remains: RemainingSanction, earlier: Sanction | None) -> tuple[str, int | None]:
    """For what reason, and by whom."""
    if earlier is not None:
        return earlier.reason, earlier.given_by_id
    given = session.get(LogEntry, remains.entry_id) if remains.entry_id else None
    if given is None:
        return "", None
    return given.reason, None if given.actor_id is None else accounts_now([given.actor_id])[0]
