"""A closed board that shows its title: what those outside see of it, and what they do not."""

from datetime import timedelta

import pytest
import time_machine

from forum.boards import actions
from forum.core.clock import now
from forum.members.named import BoardRole
from forum.permissions.people import Operator
from tests.factories import make_board, make_member, make_named, make_thread
from tests.pages import sign_in
from tests.statements import count_queries

OUTSIDERS = ("guest", "member", "moderator")


@pytest.fixture
def board():
    board = make_board(
        name="Pilot",
        slug="pilot",
        purpose="For those who run it.",
        audience="invited",
        open_title=True,
        house_rules="Sh!",
    )
    looks_after = make_member(name="Zenobia Marsh", handle="zenobia", in_finder=False)
    make_named(looks_after, board, BoardRole.MODERATOR)
    make_thread(board=board, title="A secret kettle", starter=looks_after, body="Canary")
    return board


def look_as(client, kind):
    if kind != "guest":
        sign_in(client, make_member(role="moderator" if kind == "moderator" else "member", verified=True))


def assert_nothing_of_it(text):
    for secret in ("secret kettle", "Canary", "Zenobia", "zenobia", "Sh!", "1 thread"):
        assert secret not in text


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_those_outside_see_on_the_front_page_that_it_exists_and_nothing_of_it(client, board, kind):
    look_as(client, kind)

    page = client.get("/").text

    for word in ("Pilot", "For those who run it.", "Invited members only", "Ask to come in"):
        assert word in page
    assert_nothing_of_it(page)


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_its_address_says_to_those_outside_what_it_is_for_and_how_one_comes_in(client, board, kind):
    look_as(client, kind)

    answer = client.get("/boards/pilot")

    assert answer.status_code == 200
    for word in ("Pilot", "For those who run it.", "Those who were invited may read", "How to come in"):
        assert word in answer.text
    assert ("Ask to come in" in answer.text) == (kind != "guest")
    assert_nothing_of_it(answer.text)


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_everything_else_of_it_stays_absent_for_those_outside(client, board, kind):
    look_as(client, kind)
    thread = make_thread(board=board, title="Another secret")
    paths = ["/boards/pilot/threads/new", f"/threads/{thread.id}", f"/threads/{thread.id}/x", "/boards/pilot/requests"]

    for path in [*paths, "/boards/pilot/people"]:
        answer = client.get(path)
        assert answer.status_code == 404 or answer.location.startswith("/sign-in"), path
        assert "Pilot" not in answer.text
        assert "secret" not in answer.text
    for path in ("/latest", "/unanswered", "/search?q=secret"):
        assert "secret kettle" not in client.get(path).text


def test_a_verified_board_offers_verification_to_those_who_are_not(client):
    make_board(slug="practice", audience="verified", open_title=True)
    sign_in(client, make_member())

    page = client.get("/boards/practice").text

    assert "Verified public servants may read, and those who were let in." in page
    assert 'href="/settings/verification"' in page


def test_who_may_not_write_here_is_told_why_they_cannot_ask(client, board):
    sign_in(client, make_member(silenced_until=now() + timedelta(days=2)))

    page, answer = client.get("/boards/pilot"), client.get("/boards/pilot/ask")

    assert answer.status_code == 403
    for text in (page.text, answer.text):
        assert "A moderator has paused your right to write here" in text


@time_machine.travel(now(), tick=False)  # the tokens of forms carry the second
def test_without_an_open_title_a_board_cannot_be_told_from_none(client):
    make_board(slug="closed-board", audience="invited")
    sign_in(client, make_member(verified=True))
    client.get("/boards/nowhere")
    paths = ("/boards/{}", "/boards/{}/ask", "/boards/{}/requests", "/boards/{}/people", "/boards/{}/threads/new")

    for path in paths:
        seen = {}
        for slug in ("closed-board", "absent-board"):
            with count_queries() as statements:
                answer = client.get(path.format(slug))
            seen[slug] = (answer.status_code, answer.text.replace(slug, "…"), list(statements), sorted(answer.headers))
        assert seen["closed-board"] == seen["absent-board"], path
        assert seen["closed-board"][0] == 404
    for path in ("/boards/{}/ask/withdraw", "/boards/{}/people/invite", "/boards/{}/requests/1/let-in"):
        answers = [client.send(path.format(slug)) for slug in ("closed-board", "absent-board")]
        assert answers[0].status_code == answers[1].status_code == 404, path


def test_who_moderates_finds_the_way_to_its_people_and_requests_and_others_do_not(client, board):
    member = make_member()
    make_named(member, board, BoardRole.INVITED)
    sign_in(client, member)
    without = client.get("/boards/pilot").text
    make_named(member, board, BoardRole.MODERATOR)

    assert "/boards/pilot/requests" not in without
    assert "/boards/pilot/requests" in client.get("/boards/pilot").text


def test_an_old_address_leads_to_the_board_those_who_may_see_it(client, board):
    actions.change_slug(Operator(), board, "trial")
    closed = make_board(slug="closed", audience="verified")
    actions.change_slug(Operator(), closed, "shut")

    moved = client.get("/boards/pilot?after=x&show=mine")
    member = make_member(verified=True)
    hidden = client.get("/boards/closed")
    sign_in(client, member)

    assert (moved.status_code, moved.location) == (302, "/boards/trial?show=mine&after=x")
    assert hidden.status_code == 404
    assert client.get("/boards/closed").location == "/boards/shut"


def test_an_old_address_of_a_closed_board_cannot_be_told_from_none(client):
    closed = make_board(slug="old-addr", audience="verified")
    actions.change_slug(Operator(), closed, "new-addr")
    seen = {}

    for slug in ("old-addr", "new-addr", "not-addr"):
        with count_queries() as statements:
            answer = client.get(f"/boards/{slug}")
        seen[slug] = (answer.status_code, answer.text.replace(slug, "…"), list(statements), sorted(answer.headers))

    assert seen["old-addr"] == seen["new-addr"] == seen["not-addr"]
    assert seen["old-addr"][0] == 404


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"audience": "public"}, "Anyone may read."),
        ({"audience": "members"}, "Members may read."),
        ({"audience": "verified"}, "Verified public servants may read."),
        ({"audience": "verified", "open_title": True}, "Verified public servants may read, and those who were let in."),
        ({"audience": "invited"}, "Those who were invited may read, by name or with their organisation."),
    ],
)
def test_the_words_say_who_reads(client, facts, words):
    board = make_board(start_by="members", **facts)
    member = make_member(verified=True)
    make_named(member, board, BoardRole.INVITED)
    sign_in(client, member)

    page = client.get(f"/boards/{board.slug}").text
    writing = client.get(f"/boards/{board.slug}/threads/new").text

    assert words in " ".join(page.split())
    assert ("let in" in writing) == (facts.get("open_title", False))
    assert ("by name or with their organisation" in writing) == (facts["audience"] == "invited")
