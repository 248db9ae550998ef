"""Deeds of those who want to be verified: asking, confirming a work address, withdrawing, ending their own.

A confirmation counts in the browser session that asked for it, or after the account's password: a link in a mail alone
verifies nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.letters import queue_letter
from forum.core.outbox import emit
from forum.core.tokens import LINK_ENDED
from forum.core.words import lazy
from forum.members.models import Member
from forum.organisations.models import Organisation
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.verification.addresses import WorkAddress, work_address
from forum.verification.closing import close_request
from forum.verification.codes import code_of, digest_of, new_salt
from forum.verification.events import SponsorAsked, VerificationAsked
from forum.verification.granting import end, grant, open_verification
from forum.verification.models import (
    EndReason,
    Evidence,
    Means,
    RequestState,
    Sponsoring,
    Verification,
    VerificationRequest,
)
from forum.verification.proving import ground_of, organisation_of
from forum.verification.queries import some_who_may_vouch
from forum.verification.terms import LINK_LASTS, RENEW_FROM, decided_by

PEOPLE = (Means.COLLEAGUES, Means.EVIDENCE)  # what people decide, and not a link


@dataclass(frozen=True)
class Shown:
    """What somebody shows as evidence: words, the address of a page, a picture that was made harmless."""

    words: str
    link: str
    picture: bytes | None


@action(Can.ASK_FOR_VERIFICATION)
def ask_by_address(member: Member, _self: Member, address: WorkAddress, session_digest: str) -> VerificationRequest:
    """Have a link sent to a work address; a link asked for earlier works no more. Raises Invalid."""
    organisation, salt = organisation_of(address), new_salt()
    for earlier in _open_requests(member, (Means.ADDRESS,)):
        close_request(earlier, RequestState.ENDED)
    request = VerificationRequest(
        member_id=member.id,
        organisation_id=organisation.id,
        kind=Means.ADDRESS,
        due_at=now() + LINK_LASTS,
        address=address.mailbox,
        code_salt=salt,
        code_digest=digest_of(code_of(salt)),
        session_digest=session_digest,
    )
    session.add(request)
    session.flush()
    queue_letter("verify", f"verify {request.id}", {"request_id": request.id})
    return request


@action(Can.KEEP_OWN_VERIFICATION)
def confirm_in_session(member: Member, request: VerificationRequest, session_digest: str) -> Verification:
    """Confirm an address in the browser session that asked for the link. Raises Invalid in any other."""
    if not request.session_digest or request.session_digest != session_digest:
        raise Invalid(LINK_ENDED)
    return _confirm(member, request)


@action(Can.KEEP_OWN_VERIFICATION)
def confirm_with_password(member: Member, request: VerificationRequest, proven_hash: str) -> Verification:
    """Confirm an address after the account's password. Raises Conflict when that has changed meanwhile."""
    if member.password_hash != proven_hash:
        raise Conflict(lazy("The password was changed at this moment. Sign in with the new one."))
    return _confirm(member, request)


@action(Can.ASK_FOR_VERIFICATION)
def ask_colleagues(
    member: Member, _self: Member, organisation: Organisation, colleagues: Sequence[Member]
) -> VerificationRequest:
    """Ask to be verified by two colleagues; those named are told, else a few who could. Raises Invalid."""
    request = _ask_people(member, organisation, Means.COLLEAGUES)
    named = [colleague.id for colleague in colleagues]
    session.add_all(Sponsoring(request_id=request.id, sponsor_id=one, named=True) for one in named)
    for colleague_id in named or some_who_may_vouch(organisation.id, member.id):
        emit(SponsorAsked(colleague_id, request.id))
    emit(VerificationAsked(request.id))
    return request


@action(Can.ASK_FOR_VERIFICATION)
def ask_with_evidence(member: Member, _self: Member, organisation: Organisation, shown: Shown) -> VerificationRequest:
    """Ask to be verified by evidence, which two moderators look at. Raises Invalid."""
    request = _ask_people(member, organisation, Means.EVIDENCE)
    picture = {"picture": shown.picture, "has_picture": shown.picture is not None}
    session.add(Evidence(request_id=request.id, words=shown.words, link=shown.link, **picture))
    emit(VerificationAsked(request.id))
    return request


@action(Can.KEEP_OWN_VERIFICATION)
def withdraw(_member: Member, request: VerificationRequest) -> None:
    """Take a request back. Raises Conflict when it was decided meanwhile."""
    if not request.is_open:
        raise Conflict(lazy("This was decided already."))
    close_request(request, RequestState.WITHDRAWN)


@action(Can.KEEP_OWN_VERIFICATION)
def end_own(member: Member, verification: Verification) -> None:
    """End one's own verification. Raises Conflict when it has ended already."""
    if verification.ended_at is not None:
        raise Conflict(lazy("This verification has ended already."))
    end(verification, EndReason.OWN, actor_id=member.id)


@action(Can.KEEP_ACCOUNTS)
def forget_old_links(_clock: Person, _site: None) -> None:
    """Erase the addresses of links that ended."""
    ended = update(VerificationRequest).where(
        VerificationRequest.kind == Means.ADDRESS,
        VerificationRequest.state == RequestState.OPEN,
        VerificationRequest.due_at <= now(),
    )
    session.execute(ended.values(state=RequestState.ENDED, **_NO_LINK))


_NO_LINK: dict[str, None] = {"address": None, "code_salt": None, "code_digest": None, "session_digest": None}


def _confirm(member: Member, request: VerificationRequest) -> Verification:
    if not request.is_open or request.kind != Means.ADDRESS or request.due_at <= now():
        raise Invalid(LINK_ENDED)
    ground = ground_of(work_address(request.address or ""))
    verification = grant(member, ground, member.id)
    close_request(request, RequestState.GRANTED)
    return verification


def _ask_people(member: Member, organisation: Organisation, kind: Means) -> VerificationRequest:
    if organisation.is_retired:
        raise Invalid(lazy("This organisation exists no longer. Choose the one that you belong to now."))
    if any(_open_requests(member, PEOPLE)):
        raise Conflict(lazy("You have asked already. Withdraw that request before you ask in another way."))
    current = open_verification(member.id)
    if current and _needs_no_people(current, organisation):
        raise Conflict(lazy("You are verified there. You can ask again in the last 30 days before it ends."))
    request = VerificationRequest(
        member_id=member.id, organisation_id=organisation.id, kind=kind, due_at=decided_by(now())
    )
    session.add(request)
    session.flush()
    return request


def _needs_no_people(current: Verification, organisation: Organisation) -> bool:
    return current.organisation_id == organisation.id and current.until - now() > RENEW_FROM


def _open_requests(member: Member, kinds: Sequence[Means]) -> Sequence[VerificationRequest]:
    mine = select(VerificationRequest).where(
        VerificationRequest.member_id == member.id,
        VerificationRequest.kind.in_(kinds),
        VerificationRequest.state == RequestState.OPEN,
    )
    return session.scalars(mine).all()
