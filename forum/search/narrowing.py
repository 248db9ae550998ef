"""What the fields of a query mean to one viewer: which boards, whose posts, from which moment to which.

A name that leads nowhere is told in a sentence and passed over. It leads nowhere, too, where it leads to what the
viewer may not read: to a board that is closed to them, or to people who wrote only where they may not read.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from forum.boards.queries import former_board_id
from forum.core.words import lazy
from forum.members.called import ids_called, ids_verified_at
from forum.search.analysis import folded
from forum.search.engine import Filters, Index
from forum.search.fields import Fields
from forum.search.permitted import Searchable

Ids = frozenset[int]
Narrowing = tuple[Filters, tuple[Any, ...]]


def narrowing(viewer: Any, index: Index, searchable: Searchable, fields: Fields) -> Narrowing:
    """The filters, and a sentence for each name that leads nowhere. Raises IndexUnavailable."""

    def board(name: str) -> Ids:
        return _boards_called(searchable, name)

    def person(name: str) -> Ids:
        return index.writers(ids_called(viewer, name), searchable.permitted)

    def organisation(name: str) -> Ids:
        return index.writers(ids_verified_at(name), searchable.permitted)

    faults: list[Any] = []
    boards = _any_of(fields.boards, board, _no_board, faults)
    people = _any_of(fields.people, person, _nobody, faults)
    staff = _any_of(fields.organisations, organisation, _no_staff, faults)
    filters = Filters(
        boards=boards,
        authors=people if staff is None else staff if people is None else people & staff,
        answered=fields.answered,
        since=_beginning(viewer, fields.since),
        until=_beginning(viewer, fields.until),
    )
    return filters, tuple(faults)


def _any_of(
    names: Iterable[str], find: Callable[[str], Ids], sentence: Callable[[str], Any], faults: list[Any]
) -> Ids | None:
    """All that the names mean together; None where none of them means anything. Notes a sentence for each of those."""
    found: Ids = frozenset()
    for name in names:
        meant = find(name)
        found |= meant
        faults += [] if meant else [sentence(name)]
    return found or None


def _boards_called(searchable: Searchable, name: str) -> Ids:
    plain = folded(name)
    called = frozenset(
        number for number, board in searchable.boards.items() if plain in (board.slug, folded(board.name))
    )
    former = None if called else former_board_id(plain)
    return called if former is None or former not in searchable.boards else frozenset({former})


def _no_board(name: str) -> Any:
    return lazy("There is no board “%(name)s” that you can read, so the board was passed over.", name=name)


def _nobody(name: str) -> Any:
    return lazy(
        "Nobody called “%(name)s” has written a post that you can read, so the name was passed over.", name=name
    )


def _no_staff(name: str) -> Any:
    return lazy(
        "Nobody verified at “%(name)s” has written a post that you can read, so the organisation was passed over.",
        name=name,
    )


def _beginning(viewer: Any, day: date | None) -> datetime | None:
    """The moment at which a day begins for the viewer."""
    return datetime.combine(day, time(), ZoneInfo(viewer.time_zone)) if day else None
