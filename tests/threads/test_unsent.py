"""“This answers it”: it leads to the answer, and what was typed is kept where it was typed, for who typed it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from forum.accounts.models import BrowserSession
from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.threads.models import Post, State, Thread
from forum.threads.unsent import UnsentThread, forget_old_unsent
from tests.factories import make_board, make_member, make_post, make_thread
from tests.pages import sign_in

TITLE, BODY = "How many dropped kerbs at crossings?", "We count them each spring.\n\nYours?"


def kept() -> int:
    return session.scalar(select(func.count()).select_from(UnsentThread)) or 0


def answered(client: Any, board: Board, to: Thread, **fields: str) -> Any:
    typed = {"title": TITLE, "body": BODY, "follow": "y", "thread": str(to.id), **fields}
    return client.send(f"/boards/{board.slug}/threads/new/answered", typed)


def form_of(client: Any, board: Board) -> str:
    return client.get(f"/boards/{board.slug}/threads/new").text


def test_it_leads_to_the_accepted_answer_and_says_that_the_words_are_kept(client, member):
    board, thread = make_board(), make_thread()
    answer = make_post(thread)
    with transaction():
        session.get_one(Thread, thread.id).accepted_id = answer.id

    led = answered(client, board, thread)

    assert led.status_code == 303
    assert led.location.endswith(f"#post-{answer.number}")
    page = client.get(led.location).text
    assert "Good that it was answered" in page
    assert f'href="/boards/{board.slug}/threads/new"' in page
    assert "Good that it was answered" not in client.get(led.location).text


def test_it_leads_to_the_thread_where_no_answer_can_be_read(client, member):
    board, thread = make_board(), make_thread()
    answer = make_post(thread, state=State.HIDDEN)
    with transaction():
        session.get_one(Thread, thread.id).accepted_id = answer.id

    assert answered(client, board, thread).location.endswith(f"/threads/{thread.id}/{thread.slug}")


def test_what_was_typed_is_in_the_form_again_on_that_board_until_it_is_thrown_away(client, member):
    board, other = make_board(), make_board()
    answered(client, board, make_thread(), title="Another that was typed before")
    answered(client, board, make_thread())

    form = form_of(client, board)
    assert TITLE in form
    assert "We count them each spring." in form
    assert "We count them" not in form_of(client, other)

    thrown = client.send(f"/boards/{board.slug}/threads/new/forget")
    assert thrown.status_code == 303
    assert "We count them" not in form_of(client, board)
    assert kept() == 0


def test_what_was_published_is_kept_no_more(client, member):
    board = make_board()
    answered(client, board, make_thread())

    fields = {"title": TITLE, "body": BODY, "form_key": "a" * 32}
    assert client.send(f"/boards/{board.slug}/threads/new", fields).status_code == 303

    assert kept() == 0


def test_nobody_else_finds_it_nor_the_same_person_elsewhere_or_after_signing_out(client, app, member):
    board = make_board()
    answered(client, board, make_thread())
    elsewhere = app.test_client()
    sign_in(elsewhere, member)

    assert "We count them" not in form_of(elsewhere, board)
    client.send("/sign-out")

    assert kept() == 0
    sign_in(client, member)
    assert "We count them" not in form_of(client, board)


def test_after_a_day_it_is_gone(client, member):
    board = make_board()
    answered(client, board, make_thread())
    with transaction():
        session.scalars(select(UnsentThread)).one().kept_at = now() - timedelta(days=1)

    assert "We count them" not in form_of(client, board)
    assert (forget_old_unsent(), kept()) == (1, 0)


@pytest.mark.parametrize("where", ["board", "thread"])
def test_what_may_not_be_read_is_absent_and_nothing_is_kept(client, where):
    sign_in(client, make_member())
    closed = make_board(audience="verified")
    board, thread = (closed, make_thread()) if where == "board" else (make_board(), make_thread(board=closed))

    assert answered(client, board, thread).status_code == 404
    assert answered(client, board, thread, thread="999999").status_code == 404
    assert kept() == 0


def test_guests_sign_in_first_and_the_silenced_are_told_why(client):
    board, thread = make_board(), make_thread()
    client.get("/sign-up")
    assert answered(client, board, thread).status_code == 403

    sign_in(client, make_member(silenced_until=now() + timedelta(days=1)))
    assert answered(client, board, thread).status_code == 403
    assert kept() == 0


@pytest.mark.parametrize("thread", ["", "x", "0", "-1", "99999999999999999999"])
def test_what_is_no_thread_is_absent(client, member, thread):
    assert answered(client, make_board(), make_thread(), thread=thread).status_code == 404


def test_more_than_a_post_takes_is_refused_and_given_back(client, member):
    answer = answered(client, make_board(), make_thread(), body="x" * 40_001)

    assert answer.status_code == 422
    assert "x" * 40_001 in answer.text
    assert kept() == 0


def test_nothing_typed_is_nothing_kept(client, member):
    assert answered(client, make_board(), make_thread(), title=" ", body="\n").status_code == 303
    assert kept() == 0
    assert session.scalar(select(func.count()).select_from(Post)) == 1
    assert session.scalar(select(func.count()).select_from(BrowserSession)) == 1
