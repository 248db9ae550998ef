"""The walk can fail: where somebody forgets a check, it says so."""

import dataclasses
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select, true

from forum.boards.models import Board
from forum.boards.queries import board_by_slug, readable_boards
from forum.core.db import session
from forum.core.errors import Refused
from forum.members.models import is_shown
from forum.members.queries import _shown_to as is_shown_in_finder
from forum.permissions.alike import forget_statements
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.search.narrowing import narrowing
from forum.search.permitted import Searchable, everything, searchable_by
from forum.threads.access import readable_posts, readable_threads
from forum.threads.follow_queries import board_and_level
from tests.leaks.looking import Looker
from tests.leaks.map import READS, Sent, reads_at
from tests.leaks.test_sameness import differences
from tests.leaks.world import World


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """Statements are built of the conditions of this test, and afterwards of the right ones again."""
    forget_statements()
    yield
    forget_statements()


def everybody(*_asked: Any) -> Any:
    """The condition in SQL that lets everybody read everything."""
    return true()


def refuse(viewer: Any, slug: str) -> Any:
    """Say that a board is closed, where there is one, instead of saying that there is none."""
    if not can(viewer, Can.READ, board := board_by_slug(slug)):
        raise Refused(board.name)
    return board, None


def search_everywhere() -> Searchable:
    """Everything, with all boards named."""
    return Searchable(everything(), {board.id: board for board in session.scalars(select(Board))})


def name_the_board(viewer: Any, index: Any, searchable: Searchable, fields: Any) -> Any:
    """Look up boards among all there are."""
    return narrowing(viewer, index, dataclasses.replace(searchable, boards=search_everywhere().boards), fields)


# Who looks where, and would see what if this function were wrong wherever it is used.
FORGOTTEN: dict[str, tuple[str, str, Any]] = {
    "boards on the front page": ("guest", "pages.front", readable_boards),
    "a board": ("member", "pages.board", readable_boards),
    "threads in lists": ("verified", "pages.latest", readable_threads),
    "a thread": ("moderator", "threads.thread", readable_threads),
    "held and hidden posts": ("member", "threads.thread", readable_posts),
    "where a post stands": ("guest", "threads.post", readable_posts),
    "an archived post": ("guest", "imports.archived", readable_posts),
    "a quotation": ("verified", "threads.thread", readable_posts),
    "posts on a profile": ("member", "members.profile", readable_posts),
    "fields of a profile": ("verified", "members.profile", is_shown),
    "fields in the list of members": ("member", "members.member_list", is_shown),
    "boards on the page of an organisation": ("verified", "organisations.organisation", readable_boards),
}


@pytest.mark.parametrize("what", FORGOTTEN)
def test_the_walk_finds_what_a_forgotten_check_lets_out(app, world, monkeypatch, what):
    kind, endpoint, check = FORGOTTEN[what]
    replace(monkeypatch, check, everybody)
    looker = Looker(app, world, kind)

    for sent in requests_to(endpoint, world):
        looker.look(sent)

    assert looker.traces != []


# What answers otherwise than nothing does, if this function does that instead.
TOLD_APART: dict[str, tuple[str, Any, Callable[..., Any]]] = {
    "a board that is refused, not absent": ("pages.board", board_and_level, refuse),
    "a search in what may not be read": ("search.results", searchable_by, lambda _viewer: search_everywhere()),
    "a search that knows closed boards by name": ("search.results", narrowing, name_the_board),
    "a finder that looks at hidden fields": ("members.member_list", is_shown_in_finder, everybody),
}


@pytest.mark.parametrize("what", TOLD_APART)
def test_closed_things_that_answer_otherwise_are_found(app, world, monkeypatch, what):
    endpoint, function, wrong = TOLD_APART[what]

    def requests(world: World, target: Any) -> list[Sent]:
        return [sent for sent in reads_at(world, target) if sent.endpoint == endpoint]

    replace(monkeypatch, function, wrong)

    assert list(differences(Looker(app, world, "member"), requests)) != []


def replace(monkeypatch: pytest.MonkeyPatch, function: Any, wrong: Callable[..., Any]) -> None:
    """Put a wrong function in the place of the right one, in each module of the forum that uses it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("forum.") and getattr(module, function.__name__, None) is function:
            monkeypatch.setattr(module, function.__name__, wrong)


def requests_to(endpoint: str, world: World) -> list[Sent]:
    """Everything that the map asks of one route."""
    assert endpoint in READS
    return [sent for target in (None, *world.targets) for sent in reads_at(world, target) if sent.endpoint == endpoint]
