"""Choosing what comes by mail, and the list of what one follows."""

import pytest

from forum.notifications.models import DEFAULTS, Cadence, Kind
from forum.notifications.queries import cadences
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.following import Level
from tests.factories import make_member, make_thread
from tests.notifications.telling import change, follower
from tests.pages import sign_in
from tests.threads.test_following import level

CHOSEN = {kind.value: "weekly" for kind in Kind} | {"reply": "never"}


@pytest.fixture
def member(client):
    member = make_member(verified=True)
    sign_in(client, member)
    return member


def test_each_kind_comes_as_it_usually_does_until_one_chooses(client, member):
    assert cadences(member) == DEFAULTS
    assert client.get("/settings/notifications").text.count("selected") == len(Kind)


def test_a_choice_is_kept_and_shown_and_can_be_changed(client, member):
    for reply in ("never", "daily"):
        answer = client.send("/settings/notifications", {**CHOSEN, "reply": reply})

        assert (answer.status_code, answer.location) == (303, "/settings")
        assert cadences(member) == dict.fromkeys(Kind, Cadence.WEEKLY) | {Kind.REPLY: Cadence(reply)}


def test_other_words_are_refused_and_what_was_chosen_stays_on_the_page(client, member):
    answer = client.send("/settings/notifications", {**CHOSEN, "mention": "hourly"})

    assert answer.status_code == 422
    assert answer.text.count('value="weekly" selected') == len(Kind) - 2
    assert cadences(member) == DEFAULTS


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


def test_who_follows_nothing_is_told_how(client, member):
    follower(make_thread())

    assert "You follow nothing yet" in client.get("/settings/notifications/following").text
