"""What the search box suggests for what is typed so far, and to whom."""

import re
from html import unescape

import pytest

from forum.core.db import transaction
from forum.core.throttle import throttle
from forum.members.named import BoardRole
from forum.search.suggesting import MOST, words_of
from forum.search.views import TYPING_MEMBERS
from forum.threads.models import State
from tests.factories import make_board, make_member, make_named, make_organisation, make_thread
from tests.pages import sign_in
from tests.statements import count_queries


def suggested(client, text: str) -> list[str]:
    """Where the suggestions lead, but for the search itself."""
    answer = client.get("/search/suggestions", query_string={"q": text})
    assert answer.status_code == 200
    found = [unescape(one) for one in re.findall(r'role="option"[^>]* href="([^"]*)"', answer.text)]
    assert bool(found) == bool([one for one in found if one.startswith("/search?")])
    return [one for one in found if not one.startswith("/search?")]


def path(thread) -> str:
    return f"/threads/{thread.id}/{thread.slug}"


def test_a_title_is_suggested_by_the_beginnings_of_its_words_in_any_order(client):
    thread = make_thread(title="Dropped kerbs (and gullies) at O'Hara's crossing")

    for text in ("kerb", "KERBS dro", "gul", "o'hara", "crossing kerbs", "what do the kerbs", "kerbs -"):
        assert suggested(client, text) == [path(thread)], text
    for text in ("erbs", "kerbs yellow", "lies"):
        assert suggested(client, text) == [], text


def test_threads_come_newest_reply_first_and_say_their_board_and_whether_they_are_answered(client):
    board = make_board(name="Streets")
    old, new = (make_thread(title=f"Kerbs {age}", board=board) for age in ("before", "after"))
    with transaction():
        new.accepted_id = None
        old.last_post_at, new.last_post_at = sorted((old.last_post_at, new.last_post_at))

    answer = client.get("/search/suggestions?q=kerbs").text

    assert suggested(client, "kerbs") == [path(new), path(old)]
    assert "Streets" in answer
    assert "2 suggestions" in answer
    assert "Search for “kerbs”" in answer


def test_boards_people_and_organisations_are_suggested_too_and_eight_things_at_most(client):
    sign_in(client, make_member())
    for number in range(9):
        make_thread(title=f"Kerbs {number}")
    make_board(name="Kerbs", slug="kerbs")
    make_organisation(name="Kerbs Inspectorate", slug="ki")
    make_member(name="Kerstin Kerbs", handle="kerstin", verified_at=make_organisation(name="Eastmere City Council"))

    found = suggested(client, "kerbs")

    assert len(found) == MOST
    assert found[-3:] == ["/boards/kerbs", "/members/kerstin", "/organisations/ki"]
    assert "Eastmere City Council" in client.get("/search/suggestions?q=kerbs").text


def test_what_is_typed_is_shown_as_text(client):
    make_thread(title="<b>Kerbs</b> & gullies")

    answer = client.get("/search/suggestions", query_string={"q": "kerbs <i>"}).text

    assert "<b>" not in answer
    assert "“kerbs &lt;i&gt;”" in answer
    assert "&lt;b&gt;Kerbs" in answer


@pytest.mark.parametrize(
    "text", ["", "ke", "k e r", "-kerbs", "board:kerbs", "kerbs answered:no", "kb kc kd ke kf kg kh kj kkk"]
)
def test_too_little_or_the_language_of_searches_brings_nothing_and_asks_nothing(client, text):
    make_thread(title="Kerbs k e r kb kc kd ke kf kg kh kj kkk", board=make_board(name="Kerbs", slug="kerbs"))

    with count_queries() as statements:
        answer = client.get("/search/suggestions", query_string={"q": text})

    assert answer.text.strip() == ""
    assert statements == []
    assert words_of(text) == []


def test_nothing_called_so_is_said(client):
    assert "No suggestions" in client.get("/search/suggestions?q=unheardof").text


def _closed_threads(title: str) -> dict[str, object]:
    """A thread for each reason not to read it, all of the same title."""
    boards = {audience: make_board(audience=audience) for audience in ("members", "verified", "invited")}
    boards["desk"] = make_board(audience="members", own_threads_only=True)
    closed = {name: make_thread(board=board, title=title) for name, board in boards.items()}
    states = (State.HIDDEN, State.HELD, State.DELETED)
    return closed | {state: make_thread(title=title, state=state) for state in states}


