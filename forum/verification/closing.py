"""What goes with the end of a request or of an organisation; for deeds only, inside their transaction."""

from sqlalchemy import delete, select

from forum.core.clock import now
from forum.core.db import lock, session
from forum.core.outbox import emit
from forum.members.models import Member
from forum.members.verified import set_verified
from forum.organisations.models import Organisation
from forum.verification.events import VerificationAsked, VerificationRevoked
from forum.verification.granting import end
from forum.verification.models import (
    EndReason,
    Evidence,
    Means,
    RequestState,
    Sponsoring,
    Verification,
    VerificationRequest,
)
from forum.verification.terms import decided_by


def close_request(request: VerificationRequest, state: RequestState, answer: str = "") -> None:
    """Give a request its end: the evidence goes, the link and the address that it went to go, the decision stays."""
    request.state, request.answer, request.decided_at = state, answer, now()
    request.address = request.code_salt = request.code_digest = request.session_digest = None
    session.execute(delete(Evidence).where(Evidence.request_id == request.id))
    session.flush()


def void_words_of(sponsor: Member, actor_id: int | None) -> None:
    """The words of a sponsor whose own verification was revoked count no more: whom they verified has to ask again.

    Such a verification ends, and its request is open again, with the other colleague's word still counting.
    """
    words = select(Sponsoring).where(
        Sponsoring.sponsor_id == sponsor.id, Sponsoring.said_at.is_not(None), Sponsoring.void_at.is_(None)
    )
    for word in session.scalars(words.order_by(Sponsoring.request_id)).all():
        word.void_at = now()
        _reopen(word.request_id, actor_id)


def end_all_at(organisation: Organisation, actor_id: int | None) -> int:
    """End every verification at an organisation that exists no longer, and what is asked there; answers how many."""
    waiting = select(VerificationRequest).where(
        VerificationRequest.organisation_id == organisation.id, VerificationRequest.state == RequestState.OPEN
    )
    for request in session.scalars(waiting).all():
        close_request(request, RequestState.ENDED)
    verifications = _open_at(organisation)
    for verification in verifications:
        end(verification, EndReason.RETIRED, actor_id=actor_id)
        emit(VerificationRevoked(verification.member_id, verification.id))
    return len(verifications)


def move_all(organisation: Organisation, other: Organisation) -> int:
    """Let every verification at an organisation, and what is asked there, be one at another that it became part of."""
    waiting = select(VerificationRequest).where(
        VerificationRequest.organisation_id == organisation.id, VerificationRequest.state == RequestState.OPEN
    )
    for request in session.scalars(waiting).all():
        request.organisation_id = other.id
    verifications = _open_at(organisation)
    for one in verifications:
        one.organisation_id = other.id
        if one.is_in_force:
            set_verified(one.person, other, one.grade, one.since, one.until)
    return len(verifications)


def _open_at(organisation: Organisation) -> list[Verification]:
    there = select(Verification).where(Verification.organisation_id == organisation.id, Verification.ended_at.is_(None))
    found = list(session.scalars(there.order_by(Verification.member_id)))
    for one in found:
        lock(one.person)
    return found


def _reopen(request_id: int, actor_id: int | None) -> None:
    rests_on_it = select(Verification).where(
        Verification.request_id == request_id,
        Verification.means == Means.COLLEAGUES,
        Verification.ended_at.is_(None),
    )
    verification = session.scalar(rests_on_it)
    if verification is None or not verification.is_in_force:
        return
    end(verification, EndReason.SPONSOR, actor_id=actor_id)
    emit(VerificationRevoked(verification.member_id, verification.id))
    request = session.get_one(VerificationRequest, request_id)
    if not request.organisation.is_retired and not _asks_otherwise(request):
        request.state, request.decided_at, request.due_at = RequestState.OPEN, None, decided_by(now())
        emit(VerificationAsked(request.id))


def _asks_otherwise(request: VerificationRequest) -> bool:
    others = select(VerificationRequest.id).where(
        VerificationRequest.member_id == request.member_id,
        VerificationRequest.state == RequestState.OPEN,
        VerificationRequest.kind != Means.ADDRESS,
    )
    return session.scalar(others.limit(1)) is not None
