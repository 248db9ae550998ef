"""What a viewer may find, in the form that the index asks for, and what the boards of that are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.boards.models import Board
from forum.boards.queries import moderated_boards, readable_boards
from forum.core.db import session
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.people import Person
from forum.search.engine import Permitted


@dataclass(frozen=True)
class Searchable:
    """What a viewer may find, and the boards of that by their ids, each with `slug` and `name`; no other is named."""

    permitted: Permitted
    boards: Mapping[int, Any]


def searchable_by(viewer: Person) -> Searchable:
    """All of the boards that the viewer may read; where members see only their own threads, those.

    Two viewers of the same boards get equal permissions, so the index remembers one set of documents for both.
    """
    boards = session.execute(_boards(alike(viewer)), parameters(viewer)).all()
    own = frozenset(board.id for board in boards if board.own_threads_only and not board.moderated)
    own_boards = own if viewer.id is not None else frozenset()
    permitted = Permitted(
        boards=frozenset(board.id for board in boards) - own,
        own_boards=own_boards,
        member_id=viewer.id if own_boards else None,
    )
    return Searchable(permitted, {board.id: board for board in boards if board.id in permitted.boards | own_boards})


@built_once
def _boards(viewer: Any) -> Any:
    columns = (Board.id, Board.name, Board.slug, Board.own_threads_only, moderated_boards(viewer).label("moderated"))
    return select(*columns).where(readable_boards(viewer))


def permitted_for(viewer: Person) -> Permitted:
    """See `searchable_by`."""
    return searchable_by(viewer).permitted


def everything() -> Permitted:
    """All boards, for operators who measure."""
    return all_of_it().permitted


def all_of_it() -> Searchable:
    """All boards with their names, for operators who measure."""
    boards = {board.id: board for board in session.execute(select(Board.id, Board.name, Board.slug))}
    return Searchable(Permitted(boards=frozenset(boards)), boards)
