"""What a viewer may find, in the form that the index asks for."""

from sqlalchemy import select

from forum.boards.models import Board
from forum.boards.queries import moderated_boards, readable_boards
from forum.core.db import session
from forum.permissions.people import Person
from forum.search.engine import Permitted


def permitted_for(viewer: Person) -> Permitted:
    """All of the boards that the viewer may read; where members see only their own threads, those.

    Two viewers of the same boards get equal answers, so the index remembers one set of documents for both.
    """
    columns = select(Board.id, Board.own_threads_only, moderated_boards(viewer).label("moderated"))
    boards = session.execute(columns.where(readable_boards(viewer))).all()
    own = frozenset(board.id for board in boards if board.own_threads_only and not board.moderated)
    own_boards = own if viewer.id is not None else frozenset()
    return Permitted(
        boards=frozenset(board.id for board in boards) - own,
        own_boards=own_boards,
        member_id=viewer.id if own_boards else None,
    )


def everything() -> Permitted:
    """All boards, for operators who measure."""
    return Permitted(boards=frozenset(session.scalars(select(Board.id))))
