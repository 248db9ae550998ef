"""Deeds: keeping what was typed for a new thread, and throwing it away."""

from sqlalchemy import delete

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, upsert
from forum.members.models import Member
from forum.permissions.guard import action
from forum.permissions.table import Can
from forum.threads.unsent import Typed, UnsentThread


@action(Can.START_THREAD)
def keep_unsent(_member: Member, board: Board, session_id: int, typed: Typed) -> None:
    """Keep what the member has typed in this session for a thread on the board, in the place of what was kept there."""
    facts = {**vars(typed), "board_id": board.id, "kept_at": now()}
    upsert(UnsentThread, {"session_id": session_id, **facts}, facts)


@action(Can.CHANGE_OWN_ACCOUNT)
def forget_unsent(_member: Member, _self: Member, session_id: int) -> None:
    """Throw away what was kept in this session."""
    session.execute(delete(UnsentThread).where(UnsentThread.session_id == session_id))
