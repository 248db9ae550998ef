"""The deeds of following: a thread, a board, and what one no longer wants to hear of."""

from forum.boards.models import Board
from forum.members.models import Member
from forum.permissions.guard import action
from forum.permissions.table import Can
from forum.threads.following import Level, set_board_level, set_thread_level
from forum.threads.models import Thread


@action(Can.FOLLOW)
def stand_to_thread(member: Member, thread: Thread, level: Level) -> None:
    """Follow a thread, mute it, or neither."""
    set_thread_level(member.id, thread.id, level)


@action(Can.FOLLOW)
def stand_to_board(member: Member, board: Board, level: Level) -> None:
    """Follow a board, so that one hears of each new thread; mute it; or neither."""
    set_board_level(member.id, board.id, level)
