"""What is told about verifications, requests to come in, offices and closed boards; runs in the worker."""

from sqlalchemy import ColumnElement, or_, select

from forum.boards.events import AdmissionAsked, AdmissionDecided, BoardEntered, InvitationTakenBack, MemberInvited
from forum.boards.models import AdmissionRequest, Asked
from forum.core.db import session
from forum.core.outbox import news
from forum.members.events import Appointed, Dismissed
from forum.members.models import Member, Role
from forum.members.named import BoardRole, NamedMember
from forum.notifications.access import ASKED, INVITED, REMOVED, SPONSOR
from forum.notifications.models import Kind
from forum.notifications.telling import News, tell
from forum.verification.events import (
    SponsorAsked,
    VerificationAsked,
    VerificationEnding,
    VerificationGranted,
    VerificationLapsed,
    VerificationRefused,
    VerificationRevoked,
)
from forum.verification.models import Means, VerificationRequest

VERIFICATION_WORDS = {
    VerificationGranted: "granted",
    VerificationLapsed: "lapsed",
    VerificationRevoked: "revoked",
}


@news
def tell_of_appointment(event: Appointed) -> None:
    """Tell a member of their new office."""
    word = _office(event.role, event.board_id)
    tell(News(Kind.APPOINTMENT, event.board_id or 0, word, event.board_id), Member.id == event.member_id)


@news
def tell_of_dismissal(event: Dismissed) -> None:
    """Tell a member that they no longer have an office."""
    word = f"no {_office(event.role, event.board_id)}"
    tell(News(Kind.APPOINTMENT, event.board_id or 0, word, event.board_id), Member.id == event.member_id)


@news
def tell_of_request_to_come_in(event: AdmissionAsked) -> None:
    """Tell the moderators of a board, and the administrators, that somebody waits for them."""
    request = session.get(AdmissionRequest, event.request_id, populate_existing=True)
    if request is None or not request.is_waiting:
        return
    asked = News(Kind.ADMISSION, request.id, ASKED, request.board_id, request.member_id)
    tell(asked, or_(_moderators_of(request.board_id), Member.role == Role.ADMINISTRATOR))


@news
def tell_of_decision(event: AdmissionDecided) -> None:
    """Tell who asked to come in what was decided."""
    request = session.get(AdmissionRequest, event.request_id, populate_existing=True)
    if request is None or request.state not in (Asked.LET_IN, Asked.DECLINED):
        return
    decided = News(Kind.ADMISSION, request.id, str(request.state), request.board_id)
    tell(decided, Member.id == request.member_id)


@news
def tell_of_invitation(event: MemberInvited | InvitationTakenBack) -> None:
    """Tell a member that they may come into a board, or no longer, when that still is so."""
    invited = isinstance(event, MemberInvited)
    if invited == (session.get(NamedMember, (event.member_id, event.board_id, BoardRole.INVITED)) is not None):
        word = INVITED if invited else REMOVED
        tell(News(Kind.ADMISSION, event.board_id, word, event.board_id), Member.id == event.member_id)


@news
def tell_of_entry(event: BoardEntered) -> None:
    """Tell the moderators of a closed board that an administrator has entered it."""
    entered = News(Kind.ENTRY, event.board_id, f"by {event.member_id}", event.board_id, event.member_id)
    tell(entered, _moderators_of(event.board_id))


@news
def tell_of_verification(event: VerificationGranted | VerificationLapsed | VerificationRevoked) -> None:
    """Tell a member what became of their verification."""
    told = News(Kind.VERIFICATION, event.verification_id, VERIFICATION_WORDS[type(event)])
    tell(told, Member.id == event.member_id)


@news
def tell_of_end_to_come(event: VerificationEnding) -> None:
    """Tell a member that their verification ends soon."""
    told = News(Kind.VERIFICATION, event.verification_id, f"ending {event.days}")
    tell(told, Member.id == event.member_id)


@news
def tell_of_refusal(event: VerificationRefused) -> None:
    """Tell a member that their request was refused."""
    tell(News(Kind.VERIFICATION, event.request_id, "refused"), Member.id == event.member_id)


@news
def tell_sponsor(event: SponsorAsked) -> None:
    """Tell a colleague that somebody asks them to vouch."""
    tell(News(Kind.VERIFICATION, event.request_id, SPONSOR), Member.id == event.sponsor_id)


@news
def tell_deciders(event: VerificationAsked) -> None:
    """Tell the moderators of the whole forum that evidence waits for them; colleagues decide about the others."""
    request = session.get(VerificationRequest, event.request_id, populate_existing=True)
    if request is None or not request.is_open or request.kind != Means.EVIDENCE:
        return
    asked = News(Kind.VERIFICATION, request.id, ASKED, actor_id=request.member_id)
    tell(asked, Member.role.in_((Role.MODERATOR, Role.ADMINISTRATOR)))


def _office(role: str, board_id: int | None) -> str:
    return f"board {role}" if board_id is not None else role


def _moderators_of(board_id: int) -> ColumnElement[bool]:
    named = select(NamedMember.member_id).where(NamedMember.board_id == board_id)
    return Member.id.in_(named.where(NamedMember.role == BoardRole.MODERATOR))