def test_a_guest_learns_nothing_of_what_they_may_not_read(client):
    make_member(name="Wombats Keeper")
    with count_queries() as before:
        empty = client.get("/search/suggestions?q=wombats")
    _closed_threads("Wombats")
    make_board(name="Wombats", audience="verified")
    make_board(name="Wombats too", audience="verified", open_title=True)

    with count_queries() as after:
        answer = client.get("/search/suggestions?q=wombats")

    assert answer.text == empty.text
    assert after == before
    assert not [one for one in after if "FROM member" in one]


def test_closed_threads_change_neither_the_number_nor_the_order_of_the_others(client):
    for number in range(MOST):
        make_thread(title=f"Wombats {number}")
    before = client.get("/search/suggestions?q=wombats").text
    for _more in range(MOST):
        _closed_threads("Wombats, the newest")

    assert client.get("/search/suggestions?q=wombats").text == before


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, {"members"}),
        ({"verified": True}, {"members", "verified"}),
        ({"confirmed_at": None}, set()),
        ({"role": "moderator"}, {"members", "verified", "desk"}),
    ],
    ids=["member", "verified", "unconfirmed", "moderator"],
)
def test_each_kind_of_member_is_suggested_what_they_may_read(client, facts, found):
    threads = _closed_threads("Wombats")
    sign_in(client, make_member(**facts))

    assert set(suggested(client, "wombats")) == {path(threads[name]) for name in found}


def test_at_a_desk_one_is_suggested_ones_own_and_who_is_invited_that_of_the_board(client):
    member, threads = make_member(), _closed_threads("Wombats")
    mine = make_thread(board=threads["desk"].board, starter=member, title="Wombats of mine")
    make_named(member, threads["invited"].board, BoardRole.INVITED)
    sign_in(client, member)

    assert set(suggested(client, "wombats")) == {path(mine), path(threads["members"]), path(threads["invited"])}


def test_what_was_hidden_moved_or_renamed_a_moment_ago_is_gone(client):
    hidden, moved, renamed = (make_thread(title=f"Wombats {number}") for number in range(3))
    closed = make_board(audience="invited")
    assert len(suggested(client, "wombats")) == 3
    with transaction():
        hidden.state = State.HIDDEN
        moved.board_id = closed.id
        renamed.title = "Kerbs"

    assert suggested(client, "wombats") == []


def test_a_hidden_field_suggests_nobody_to_those_from_whom_it_is_hidden(client):
    make_member(handle="asha", expertise="wombats", expertise_shown="verified")
    sign_in(client, make_member())
    assert suggested(client, "wombats") == []
    sign_in(client, make_member(verified=True))

    assert suggested(client, "wombats") == ["/members/asha"]


@pytest.mark.parametrize("is_member", [False, True], ids=["guest", "member"])
def test_no_cache_keeps_what_was_suggested(client, is_member):
    if is_member:
        sign_in(client, make_member())

    answer = client.get("/search/suggestions?q=kerbs")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]
    assert answer.mimetype == "text/fragment+html"


def test_an_answer_takes_few_statements_and_few_bytes_however_much_there_is(client):
    sign_in(client, make_member(verified=True))
    client.get("/search/suggestions?q=kerbs")
    counts = []
    for rows in (1, 20):
        for _row in range(rows):
            make_thread(title="Kerbs, " + "a long title " * 10, board=make_board(name="Kerbs"))
            make_member(name="Kerbs")
            make_organisation(name="Kerbs")
        with count_queries() as statements:
            answer = client.get("/search/suggestions?q=kerbs")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 7
    assert len(answer.data) < 6_000


def test_typing_has_a_limit_of_its_own(client, forum_index):
    member = make_member()
    sign_in(client, member)
    for _number in range(TYPING_MEMBERS.amount - 1):
        throttle.spend(TYPING_MEMBERS, member.id)

    answers = [client.get("/search/suggestions?q=kerbs").status_code for _number in range(2)]

    assert answers == [200, 429]
    assert client.get("/search/suggestions?q=ke").status_code == 200
    assert client.get("/search?q=kerbs").status_code == 200
