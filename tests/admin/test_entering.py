"""An administrator comes into a closed board for a reason, and leaves it."""

import pytest
from sqlalchemy import select

from forum.boards.inviting import invite_member
from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.actions import appoint
from forum.members.models import Role
from forum.members.named import BoardRole
from tests.admin.people import LONG_AGO, administrator
from tests.factories import make_board, make_member, make_named, make_thread


@pytest.fixture
def board():
    board = make_board(name="Kettles", slug="kettles", audience="invited")
    make_named(make_member(name="Asha Patel"), board, BoardRole.MODERATOR)
    make_thread(board=board, title="A secret about drawers")
    return board


def test_the_page_says_who_is_told_and_nothing_of_what_is_in_the_board(client, board):
    administrator(client)

    page = client.get("/admin/boards/kettles/enter").text

    assert "Its moderators are told that you entered:" in page
    assert "Asha Patel" in page
    assert "drawers" not in page


def test_with_a_reason_the_board_opens_and_the_log_keeps_it(client, board):
    chief = administrator(client)
    before = client.get("/boards/kettles").status_code

    answer = client.send("/admin/boards/kettles/enter", {"reason": "A complaint was made by letter."})

    [entry] = session.scalars(select(LogEntry)).all()
    assert (before, answer.status_code, client.get(answer.location).status_code) == (404, 303, 200)
    assert (entry.actor_id, entry.thing_id, entry.reason) == (chief.id, board.id, "A complaint was made by letter.")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_without_a_reason_it_stays_closed(client, board, reason):
    administrator(client)

    answer = client.send("/admin/boards/kettles/enter", {"reason": reason})

    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert client.get("/boards/kettles").status_code == 404


def test_who_is_in_already_is_told_so_and_may_leave(client, board):
    administrator(client)
    client.send("/admin/boards/kettles/enter", {"reason": "A complaint."})

    page = client.get("/admin/boards/kettles/enter").text
    again = client.send("/admin/boards/kettles/enter", {"reason": "Another."})
    left = client.send("/admin/boards/kettles/leave")

    assert "Leave this board" in page
    assert again.status_code == 409
    assert left.status_code == 303
    assert client.get("/boards/kettles").status_code == 404


def test_who_is_dismissed_is_outside_again_where_they_entered_but_not_where_they_were_invited(client, board):
    chief, second = administrator(client), make_member(role="administrator")
    client.send("/admin/boards/kettles/enter", {"reason": "A complaint."})
    cups = make_board(slug="cups", audience="invited")
    invite_member(second, cups, chief)

    appoint(second, chief, Role.MODERATOR)

    assert client.get("/boards/kettles").status_code == 404
    assert client.get("/boards/cups").status_code == 200
    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (entry.deed, entry.after) == ("dismiss", {"role": "moderator", "boards_left": [board.id]})


def test_who_was_invited_after_they_had_entered_and_left_stays(client, board):
    chief, second = administrator(client), make_member(role="administrator")
    client.send("/admin/boards/kettles/enter", {"reason": "A complaint."})
    client.send("/admin/boards/kettles/leave")
    invite_member(second, board, chief)

    appoint(second, chief, Role.MEMBER)

    assert client.get("/boards/kettles").status_code == 200


def test_the_password_is_asked_for_first(client, board):
    administrator(client, LONG_AGO)

    answer = client.send("/admin/boards/kettles/enter", {"reason": "A complaint."})

    assert "Give your password again" in answer.text
    assert client.get("/boards/kettles").status_code == 404


def test_where_nobody_looks_after_the_board_the_page_says_so(client):
    administrator(client)
    make_board(slug="cups", audience="invited")

    assert "nobody is told" in client.get("/admin/boards/cups/enter").text
