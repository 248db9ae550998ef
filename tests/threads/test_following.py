"""Following and muting threads and boards: by posting, by a button, and what becomes of it."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.core import outbox
from forum.core.db import session, transaction
from forum.core.errors import Absent
from forum.members.models import Member
from forum.threads import actions
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.follow_queries import kept_boards, kept_threads
from forum.threads.following import BoardFollow, Level, ThreadFollow, is_muted
from forum.threads.models import Thread
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_thread
from tests.pages import sign_in
from tests.statements import count_queries

BOX = 'name="follow" type="checkbox" value="y"'


def level(member: Member, thread: Thread) -> str | None:
    return session.scalar(
        select(ThreadFollow.level).where(ThreadFollow.member_id == member.id, ThreadFollow.thread_id == thread.id)
    )


def board_level(member: Member, board: Any) -> str | None:
    return session.scalar(
        select(BoardFollow.level).where(BoardFollow.member_id == member.id, BoardFollow.board_id == board.id)
    )


@pytest.fixture
def member(client):
    member = make_member(verified=True)
    sign_in(client, member)
    return member


def test_who_starts_a_thread_follows_it():
    member, board = make_member(), make_board()

    thread = actions.start_thread(member, board, "How do you boil water?", prose("Tell me."))

    assert level(member, thread) == Level.FOLLOWING


def test_who_replies_follows_the_thread_unless_they_say_otherwise():
    thread, member, other = make_thread(), make_member(), make_member()

    actions.reply(member, thread, prose("In a kettle."))
    actions.reply(other, thread, prose("In a pan."), None, Level.UNFOLLOWED)

    assert level(member, thread) == Level.FOLLOWING
    assert level(other, thread) == Level.UNFOLLOWED


def test_a_reply_without_the_tick_leaves_a_muted_thread_muted():
    thread, member = make_thread(), make_member()
    stand_to_thread(member, thread, Level.MUTED)

    actions.reply(member, thread, prose("In a kettle."), None, Level.UNFOLLOWED)

    assert level(member, thread) == Level.MUTED


def test_a_reply_with_the_tick_ends_muting():
    thread, member = make_thread(), make_member()
    stand_to_thread(member, thread, Level.MUTED)

    actions.reply(member, thread, prose("In a kettle."))

    assert level(member, thread) == Level.FOLLOWING


@pytest.mark.parametrize(
    ("before", "ticked"), [(None, True), ("following", True), ("muted", False), ("unfollowed", False)]
)
def test_the_box_is_ticked_unless_one_had_enough_of_the_thread(client, member, before, ticked):
    thread = make_thread()
    if before:
        stand_to_thread(member, thread, Level(before))

    page = client.get(f"/threads/{thread.id}/{thread.slug}").text

    assert (f"{BOX} checked" in page) is ticked
    assert BOX in page


def test_the_box_stays_as_it_was_when_the_form_is_shown_again(client, member):
    thread = make_thread()

    assert f"{BOX} checked" not in client.send(f"/threads/{thread.id}/replies", {"body": ""}).text
    assert f"{BOX} checked" in client.send(f"/threads/{thread.id}/replies", {"body": "", "follow": "y"}).text


@pytest.mark.parametrize("ticked", [True, False])
def test_the_form_says_whether_the_thread_is_followed(client, member, ticked):
    thread = make_thread()

    fields = {"body": "In a kettle.", "form_key": "a" * 32, **({"follow": "y"} if ticked else {})}
    client.send(f"/threads/{thread.id}/replies", fields)

    assert level(member, thread) == (Level.FOLLOWING if ticked else Level.UNFOLLOWED)


def test_a_new_thread_is_followed_by_its_form(client, member):
    board = make_board()
    fields = {"title": "How do you boil water?", "body": "Tell me.", "form_key": "a" * 32, "follow": "y"}

    client.send(f"/boards/{board.slug}/threads/new", fields)

    assert level(member, session.scalars(select(Thread)).one()) == Level.FOLLOWING


@pytest.mark.parametrize("wanted", Level)
def test_one_press_follows_or_mutes_a_thread_and_another_undoes_it(client, member, wanted):
    thread = make_thread()

    answer = client.send(f"/threads/{thread.id}/follow", {"level": wanted.value})

    assert (answer.status_code, answer.location) == (303, f"/threads/{thread.id}/{thread.slug}")
    assert level(member, thread) == wanted
    client.send(f"/threads/{thread.id}/follow", {"level": "unfollowed"})
    assert level(member, thread) == Level.UNFOLLOWED


@pytest.mark.parametrize("wanted", Level)
def test_one_press_follows_or_mutes_a_board(client, member, wanted):
    board = make_board()

    answer = client.send(f"/boards/{board.slug}/follow", {"level": wanted.value})

    assert (answer.status_code, answer.location) == (303, f"/boards/{board.slug}")
    assert board_level(member, board) == wanted


def test_the_page_says_how_one_stands_and_offers_the_rest(client, member):
    thread, board = make_thread(), make_board()
    places = {f"/threads/{thread.id}/{thread.slug}": f"/threads/{thread.id}/follow"}
    places[f"/boards/{board.slug}"] = f"/boards/{board.slug}/follow"

    for page, deed in places.items():
        offered = {}
        for wanted in (Level.FOLLOWING, Level.MUTED, Level.UNFOLLOWED):
            client.send(deed, {"level": wanted.value})
            text = client.get(page).text
            offered[wanted] = {one for one in Level if f'name="level" value="{one}"' in text}
        assert offered == {
            Level.FOLLOWING: {Level.UNFOLLOWED, Level.MUTED},
            Level.MUTED: {Level.UNFOLLOWED},
            Level.UNFOLLOWED: {Level.FOLLOWING, Level.MUTED},
        }


def test_guests_are_offered_nothing(client):
    thread = make_thread()

    assert 'name="level"' not in client.get(f"/threads/{thread.id}/{thread.slug}").text
    assert 'name="level"' not in client.get(f"/boards/{thread.board.slug}").text


def test_the_button_leads_back_to_where_it_was_pressed_and_nowhere_else(client, member):
    thread = make_thread()
    there = {"level": "muted", "next": "/settings"}

    assert client.send(f"/threads/{thread.id}/follow", there).location == "/settings"
    assert client.send(f"/threads/{thread.id}/follow", {**there, "next": "//evil.example"}).location == "/"


def test_other_words_are_refused(client, member):
    thread = make_thread()

    assert client.send(f"/threads/{thread.id}/follow", {"level": "adored"}).status_code == 400
    assert client.send(f"/threads/{thread.id}/follow").status_code == 400
    assert level(member, thread) is None


def test_what_one_may_not_read_cannot_be_followed(client, member):
    board = make_board(audience="invited")
    thread = make_thread(board=board)

    assert client.send(f"/threads/{thread.id}/follow", {"level": "following"}).status_code == 404
    assert client.send(f"/boards/{board.slug}/follow", {"level": "following"}).status_code == 404
    with pytest.raises(Absent):
        stand_to_thread(member, thread, Level.FOLLOWING)
    with pytest.raises(Absent):
        stand_to_board(member, board, Level.FOLLOWING)


def test_what_one_follows_is_listed_as_far_as_one_may_read_it():
    member = make_member()
    kept, closed, left = (make_thread(title=f"About {n}") for n in range(3))
    for thread in (kept, closed):
        stand_to_thread(member, thread, Level.FOLLOWING)
        stand_to_board(member, thread.board, Level.MUTED)
    stand_to_thread(member, left, Level.UNFOLLOWED)
    board = closed.board
    with_closed = [row.title for row in kept_threads(member).rows]

    with transaction():
        board.audience = "invited"

    assert with_closed == ["About 1", "About 0"]
    assert [row.title for row in kept_threads(member).rows] == ["About 0"]
    assert [row.name for row in kept_boards(member)] == [kept.board.name]


@pytest.mark.parametrize(
    ("thread", "board", "muted"),
    [
        ("muted", None, True),
        ("muted", "following", True),
        ("following", "muted", False),
        ("unfollowed", "muted", True),
        (None, "muted", True),
        (None, None, False),
        ("unfollowed", "following", False),
    ],
)
def test_the_word_about_the_thread_goes_before_that_about_its_board(thread, board, muted):
    assert is_muted(thread, board) is muted


def test_a_reply_costs_as_many_statements_whoever_follows(monkeypatch):
    monkeypatch.setattr(outbox, "_wake", [])  # the worker tells them; its work is not the reply's
    thread, member, counts = make_thread(), make_member(), []

    for followers in (0, 5):
        for _one in range(followers):
            stand_to_thread(make_member(), thread, Level.FOLLOWING)
        with count_queries() as statements:
            actions.reply(member, thread, prose(f"We do it like {followers}."))
        counts.append(len(statements))

    assert counts[0] == counts[1]
