"""Threads about the same under a thread, and threads that may already answer what somebody is about to ask."""

from dataclasses import dataclass
from typing import Any

import pytest

from forum.core.db import session, transaction
from forum.search.handlers import build_index
from forum.search.related import forget_lists
from forum.threads.models import State, Thread
from tests.factories import make_board, make_member, make_post, make_thread
from tests.pages import sign_in
from tests.searching import lose_index
from tests.statements import count_queries

pytestmark = pytest.mark.usefixtures("folder")

HERE, OTHER = "Dropped kerbs at busy crossings", "Which crossings have dropped kerbs"
OTHERS = ("Streets and lamps", "Parking and permits", "School meals", "Library hours", "Flood plans", "Tree roots") * 3
HEADING = "Threads about the same"


@dataclass
class Place:
    """A thread in which one reads, and one that is about the same."""

    here: Thread
    other: Thread

    @property
    def path(self) -> str:
        return f"/threads/{self.here.id}/{self.here.slug}"


def make_place(**facts: Any) -> Place:
    """Both, among others."""
    for title in OTHERS:
        make_thread(title=title, body="Something is asked.")
    place = Place(make_thread(title=HERE, body="We count."), make_thread(title=OTHER, body="We ask.", **facts))
    build_index()
    return place


def statements(client, ask) -> tuple[int, str]:
    with count_queries() as sent:
        answer = ask()
    return len(sent), answer.text


def ask_near(client, title: str = "How many dropped kerbs at crossings?", body: str = ""):
    return client.send("/search/near", {"title": title, "body": body})


def test_a_thread_about_the_same_stands_under_a_thread_with_board_and_replies(client):
    place = make_place()
    answer = make_post(place.other)
    with transaction():
        session.get_one(Thread, place.other.id).accepted_id = answer.id

    part = client.get(place.path).text.partition(HEADING)[2]

    assert OTHER in part
    assert "1 reply" in part
    assert "Answered" in part
    assert place.other.board.name in part


def test_where_nothing_is_near_or_there_is_no_index_nothing_is_said_and_nothing_is_asked(client, folder):
    place = make_place()
    far = make_thread(title="Wombats", body="Burrows.")
    path = f"/threads/{far.id}/{far.slug}"
    build_index()
    client.get(path)
    with_index, page = statements(client, lambda: client.get(path))

    lose_index(folder)
    forget_lists()
    without_index, same_page = statements(client, lambda: client.get(path))

    assert HEADING not in page + same_page
    assert with_index == without_index
    assert HEADING not in client.get(place.path).text


def test_a_remembered_list_costs_one_statement(client, folder):
    path = make_place().path
    first, _page = statements(client, lambda: client.get(path))
    remembered, page = statements(client, lambda: client.get(path))
    lose_index(folder)
    forget_lists()
    bare, _page = statements(client, lambda: client.get(path))

    assert HEADING in page
    assert (remembered - bare, first - bare) == (1, 4)


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD, State.DELETED])
def test_what_was_taken_away_a_second_ago_is_named_nowhere(client, state):
    place = make_place()
    assert OTHER in client.get(place.path).text

    with transaction():
        session.get_one(Thread, place.other.id).state = state

    assert OTHER not in client.get(place.path).text
    sign_in(client, make_member())
    assert OTHER not in ask_near(client).text


def closed_boards() -> dict[str, Any]:
    """Boards that a member may not read, or not all of it."""
    return {
        "verified": make_board(audience="verified"),
        "invited": make_board(audience="invited"),
        "desk": make_board(audience="members", own_threads_only=True),
    }


@pytest.mark.parametrize("audience", ["verified", "invited", "desk"])
def test_closed_threads_are_near_nothing_with_the_same_statements_as_words_that_nobody_said(client, audience):
    make_place()
    board = closed_boards()[audience]
    make_thread(board=board, title="Wombats and their burrows", body="Wombats dig burrows.")
    open_thread = make_thread(title="Burrows of the wombats", body="Something is asked.")
    build_index()
    path = f"/threads/{open_thread.id}/{open_thread.slug}"
    sign_in(client, make_member())
    ask_near(client)

    aimed = statements(client, lambda: ask_near(client, "Wombats and their burrows dig", "Wombats dig burrows."))
    nowhere = statements(client, lambda: ask_near(client, "Zyzzyva and their quokka jig", "Zyzzyva jig quokka."))

    assert "burrows" not in client.get(path).text.partition(HEADING)[2]
    assert aimed[1].count("Wombats") == 0
    assert "Burrows of the wombats" in aimed[1]
    assert nowhere[1].strip() == ""
    with transaction():
        session.get_one(Thread, open_thread.id).state = State.HIDDEN
    build_index()
    assert (
        statements(client, lambda: ask_near(client, "Wombats and their burrows dig", "Wombats dig burrows.")) == nowhere
    )


def test_ones_own_thread_on_a_desk_is_suggested_and_stands_under_no_thread(client):
    place, starter = make_place(), make_member()
    own = make_thread(
        board=closed_boards()["desk"], starter=starter, title="Dropped kerbs at my crossing", body="Mine."
    )
    build_index()
    sign_in(client, starter)

    assert own.title in ask_near(client).text
    assert own.title not in client.get(place.path).text


def test_answered_threads_come_first_among_equally_close_ones(client):
    place = make_place()
    second = make_thread(title=OTHER, body="We ask.")
    answer = make_post(second)
    with transaction():
        session.get_one(Thread, second.id).accepted_id = answer.id
    build_index()
    sign_in(client, make_member())

    page = ask_near(client).text

    assert page.index(f"/threads/{second.id}/") < page.index(f"/threads/{place.other.id}/")


def test_one_thread_is_not_spoken_of_as_one_of_several(client):
    for title in (*OTHERS, HERE):
        make_thread(title=title, body="Something is asked.")
    build_index()
    sign_in(client, make_member())

    page = ask_near(client).text

    assert "1 thread may already answer this" in page
    assert "If it does, you need not wait." in page
    assert "one of them" not in page


def test_a_part_of_a_page_is_kept_by_nobody_and_guests_sign_in_first(client):
    make_place()
    client.get("/sign-up")
    assert ask_near(client).status_code == 403

    sign_in(client, make_member())
    answer = ask_near(client)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "2 threads may already answer this" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("title", "body", "status"),
    [
        ("x" * 301, "", 422),
        ("", "x" * 40_001, 422),
        ("\0 kerbs \x7f", "\x01", 200),
        ("", "", 200),
        ("👩‍💻" * 50, "", 200),
    ],
)
def test_nonsense_finds_nothing_and_breaks_nothing(client, title, body, status):
    make_place()
    sign_in(client, make_member())

    answer = client.send("/search/near", {"title": title, "body": body})

    assert (answer.status_code, answer.text.strip()) == (status, "")


def test_without_search_the_form_says_nothing_and_publishes(client, folder):
    board, writer = make_place().here.board, make_member()
    lose_index(folder)
    sign_in(client, writer)
    fields = {"title": "How many dropped kerbs at crossings?", "body": "We count.", "form_key": "a" * 32}

    page = client.send(f"/boards/{board.slug}/threads/new", {**fields, "deed": "preview"})
    made = client.send(f"/boards/{board.slug}/threads/new", fields)

    assert "may already answer" not in page.text
    assert made.status_code == 303


def test_who_asks_without_end_is_asked_to_wait(client):
    sign_in(client, make_member())

    answers = [ask_near(client).status_code for _try in range(201)]

    assert (answers[0], answers[-1]) == (200, 429)
