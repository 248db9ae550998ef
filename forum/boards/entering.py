"""Entering a closed board as an administrator, for a reason; leaving a board that one was let into."""

from forum.boards.events import BoardEntered
from forum.boards.models import Board
from forum.boards.naming import put_name, take_name
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import REASON_LIMIT
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.named import ENTERING, BoardRole, NamedMember
from forum.permissions.guard import action, can
from forum.permissions.table import Can

LEAVING = "leave a board"  # what the log calls it


@action(Can.ENTER_BOARD)
def enter_board(administrator: Member, board: Board, reason: str) -> None:
    """Let an administrator into a board that is closed to them; its moderators are told.

    Raises Invalid without a reason, Conflict when they can read the board already.
    """
    if not 0 < len(reason) <= REASON_LIMIT:
        raise Invalid(lazy("Say why you enter, in at most %(most)d characters.", most=REASON_LIMIT), "reason")
    if can(administrator, Can.READ, board):
        raise Conflict(lazy("You can read this board already."))
    put_name(administrator, board, administrator, BoardRole.INVITED, reason, ENTERING)
    emit(BoardEntered(board.id, administrator.id))


@action(Can.LEAVE_BOARD)
def leave_board(member: Member, board: Board) -> None:
    """Give up one's own invitation. Raises Conflict when one is in by one's organisation, not by name."""
    if session.get(NamedMember, (member.id, board.id, BoardRole.INVITED)) is None:
        raise Conflict(lazy("You are on this board through your organisation, not by your name."))
    take_name(member, board, member, BoardRole.INVITED, LEAVING)
