"""Deeds that join what several features do, so that it happens together or not at all."""

from forum.admin.consequences import consequences_of
from forum.admin.wanted import Wanted
from forum.boards.actions import change_board, change_slug
from forum.boards.models import Board, Section
from forum.boards.order import move_board
from forum.core.db import session
from forum.core.errors import Absent, Conflict
from forum.core.words import lazy
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can

LAST = 1_000_000


@action(Can.KEEP_BOARDS)
def change_as_shown(actor: Person, board: Board, wanted: Wanted, shown: str) -> None:
    """Make a board what was wanted, when what that means is still what was shown; `shown` is the mark of that.

    Raises Conflict when it means something else by now, Invalid and Refused like the deeds that it is made of.
    """
    consequences = consequences_of(actor, board, wanted)
    if consequences and consequences.mark != shown:
        raise Conflict(lazy("Something has changed meanwhile. Look again at what would happen."))
    section = session.get(Section, wanted.section_id)
    if section is None:
        raise Absent()
    change_board(actor, board, wanted.settings)
    change_slug(actor, board, wanted.slug)
    if board.section_id != section.id:
        move_board(actor, board, section, LAST)
