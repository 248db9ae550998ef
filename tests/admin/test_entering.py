"""An administrator comes into a closed board for a reason, and leaves it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.boards.inviting import invite_member
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.log import LogEntry
from forum.members.actions import appoint
from forum.members.models import Role
from forum.members.named import BoardRole, NamedOrganisation
from tests.admin.people import LONG_AGO, administrator
from tests.factories import make_board, make_member, make_named, make_organisation, make_thread


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
    assert entry.deed == "enter a closed board"


def test_entering_and_leaving_have_words_of_their_own_in_the_log_and_can_be_sought(client, board):
    administrator(client)
    client.send("/admin/boards/kettles/enter", {"reason": "A complaint."})
    client.send("/admin/boards/kettles/leave")

    entered = client.get("/admin/log?deed=enter+a+closed+board").text
    left = client.get("/admin/log?deed=leave+a+board").text

    assert '<option value="enter a closed board" selected>Entered a closed board' in entered
    assert "A complaint." in entered
    assert '<option value="leave a board" selected>Left a board' in left
    assert "A complaint." not in left


def test_on_the_board_stands_who_entered_as_administrator_and_not_of_those_who_were_invited(client, board):
    administrator(client, name="Chief")
    invite_member(make_member(role="administrator"), board, make_member(name="Ben"))
    client.send("/admin/boards/kettles/enter", {"reason": "A complaint."})

    page = client.get("/boards/kettles/people").text

    assert page.count("entered as administrator on") == 1
    assert page.index("Ben") < page.index("Chief", page.index("Invited members")) < page.index("entered as")


def test_the_page_says_by_what_right_one_reads_and_what_leaving_undoes(client, board):
    chief, dorset = administrator(client), make_organisation(name="Dorset Council")
    pages = []
    client.send("/admin/boards/kettles/enter", {"reason": "A complaint."})
    pages.append(client.get("/admin/boards/kettles/enter").text)
    client.send("/admin/boards/kettles/leave")
    invite_member(make_member(role="administrator"), board, chief)
    pages.append(client.get("/admin/boards/kettles/enter").text)
    with transaction():
        chief.verified_at_id, chief.verified_until = dorset.id, now() + timedelta(days=9)
        session.add(NamedOrganisation(organisation_id=dorset.id, board_id=board.id))
    pages.append(client.get("/admin/boards/kettles/enter").text)
    client.send("/admin/boards/kettles/leave")
    pages.append(client.get("/admin/boards/kettles/enter").text)

    for page, right, leaving in zip(
        pages,
        ["You entered it as administrator on", "You were invited to it by name", "Dorset Council, which", "Dorset"],
        ["Leaving undoes that you entered", "Leaving gives up your invitation", "You can still read", ""],
        strict=True,
    ):
        assert right in page
        assert leaving in page
        assert ".The" not in page
    assert "Leave this board" not in pages[-1]


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


def test_without_a_reason_no_password_is_asked_for(client, board):
    administrator(client, LONG_AGO)

    answer = client.send("/admin/boards/kettles/enter", {"reason": ""})

    assert answer.status_code == 422
    assert "Give your password again" not in answer.text


def test_where_nobody_looks_after_the_board_the_page_says_so(client):
    administrator(client)
    make_board(slug="cups", audience="invited")

    assert "nobody is told" in client.get("/admin/boards/cups/enter").text
