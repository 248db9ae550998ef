"""Choosing what comes by mail, and the list of what one follows."""

import re

import pytest

from forum.members.named import BoardRole
from forum.notifications.models import DEFAULTS, Cadence, Kind
from forum.notifications.queries import cadences
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.following import Level
from tests.factories import make_board, make_member, make_named, make_thread
from tests.notifications.telling import change, follower
from tests.pages import sign_in
from tests.threads.test_following import level

CHOSEN = {kind.value: "weekly" for kind in Kind} | {"reply": "never"}


@pytest.fixture
def officer(client):
    """Whom every kind of notice concerns."""
    officer = make_member(role="moderator")
    make_named(officer, make_board(), BoardRole.MODERATOR)
    sign_in(client, officer)
    return officer


def test_each_kind_comes_as_it_usually_does_until_one_chooses(client, officer):
    assert cadences(officer) == DEFAULTS
    assert client.get("/settings/notifications").text.count("selected") == len(Kind)


def test_a_choice_is_kept_and_shown_and_can_be_changed(client, officer):
    for reply in ("never", "daily"):
        answer = client.send("/settings/notifications", {**CHOSEN, "reply": reply})

        assert (answer.status_code, answer.location) == (303, "/settings")
        assert cadences(officer) == dict.fromkeys(Kind, Cadence.WEEKLY) | {Kind.REPLY: Cadence(reply)}


def test_other_words_are_refused_and_what_was_chosen_stays_on_the_page(client, officer):
    answer = client.send("/settings/notifications", {**CHOSEN, "mention": "hourly"})

    assert answer.status_code == 422
    assert answer.text.count('value="weekly" selected') == len(Kind) - 2
    assert cadences(officer) == DEFAULTS


@pytest.mark.parametrize(("facts", "offered"), [({}, (False, False)), ({"role": "moderator"}, (True, False))])
def test_nobody_chooses_about_what_does_not_concern_them(client, facts, offered):
    member = make_member(**facts)
    sign_in(client, member)

    page = client.get("/settings/notifications").text
    answer = client.send("/settings/notifications", CHOSEN)

    assert ('name="appointment"' in page, 'name="entry"' in page) == offered
    assert ('name="case"' in page) == bool(facts)
    assert answer.status_code == 303
    assert cadences(member)[Kind.ENTRY] == Cadence.AT_ONCE


def test_what_one_follows_is_a_list_with_a_button_each_and_nothing_that_is_closed(client, member):
    thread, closed = make_thread(title="How do you boil water?"), make_thread(title="Marmalade")
    for one in (thread, closed):
        stand_to_thread(member, one, Level.FOLLOWING)
        stand_to_board(member, one.board, Level.MUTED)
    change(closed.board, audience="invited", name="Marmalade")

    page = client.get("/settings/notifications/following").text

    assert "How do you boil water?" in page
    assert thread.board.name in page
    assert "Marmalade" not in page
    there = {"level": "unfollowed", "next": "/settings/notifications/following"}
    answer = client.send(f"/threads/{thread.id}/follow", there)
    assert answer.location == "/settings/notifications/following"
    assert level(member, thread) == Level.UNFOLLOWED
    assert "How do you boil water?" not in client.get("/settings/notifications/following").text


def next_in(row):
    """Where the button of a row leads."""
    return re.search(r'name="next" value="([^"]+)"', row)[1]


def test_who_stops_following_in_the_list_is_told_so_and_stays_at_the_place(client, member):
    threads = [make_thread(title=title) for title in ("Kettles", "Cups", "Spoons")]
    for one in threads:
        stand_to_thread(member, one, Level.FOLLOWING)
    page = client.get("/settings/notifications/following").text
    last, middle, _first = (part for part in page.split('<li class="app-thread" id="thread-')[1:])

    went = client.send(f"/threads/{threads[1].id}/follow", {"level": "unfollowed", "say": "y", "next": next_in(middle)})

    assert went.location == f"/settings/notifications/following#thread-{threads[0].id}"
    assert "You no longer follow or mute “Cups”." in client.get("/settings/notifications/following").text
    assert next_in(last).endswith(f"#thread-{threads[1].id}")


def test_who_follows_nothing_is_told_how(client, member):
    follower(make_thread())

    assert "You follow nothing yet" in client.get("/settings/notifications/following").text
