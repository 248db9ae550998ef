"""What an administrator wants a board to be, and in numbers what that would change.

The numbers come from the same rules as the permissions, asked of all members before and after.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select

from forum.boards.actions import BoardSettings
from forum.boards.models import Board
from forum.boards.readers import circle_of
from forum.core.db import session
from forum.members.models import Member
from forum.permissions.people import Person


@dataclass(frozen=True)
class Wanted:
    """What an administrator wants a board to be: its section, its address, its settings."""

    section_id: int
    slug: str
    settings: BoardSettings


@dataclass(frozen=True)
class Counts:
    """What there is on the board, and how many members gain and lose what; guests are not counted."""

    threads: int
    posts: int
    readers: int
    moderators: int
    gain_reading: int
    lose_reading: int
    gain_starting: int
    lose_starting: int
    gain_replying: int
    lose_replying: int
    locks_out: int  # the one who asks: 1 when they would no longer read it


def settings_of(board: Board) -> BoardSettings:
    """The settings that a board has now."""
    return BoardSettings(**{name: getattr(board, name) for name in BoardSettings.__dataclass_fields__})


def count(asking: Person, board: Board, after: Any) -> Counts:
    """Ask all members who use their accounts, in one statement, and among them the one who asks."""
    old, new = circle_of(board.id, board), circle_of(board.id, after)
    gains = [(new.read, old.read), (old.read, new.read), (new.start, old.start)]
    gains += [(old.start, new.start), (new.reply, old.reply), (old.reply, new.reply)]
    columns = [_number(new.read), _number(new.moderate), *(_number(and_(have, not_(had))) for have, had in gains)]
    columns.append(_number(and_(Member.id == asking.id, old.read, not_(new.read))))
    return Counts(board.thread_count, board.post_count, *session.execute(select(*columns)).one())


def _number(who: ColumnElement[bool]) -> Any:
    return func.count(Member.id).filter(who)
