"""The order in which sections and boards stand on the front page."""

from typing import Any

from sqlalchemy import select

from forum.boards.models import Board, Section
from forum.core.db import session
from forum.core.log import record
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can


@action(Can.KEEP_BOARDS)
def move_section(actor: Person, section: Section, place: int) -> None:
    """Put a section at a place among the sections, counted from 1; past the end is the end."""
    in_order = list(session.scalars(select(Section).order_by(Section.position, Section.id)))
    before = in_order.index(section) + 1
    in_order.remove(section)
    after = _insert(in_order, section, place)
    if before != after:
        record(actor.id, "move a section", section, {"place": before}, {"place": after})


@action(Can.KEEP_BOARDS)
def move_board(actor: Person, board: Board, section: Section, place: int) -> None:
    """Put a board at a place among the boards of a section, counted from 1; past the end is the end."""
    before = {"section_id": board.section_id, "place": _boards_of(board.section_id).index(board) + 1}
    in_order = [one for one in _boards_of(section.id) if one.id != board.id]
    board.section = section
    after = {"section_id": section.id, "place": _insert(in_order, board, place)}
    if before != after:
        record(actor.id, "move a board", board, before, after)


def _boards_of(section_id: int) -> list[Board]:
    boards = select(Board).where(Board.section_id == section_id)
    return list(session.scalars(boards.order_by(Board.position, Board.id)))


def _insert(in_order: list[Any], thing: Any, place: int) -> int:
    """Put a thing among others and number them all; answers its place."""
    in_order.insert(max(0, place - 1), thing)
    for position, one in enumerate(in_order, 1):
        one.position = position
    return thing.position
