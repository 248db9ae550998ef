"""Beginning, prolonging and ending a verification: the row of its history and the member's, in one transaction.

For deeds only; whoever calls holds the member's row.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.log import record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Grade, Member
from forum.members.verified import set_unverified, set_verified
from forum.organisations.models import Organisation
from forum.verification.events import VerificationGranted, VerificationLapsed
from forum.verification.models import EndReason, Means, Verification
from forum.verification.terms import MONTHS, months_after

MAILBOX_TAKEN = lazy("This mailbox verifies another account already. Write to those who run the forum.")

LAPSE = "lapse verification"  # what the log calls what nobody does but time

MAILBOX_REVOKED = lazy("A moderator took back the verification by this mailbox. Colleagues or evidence can verify you.")


@dataclass(frozen=True)
class Ground:
    """On what a verification rests: where, how, by which mailbox or request, and until when."""

    organisation: Organisation
    grade: Grade
    means: Means
    until: datetime
    mailbox: str | None = None
    request_id: int | None = None


def ground_for(organisation: Organisation, grade: Grade, means: Means, **more: object) -> Ground:
    """A ground that begins now and lasts as long as its grade does."""
    return Ground(organisation, grade, means, months_after(now(), MONTHS[grade]), **more)  # type: ignore[arg-type]


def grant(member: Member, ground: Ground, actor_id: int | None) -> Verification:
    """Verify a member. At the same organisation it goes on since it began; elsewhere it begins anew.

    Raises Conflict when the mailbox verifies somebody else, or did until a moderator took that back.
    """
    _free_mailbox(member, ground.mailbox)
    verification = _kept(member, ground.organisation, actor_id)
    before = facts_of(verification) if verification else {}
    if verification is None:
        verification = Verification(member_id=member.id, organisation_id=ground.organisation.id, since=now())
        session.add(verification)
    else:
        verification.renewed_at, verification.reminded = now(), None
    verification.grade, verification.means, verification.until = ground.grade, ground.means, ground.until
    verification.mailbox, verification.request_id = ground.mailbox or verification.mailbox, ground.request_id
    _flush()
    set_verified(member, ground.organisation, ground.grade, verification.since, verification.until)
    record(actor_id, "verify", verification, before, facts_of(verification))
    emit(VerificationGranted(member.id, verification.id))
    return verification


def end(verification: Verification, reason: EndReason, words: str = "", actor_id: int | None = None) -> None:
    """End a verification that has no end yet, and with it what the member may; what lapsed is no right any more."""
    before = facts_of(verification)
    verification.ended_at, verification.end_reason, verification.end_words = now(), reason, words
    if reason != EndReason.LAPSED:
        set_unverified(verification.person)
    session.flush()
    deed = LAPSE if reason == EndReason.LAPSED else "end verification"
    record(actor_id, deed, verification, before, {"end_reason": reason}, words)


def revoke_ended(verification: Verification, words: str, actor_id: int | None) -> None:
    """Say of a verification that ended otherwise that it was not good."""
    before = {"end_reason": verification.end_reason}
    verification.end_reason, verification.end_words = EndReason.REVOKED, words
    session.flush()
    record(actor_id, "end verification", verification, before, {"end_reason": EndReason.REVOKED}, words)


def open_verification(member_id: int) -> Verification | None:
    """The member's verification that has no end yet; its time may be over."""
    mine = select(Verification).where(Verification.member_id == member_id, Verification.ended_at.is_(None))
    return session.scalar(mine)


def facts_of(verification: Verification) -> dict[str, object]:
    """What the log says of a verification."""
    return {
        "member_id": verification.member_id,
        "organisation_id": verification.organisation_id,
        "grade": verification.grade,
        "means": verification.means,
        "until": verification.until.isoformat(),
    }


def verifies_another(mailbox: str, member_id: int | None) -> bool:
    """Whether the mailbox (its digest) verifies somebody else at this moment."""
    return _holder(mailbox, member_id, in_force=True) is not None


def was_revoked(mailbox: str, member_id: int | None) -> bool:
    """Whether a moderator took back the last verification by the mailbox (its digest), and people have not since given
    that member another."""
    by_it = select(Verification).where(Verification.mailbox == mailbox).order_by(Verification.id.desc())
    last = session.scalar(by_it.limit(1))
    if last is None or last.end_reason != EndReason.REVOKED:
        return False
    current = open_verification(last.member_id)
    return member_id != last.member_id or current is None or not current.is_in_force


def lapse_now(verification: Verification) -> None:
    """End a verification whose time is over."""
    end(verification, EndReason.LAPSED)
    emit(VerificationLapsed(verification.member_id, verification.id))


def _kept(member: Member, organisation: Organisation, actor_id: int | None) -> Verification | None:
    """The verification that goes on; one that lapsed, or is of another organisation, ends here."""
    current = open_verification(member.id)
    if current is None:
        return None
    if not current.is_in_force:
        lapse_now(current)
        return None
    if current.organisation_id == organisation.id:
        return current
    end(current, EndReason.MOVED, actor_id=actor_id)
    return None


def _free_mailbox(member: Member, mailbox: str | None) -> None:
    if mailbox is None:
        return
    if verifies_another(mailbox, member.id):
        raise Conflict(MAILBOX_TAKEN)
    if was_revoked(mailbox, member.id):
        raise Conflict(MAILBOX_REVOKED)
    lapsed = _holder(mailbox, member.id, in_force=False)
    if lapsed is not None:
        lapse_now(lapsed)


def _holder(mailbox: str, member_id: int | None, in_force: bool) -> Verification | None:
    held = select(Verification).where(Verification.mailbox == mailbox, Verification.ended_at.is_(None))
    time_left = Verification.until > now() if in_force else Verification.until <= now()
    return session.scalar(held.where(time_left, Verification.member_id.is_distinct_from(member_id)))


def _flush() -> None:
    try:
        session.flush()
    except IntegrityError as fault:  # two accounts confirmed one mailbox at the same moment
        session.rollback()
        raise Conflict(MAILBOX_TAKEN) from fault
