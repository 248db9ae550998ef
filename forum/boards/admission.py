"""Requests to come into a board whose title is open: asking, withdrawing, letting in, declining."""

from datetime import datetime, timedelta

from sqlalchemy import select

from forum.boards.events import AdmissionAsked, AdmissionDecided
from forum.boards.models import ASKING_LIMIT, AdmissionRequest, Asked, Audience, Board
from forum.boards.naming import put_name
from forum.core.clock import now
from forum.core.db import lock, session
from forum.core.errors import Conflict, Invalid
from forum.core.log import REASON_LIMIT, record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.named import BoardRole
from forum.permissions.guard import action, can
from forum.permissions.people import Person
from forum.permissions.table import Can

ASK_AGAIN_AFTER = timedelta(days=30)  # from the day on which somebody was declined


@action(Can.ASK_TO_COME_IN)
def ask_to_come_in(member: Member, board: Board, words: str) -> AdmissionRequest:
    """Ask those who look after a board to be let in, and say why.

    Raises Invalid for no words or too many, Conflict for who is in already, asks already, or was declined lately.
    """
    if not 0 < len(words) <= ASKING_LIMIT:
        raise Invalid(lazy("Say why, in at most %(most)d characters.", most=ASKING_LIMIT), "words")
    if can(member, Can.READ, board):
        raise Conflict(lazy("You can read this board already."))
    before = latest_request(member, board)
    if before is not None and before.is_waiting:
        raise Conflict(lazy("You have asked already. Your first request still waits."))
    if before is not None and asks_again_on(before) is not None:
        raise Conflict(lazy("You were declined less than 30 days ago. Ask again later."))
    request = AdmissionRequest(board_id=board.id, member_id=member.id, words=words)
    session.add(request)
    session.flush()
    emit(AdmissionAsked(request.id))
    return request


@action(Can.WITHDRAW_REQUEST)
def withdraw_request(_member: Member, request: AdmissionRequest) -> None:
    """Take one's own request back. Raises Conflict when it was decided meanwhile."""
    _end(request, Asked.WITHDRAWN)


@action(Can.DECIDE_REQUEST)
def let_in(decider: Member, request: AdmissionRequest) -> None:
    """Let somebody in who asked.

    Raises Conflict when that was decided, or taken back, meanwhile, or when the board no longer goes by names.
    """
    _end(request, Asked.LET_IN, decider)
    board, member = lock(request.board), session.get_one(Member, request.member_id)
    if board.audience != Audience.INVITED and not board.open_title:
        raise Conflict(lazy("This board no longer shows its title, and nobody comes in by name."))
    put_name(decider, board, member, BoardRole.INVITED)


@action(Can.DECIDE_REQUEST)
def decline(decider: Member, request: AdmissionRequest, reason: str) -> None:
    """Do not let somebody in who asked, and say why.

    Raises Invalid without a reason, Conflict when it was decided, or taken back, meanwhile.
    """
    if not 0 < len(reason) <= REASON_LIMIT:
        raise Invalid(lazy("Say why, in at most %(most)d characters.", most=REASON_LIMIT), "reason")
    _end(request, Asked.DECLINED, decider, reason)


def latest_request(member: Person, board: Board) -> AdmissionRequest | None:
    """What somebody asked last of a board, unless they took it back; a guest has asked nothing."""
    if member.is_guest:
        return None
    theirs = (AdmissionRequest.member_id == member.id, AdmissionRequest.board_id == board.id)
    standing = select(AdmissionRequest).where(*theirs, AdmissionRequest.state != Asked.WITHDRAWN)
    return session.scalar(standing.order_by(AdmissionRequest.id.desc()).limit(1))


def asks_again_on(request: AdmissionRequest) -> datetime | None:
    """From when on somebody who was declined may ask again, as long as that is to come."""
    if request.state != Asked.DECLINED or request.decided_at is None:
        return None
    again = request.decided_at + ASK_AGAIN_AFTER
    return again if again > now() else None


def _end(request: AdmissionRequest, state: Asked, decider: Person | None = None, reason: str = "") -> None:
    """Give a request its end; the words with which it asked have done their work and go."""
    if not request.is_waiting:
        raise Conflict(lazy("This request waits no longer: somebody has decided it, or it was taken back."))
    request.state, request.words, request.decided_at, request.reason = state, "", now(), reason
    if decider is None:
        return
    request.decided_by_id = decider.id
    after = {"request_id": request.id, "member_id": request.member_id, "state": state}
    record(decider.id, "decide a request to come in", request.board, after=after, reason=reason)
    emit(AdmissionDecided(request.id))
