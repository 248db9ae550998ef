"""Who came into a closed board as administrator, by a deed of their own; the log tells them from who was invited.

A name on a board says that somebody was let in; the log says by whom. Only who enters puts their own.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.named import ENTERING, NAMING, BoardRole

MEMBER_ID = LogEntry.after["member_id"].as_integer()


def who_entered(board_id: int) -> Mapping[int, datetime]:
    """Those who let themselves into a board and were not invited since: their numbers, and when."""
    return {row.member_id: row.at for row in _entered(LogEntry.thing_id == board_id)}


def boards_entered(member_id: int, boards: Collection[int]) -> Mapping[int, datetime]:
    """Which of these boards a member let themselves into and was not invited to since, and when."""
    return {row.board_id: row.at for row in _entered(LogEntry.thing_id.in_(boards), member_id == MEMBER_ID)}


def _entered(*which: ColumnElement[bool]) -> Any:
    there = (LogEntry.deed.in_((NAMING, ENTERING)), LogEntry.thing == "board", *which)
    invited = select(func.max(LogEntry.id)).where(*there, LogEntry.after["role"].as_string() == BoardRole.INVITED)
    last = invited.group_by(LogEntry.thing_id, MEMBER_ID)
    columns = (LogEntry.thing_id.label("board_id"), MEMBER_ID.label("member_id"), LogEntry.at)
    return session.execute(select(*columns).where(LogEntry.id.in_(last), LogEntry.actor_id == MEMBER_ID))
