"""How many statements each page sends to the database, with the session's read and touch: few, however many rows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.named import BoardRole, NamedOrganisation
from forum.search.handlers import build_index
from forum.search.related import forget_lists
from forum.threads.models import Thread
from tests.factories import make_board, make_member, make_named, make_organisation, make_post, make_thread
from tests.pages import Browser, sign_in
from tests.searching import new_index
from tests.statements import count_queries

FEW, MANY = 3, 30
LONG_AGO = timedelta(hours=1)  # so long since the last visit that the session is touched


@pytest.fixture(autouse=True)
def index(forum: Flask, tmp_path: Any) -> Iterator[None]:
    """An index of this test alone."""
    before = forum.extensions["forum.index"]
    forum.extensions["forum.index"] = new_index(tmp_path / "search")
    yield
    forum.extensions["forum.index"] = before


class World:
    """A forum that grows: boards, threads on one of them, posts in one thread, and the people of all that."""

    def __init__(self) -> None:
        self.board = make_board(name="The kettles", slug="kettles")
        self.thread = make_thread(board=self.board, title="A long one about a kettle", slug="long")
        self.writer = make_member(handle="writer")
        self.dorset = make_organisation("dorset.gov.uk", name="Dorset Council", slug="dorset")

    def grow(self, rows: int) -> None:
        """So many more of everything."""
        for _row in range(rows):
            make_thread(board=make_board(), starter=make_member(organisation="Dorset"), title="About a kettle")
            make_thread(board=self.board, title="About a kettle")
            make_named(make_member(), self.board, BoardRole.MODERATOR)
            make_post(self.thread, make_member(verified_at=self.dorset), body="A kettle.")
            make_organisation(f"part-{make_organisation(region=str(_row)).id}.example", parent_id=self.dorset.id)
            answer = make_post(make_thread(), self.writer)
        with transaction():
            session.get(Thread, answer.thread_id).accepted_id = answer.id
        build_index()
        forget_lists()  # of threads about the same, the first look counts


PAGES: dict[str, tuple[int, Callable[[World], str]]] = {
    "front": (8, lambda _world: "/"),
    "board": (7, lambda _world: "/boards/kettles"),
    "board, unread": (7, lambda _world: "/boards/kettles?show=unread"),
    "thread": (11, lambda world: f"/threads/{world.thread.id}/long"),
    "thread, its like remembered": (9, lambda world: f"/threads/{world.thread.id}/long"),
    "latest": (7, lambda _world: "/latest"),
    "unanswered": (7, lambda _world: "/unanswered"),
    "unread": (7, lambda _world: "/unread"),
    "search": (13, lambda _world: "/search?q=kettle"),
    "search, narrowed": (
        15,
        lambda _world: "/search?q=kettle+board:kettles+by:member+organisation:dorset+after:2020+answered:no",
    ),
    "search without words": (9, lambda _world: "/search?q=answered:no"),
    "suggestions": (7, lambda _world: "/search/suggestions?q=kettle"),
    "search in one thread": (8, lambda world: f"/search?q=kettle&thread={world.thread.id}"),
    "profile": (7, lambda _world: "/members/writer"),
    "member list": (7, lambda _world: "/members"),
    "people found": (7, lambda _world: "/members?organisation=Dorset&name=Member"),
    "organisations": (5, lambda _world: "/organisations?name=council&kind=council"),
    "organisation": (8, lambda _world: "/organisations/dorset"),
    "settings": (3, lambda _world: "/settings"),
    "saved searches": (4, lambda _world: "/settings/searches"),
    "sessions": (4, lambda _world: "/settings/sessions"),
}
VIEWERS: dict[str, dict[str, Any]] = {
    "member": {},
    "verified": {"verified": True},
    "administrator": {"role": "administrator", "verified": True},
}


def statements_of(client: Browser, path: str, **facts: Any) -> int:
    """How many a page sends for somebody who was last here an hour ago and has read nothing."""
    viewer = make_member(all_read_at=now() - timedelta(days=1), **facts)
    sign_in(client, viewer, seen_at=now() - LONG_AGO)
    with count_queries() as statements:
        answer = client.get(path)
    assert answer.status_code == 200
    assert any(statement.startswith("UPDATE browser_session") for statement in statements)
    return len(statements)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_page_sends_few_statements_and_no_more_for_more_rows(client, viewer):
    world, counts = World(), []

    for rows in (FEW, MANY - FEW):
        world.grow(rows)
        pages = PAGES.items()
        counts.append({page: statements_of(client, path(world), **VIEWERS[viewer]) for page, (_most, path) in pages})

    few, many = counts
    assert few == many
    queue = "role" in VIEWERS[viewer]  # the header says how much waits for who moderates
    assert {page: count for page, count in many.items() if count > PAGES[page][0] + queue} == {}


@pytest.mark.parametrize("page", ["front", "board", "thread", "latest", "unanswered", "search"])
def test_a_guest_s_page_costs_no_more_than_a_member_s(client, page):
    world = World()
    world.grow(FEW)
    most, path = PAGES[page]

    with count_queries() as statements:
        answer = client.get(path(world))

    assert answer.status_code == 200
    assert len(statements) <= most - 3 - (page == "search")  # no session, no touch of it, no inbox, no saved searches


def test_a_page_that_is_looked_at_again_soon_touches_no_session(client):
    sign_in(client, make_member(), seen_at=now() - LONG_AGO)
    client.get("/")

    with count_queries() as statements:
        client.get("/")

    assert not any(statement.startswith("UPDATE") for statement in statements)


NAMED: dict[str, tuple[int, bool]] = {  # on how many boards somebody is named, and whether verified there
    "named nowhere": (0, False),
    "named on many boards": (40, False),
    "verified": (0, True),
    "verified, named on many boards": (40, True),
}


@pytest.mark.parametrize("audience", ["members", "verified", "invited"])
@pytest.mark.parametrize("kind", NAMED)
def test_who_may_read_costs_a_thread_page_no_statement_of_its_own(client, kind, audience):
    boards, is_verified = NAMED[kind]
    if boards == 0 and (audience == "invited" or (audience == "verified" and not is_verified)):
        pytest.skip("may not read it")
    public = make_thread(board=make_board(audience="public"), slug="long")
    closed = make_thread(board=make_board(audience=audience, open_title=True), slug="long")
    organisation = make_organisation()
    everybody, person = make_member(), make_member(verified_at=organisation if is_verified else None)
    for board in [closed.board, *(make_board(audience="invited") for _board in range(boards))][: boards and boards + 1]:
        make_named(person, board, BoardRole.INVITED)
        make_named(person, board, BoardRole.MODERATOR)
        with transaction():
            session.add(NamedOrganisation(organisation_id=organisation.id, board_id=board.id))

    counts = []
    for member, thread in ((everybody, public), (person, public), (person, closed)):
        browser = client.application.test_client()
        sign_in(browser, member)
        browser.get(f"/threads/{thread.id}/long")
        with count_queries() as statements:
            answer = browser.get(f"/threads/{thread.id}/long")
        assert answer.status_code == 200
        counts.append(len(statements))

    queue = bool(boards)  # the header says how much waits for who moderates
    assert counts == [counts[0], counts[0] + queue, counts[0] + queue]
