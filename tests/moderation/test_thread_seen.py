"""Of two moderators who do the same to a thread at once, the second is told, and nothing of the first is undone."""

from datetime import timedelta
from typing import Any

import pytest

from forum.core.clock import now
from forum.core.db import session
from forum.moderation.locking import close_thread_from, keep_thread_open, lock_thread
from forum.moderation.moving import hide_thread, move_thread
from forum.moderation.pinning import pin_thread
from forum.moderation.thread_seen import SeenThread
from forum.threads.models import Pin, Thread
from tests.factories import make_board, make_thread
from tests.moderation.people import busy_board, make_moderator
from tests.moderation.test_led_on import sent
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY = "The first of the two."
LATER = timedelta(days=3)
PINNED, CLOSES = {"pin": Pin.BOARD}, {"closes_at": now() + LATER}


def pin(thread: Thread) -> None:
    pin_thread(make_moderator(), thread, Pin.BOARD, now() + LATER, WHY)


def close(thread: Thread) -> None:
    close_thread_from(make_moderator(), thread, now() + 2 * LATER, WHY)


def keep_open(thread: Thread) -> None:
    keep_thread_open(make_moderator(), thread, WHY)


def move(thread: Thread) -> None:
    move_thread(make_moderator(), thread, make_board(slug="teapots"), WHY)


def facts_of(thread: Thread) -> SeenThread:
    session.expire_all()
    return SeenThread.of(thread, "board_id", "state", "pin", "pinned_until", "closes_at")


@pytest.mark.parametrize(
    ("deed", "fields", "facts", "first"),
    [
        ("pin", {"where": "everywhere", "day": "2999-01-01"}, {}, pin),
        ("unpin", {}, PINNED, pin),
        ("close", {"day": "2999-01-01"}, {}, close),
        ("close", {"day": "2999-01-01"}, CLOSES, keep_open),
        ("keep-open", {}, CLOSES, close),
        ("move", {}, {}, move),
        ("restore", {}, {"state": "hidden"}, move),
    ],
)
def test_the_second_of_two_is_told(client, deed, fields, facts, first):
    thread = make_thread(board=busy_board(), **facts)
    sign_in(client, make_moderator())
    to = f"?to={make_board().slug}" if deed == "move" else ""
    address, hidden = sent(client.get(f"/threads/{thread.id}/moderate/{deed}{to}").text)
    first(thread)
    before = facts_of(thread)
    typed: dict[str, Any] = {**fields, "preset": "", "words": "The second of the two"}

    answer = client.send(address, {**hidden, **typed})

    assert (answer.status_code, facts_of(thread)) == (409, before)
    assert "Somebody has changed this meanwhile" in answer.text
    assert "The second of the two" in answer.text
    address, hidden = sent(answer.text)
    assert client.send(address, {**hidden, **typed}).status_code == 303
    assert facts_of(thread) != before


@pytest.mark.parametrize("deed", ["lock", "hide"])
def test_who_comes_too_late_reads_at_the_top_who_did_it_why_and_where_to_look(client, deed):
    thread, first = make_thread(board=busy_board()), make_moderator(name="Ada Quill")
    sign_in(client, make_moderator())
    address, hidden = sent(client.get(f"/threads/{thread.id}/moderate/{deed}").text)
    entry = (lock_thread if deed == "lock" else hide_thread)(first, thread, WHY)

    answer = client.send(address, {**hidden, "preset": "", "words": "The second of the two"})

    top = main_of(answer.text).partition("<form")[0]
    assert answer.status_code == 409
    for words in ("Nothing was done", "Ada Quill", WHY, f'href="/moderation/deeds/{entry.id}"'):
        assert words in top
    assert "The second of the two" in answer.text


def test_to_whom_a_deed_was_done_it_is_not_signed_when_they_come_too_late(client):
    own, first = make_moderator(), make_moderator(name="Ada Quill")
    thread = make_thread(board=busy_board(), starter=own)
    lock_thread(first, thread, WHY)
    sign_in(client, own)

    answer = client.send(f"/threads/{thread.id}/moderate/lock", {"preset": "", "words": "The second of the two"})

    assert (answer.status_code, "Ada Quill" in answer.text) == (409, False)
    assert WHY in main_of(answer.text)


def test_the_pages_say_how_a_thread_is_pinned_and_when_it_closes(client):
    thread = make_thread(board=busy_board())
    sign_in(client, make_moderator())
    paths = [f"/threads/{thread.id}/moderate/{deed}" for deed in ("pin", "close")]
    for path, words in zip(paths, ("It is pinned now", "It has a day now"), strict=True):
        assert words not in main_of(client.get(path).text)

    pin(thread)
    close(thread)

    assert "It is pinned now: on its board." in main_of(client.get(paths[0]).text)
    assert "It has a day now" in main_of(client.get(paths[1]).text)


@pytest.mark.parametrize("mark", [None, "", "x", "[]", "3", '{"pin": null}', '{"board_id": 3, "x": 1}', "[" * 9999])
def test_what_no_page_of_ours_says_says_nothing_of_a_thread(mark):
    assert SeenThread.said(mark, "board_id") is None
    assert SeenThread.said('{"board_id": 3}', "board_id") == SeenThread({"board_id": 3})
