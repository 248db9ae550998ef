"""Requests to come in: asking, withdrawing, deciding, and what happens at the same time."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from forum.boards import admission
from forum.boards.models import AdmissionRequest
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Absent, Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.members.named import BoardRole
from forum.permissions.guard import can
from forum.permissions.table import Can
from tests.factories import make_board, make_member, make_named


@pytest.fixture
def board():
    return make_board(audience="invited", open_title=True)


@pytest.fixture
def decider(board):
    member = make_member()
    make_named(member, board, BoardRole.MODERATOR)
    return member


def reads(member, board) -> bool:
    session.expire(member)
    return can(member, Can.READ, board)


def test_who_is_let_in_reads_at_once_and_the_words_go(board, decider):
    asha = make_member()
    request = admission.ask_to_come_in(asha, board, "I do the same work in Devon.")

    admission.let_in(decider, request)

    assert reads(asha, board)
    assert (request.state, request.words, request.decided_by_id) == ("let in", "", decider.id)


def test_who_is_declined_stays_outside_and_the_reason_is_kept(board, decider):
    asha = make_member()
    request = admission.ask_to_come_in(asha, board, "Please.")

    admission.decline(decider, request, "It is for those who run the pilot.")

    assert not reads(asha, board)
    assert (request.state, request.reason) == ("declined", "It is for those who run the pilot.")
    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()
    assert (entry.actor_id, entry.thing_id, entry.reason) == (decider.id, board.id, request.reason)
    assert entry.after == {"request_id": request.id, "member_id": asha.id, "state": "declined"}


def test_an_open_title_lets_in_on_a_board_for_verified_colleagues_too_until_it_is_closed(decider):
    board = make_board(audience="verified", open_title=True)
    make_named(decider, board, BoardRole.MODERATOR)
    asha = make_member()
    admission.let_in(decider, admission.ask_to_come_in(asha, board, "Please."))
    inside = reads(asha, board)

    with transaction():
        board.open_title = False

    assert (inside, reads(asha, board)) == (True, False)


def test_nobody_is_let_in_where_names_no_longer_count(decider):
    board = make_board(audience="verified", open_title=True)
    make_named(decider, board, BoardRole.MODERATOR)
    request = admission.ask_to_come_in(make_member(), board, "Please.")
    with transaction():
        board.open_title = False

    with pytest.raises(Conflict, match="nobody comes in by name"):
        admission.let_in(decider, request)

    assert (request.is_waiting, request.words) == (True, "Please.")


def test_one_request_waits_and_a_second_is_refused(board):
    asha = make_member()
    admission.ask_to_come_in(asha, board, "Please.")

    with pytest.raises(Conflict, match="You have asked already"):
        admission.ask_to_come_in(asha, board, "Please!")

    assert session.scalars(select(AdmissionRequest.words)).all() == ["Please."]


def test_who_takes_a_request_back_may_ask_again_at_once(board):
    asha = make_member()
    first = admission.ask_to_come_in(asha, board, "Please.")

    admission.withdraw_request(asha, first)
    second = admission.ask_to_come_in(asha, board, "Please, after all.")

    assert (first.state, first.words, second.is_waiting) == ("withdrawn", "", True)
    assert admission.latest_request(asha, board).id == second.id


def test_who_was_declined_asks_again_after_thirty_days(board, decider):
    asha = make_member()
    request = admission.ask_to_come_in(asha, board, "Please.")
    admission.decline(decider, request, "Not now.")

    soon = time_machine.travel(now() + timedelta(days=29, hours=23))
    with soon, pytest.raises(Conflict, match="less than 30 days ago"):
        admission.ask_to_come_in(asha, board, "Please.")
    with time_machine.travel(now() + timedelta(days=30, minutes=1)):
        assert admission.ask_to_come_in(asha, board, "Please.").is_waiting


def test_who_was_let_in_and_removed_may_ask_again(board, decider):
    asha = make_member()
    admission.let_in(decider, admission.ask_to_come_in(asha, board, "Please."))
    from_then = admission.latest_request(asha, board)

    assert admission.asks_again_on(from_then) is None


@pytest.mark.parametrize("words", ["", "w" * 1001])
def test_words_are_wanted_and_not_too_many(board, words):
    with pytest.raises(Invalid, match="Say why"):
        admission.ask_to_come_in(make_member(), board, words)


def test_who_reads_already_does_not_ask(board, decider):
    with pytest.raises(Conflict, match="You can read this board already"):
        admission.ask_to_come_in(decider, board, "Please.")


def test_a_board_without_an_open_title_cannot_be_asked():
    with pytest.raises(Absent):
        admission.ask_to_come_in(make_member(), make_board(audience="invited"), "Please.")


def test_the_second_who_decides_is_told(board, decider):
    admin, asha = make_member(role="administrator"), make_member()
    request = admission.ask_to_come_in(asha, board, "Please.")

    admission.let_in(decider, request)

    for deed in (
        lambda: admission.let_in(admin, request),
        lambda: admission.decline(admin, request, "No."),
        lambda: admission.withdraw_request(asha, request),
    ):
        with pytest.raises(Conflict, match="waits no longer"):
            deed()
    assert reads(asha, board)


def test_nobody_decides_about_themselves(board):
    admin = make_member(role="administrator")
    request = admission.ask_to_come_in(admin, board, "Please.")

    with pytest.raises(Refused, match="Nobody decides about themselves"):
        admission.let_in(admin, request)

    assert not reads(admin, board)


def test_a_decline_has_a_reason(board, decider):
    request = admission.ask_to_come_in(make_member(), board, "Please.")

    with pytest.raises(Invalid, match="Say why"):
        admission.decline(decider, request, "")

    assert request.is_waiting


def test_others_decide_nothing_and_take_nothing_back(board):
    request = admission.ask_to_come_in(make_member(), board, "Please.")

    with pytest.raises(Absent):
        admission.let_in(make_member(role="moderator"), request)
    with pytest.raises(Refused, match="Only the person who asked"):
        admission.withdraw_request(make_member(), request)
