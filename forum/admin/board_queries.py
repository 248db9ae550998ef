"""Sections with their boards, all of them, as administrators order them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from forum.boards.models import Board, Section
from forum.core.db import session
from forum.core.errors import Absent


def all_sections() -> Sequence[Section]:
    """All sections, those without boards included, as they stand on the front page."""
    return session.scalars(select(Section).order_by(Section.position, Section.id)).all()


def all_boards() -> Sequence[Board]:
    """All boards, as they stand on the front page."""
    boards = select(Board).join(Board.section).options(contains_eager(Board.section))
    return session.scalars(boards.order_by(Section.position, Section.id, Board.position, Board.id)).all()


def section_numbered(section_id: int) -> Section:
    """The section of this number. Raises Absent when there is none."""
    section = session.get(Section, section_id)
    if section is None:
        raise Absent()
    return section
