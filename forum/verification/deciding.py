"""Deeds of those who decide: colleagues vouch, moderators agree, refuse, and revoke; none in a case of their own."""

from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict, Refused
from forum.core.log import record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Grade, Member
from forum.permissions.guard import action
from forum.permissions.table import Can
from forum.verification.closing import close_request, void_words_of
from forum.verification.events import VerificationRefused, VerificationRevoked
from forum.verification.granting import end, grant, ground_for, revoke_ended
from forum.verification.models import (
    Agreement,
    EndReason,
    Means,
    RequestState,
    Sponsoring,
    Verification,
    VerificationRequest,
)
from forum.verification.queries import is_in_good_standing, may_decide
from forum.verification.terms import A_YEAR, SPONSORINGS_A_YEAR

NEEDED = 2  # colleagues who vouch, or moderators who agree


@action(Can.SPONSOR)
def vouch(colleague: Member, request: VerificationRequest) -> bool:
    """Say that somebody works where one works oneself; answers whether the second word has verified them.

    Raises Conflict for a second word about the same request, Refused for the sixth in a year.
    """
    word = session.get(Sponsoring, (request.id, colleague.id))
    if word is not None and word.said_at is not None and word.void_at is None:
        raise Conflict(lazy("You have vouched for this colleague already."))
    if sponsorings_left(colleague) < 1:
        raise Refused(lazy("You have vouched for five colleagues within a year. That is the most that one can."))
    if word is None:
        word = Sponsoring(request_id=request.id, sponsor_id=colleague.id)
        session.add(word)
    word.said_at, word.void_at = now(), None
    session.flush()
    record(colleague.id, "vouch", request, after={"member_id": request.member_id})
    return _grant_if_enough(request, colleague)


@action(Can.DECIDE_VERIFICATION)
def agree(moderator: Member, request: VerificationRequest) -> bool:
    """Say that the evidence shows it; answers whether this was the second moderator, and so the decision.

    Raises Conflict for a second time by the same moderator, Refused where no evidence is decided.
    """
    if request.kind != Means.EVIDENCE:
        raise Refused(lazy("Two colleagues decide this request, not moderators. You can only refuse it."))
    if session.get(Agreement, (request.id, moderator.id)) is not None:
        raise Conflict(lazy("You have agreed already. It takes a second moderator."))
    session.add(Agreement(request_id=request.id, moderator_id=moderator.id))
    session.flush()
    record(moderator.id, "agree to evidence", request, after={"member_id": request.member_id})
    return _grant_if_enough(request, moderator)


@action(Can.DECIDE_VERIFICATION)
def refuse(moderator: Member, request: VerificationRequest, reason: str) -> None:
    """Refuse a request, with a reason that the member reads."""
    close_request(request, RequestState.REFUSED, reason)
    record(moderator.id, "refuse verification", request, after={"member_id": request.member_id}, reason=reason)
    emit(VerificationRefused(request.member_id, request.id))


@action(Can.REVOKE_VERIFICATION)
def revoke(moderator: Member, verification: Verification, reason: str) -> None:
    """End somebody's verification, with a reason that they read. Those whom they vouched for have to ask again.

    One that ended otherwise can be revoked too, so that nobody keeps their words in force by ending it first.
    """
    if verification.end_reason == EndReason.REVOKED:
        raise Conflict(lazy("This verification was revoked already."))
    if verification.ended_at is None:
        end(verification, EndReason.REVOKED, reason, moderator.id)
    else:
        revoke_ended(verification, reason, moderator.id)
    emit(VerificationRevoked(verification.member_id, verification.id))
    void_words_of(verification.person, moderator.id)


def sponsorings_left(colleague: Member) -> int:
    """For how many more colleagues somebody may vouch at this moment; words that became void count too."""
    said = select(func.count()).select_from(Sponsoring).where(Sponsoring.sponsor_id == colleague.id)
    return SPONSORINGS_A_YEAR - (session.scalar(said.where(Sponsoring.said_at > now() - A_YEAR)) or 0)


def words_and_agreements(request: VerificationRequest) -> int:
    """How many of the two that it takes have said yes."""
    return words_for(request) if request.kind == Means.COLLEAGUES else agreements_to(request)


def words_for(request: VerificationRequest) -> int:
    """How many have vouched who are colleagues with grade A, in good standing, at this moment.

    Otherwise one mailbox could speak twice: for one account, and when its verification has ended, for another.
    """
    said = select(func.count()).select_from(Sponsoring).join(Member, Member.id == Sponsoring.sponsor_id)
    still = (Member.verified_at_id == request.organisation_id, Member.verified_grade == Grade.A)
    said = said.where(Sponsoring.request_id == request.id, is_in_good_standing())
    words = said.where(*still, Member.verified_until > now())
    return session.scalar(words.where(Sponsoring.said_at.is_not(None), Sponsoring.void_at.is_(None))) or 0


def agreements_to(request: VerificationRequest) -> int:
    """How many of those who are moderators at this moment have agreed."""
    office = select(func.count()).select_from(Agreement).join(Member, Member.id == Agreement.moderator_id)
    return session.scalar(office.where(Agreement.request_id == request.id, may_decide())) or 0


def _grant_if_enough(request: VerificationRequest, second: Member) -> bool:
    if words_and_agreements(request) < NEEDED:
        return False
    ground = ground_for(request.organisation, Grade.B, request.kind, request_id=request.id)
    grant(request.person, ground, second.id)
    close_request(request, RequestState.GRANTED)
    return True
