"""Watched words on the pages of administration: added, changed, tried with a text, retired."""

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.prevention.models import Measure, Watched
from tests.admin.people import administrator
from tests.factories import make_board

FIELDS = {"text": "gasket", "kind": "word", "board_id": "0", "measure": "hold", "explanation": ""}


@pytest.fixture(autouse=True)
def chief(client):
    return administrator(client)


def the_word() -> Watched:
    return session.scalars(select(Watched)).one()


def test_a_word_is_added_changed_retired_and_watched_again(client):
    board = make_board(name="Kettles")
    assert "Nothing is watched yet" in client.get("/admin/words").text

    assert client.send("/admin/words/add", FIELDS).status_code == 303
    word = the_word()
    changed = FIELDS | {"board_id": str(board.id), "measure": "explain", "explanation": "Say seal."}
    assert client.send(f"/admin/words/{word.id}", changed).status_code == 303

    assert (word.board_id, word.measure, word.explanation) == (board.id, Measure.EXPLAIN, "Say seal.")
    page = client.get("/admin/words").text
    assert "Kettles" in page
    assert "Retire" in page
    client.send(f"/admin/words/{word.id}/retire")
    assert "Watch again" in client.get("/admin/words").text
    client.send(f"/admin/words/{word.id}/watch-again")
    assert not word.is_retired
    assert session.scalars(select(LogEntry.deed).order_by(LogEntry.id)).all() == [
        "watch a word",
        "change a watched word",
        "retire a watched word",
        "watch a word again",
    ]
    log = client.get("/admin/log").text
    assert "Added a watched word" in log
    assert "Say seal." in log


def test_what_cannot_be_watched_is_said_beside_what_was_typed(client):
    answer = client.send("/admin/words/add", FIELDS | {"text": "(kettle", "kind": "pattern"})
    empty = client.send("/admin/words/add", FIELDS | {"text": ""})
    unexplained = client.send("/admin/words/add", FIELDS | {"measure": "explain"})

    assert (answer.status_code, empty.status_code, unexplained.status_code) == (422, 422, 422)
    assert "This is no pattern that can be used" in answer.text
    assert "(kettle" in answer.text
    assert "Say what the author is to change" in unexplained.text
    assert session.scalars(select(Watched)).all() == []


def test_words_are_tried_with_a_text_that_is_kept_nowhere(client):
    board = make_board(name="Kettles")
    client.send("/admin/words/add", FIELDS)
    client.send("/admin/words/add", FIELDS | {"text": r"dr\w+s", "kind": "pattern", "board_id": str(board.id)})

    everywhere = client.send("/admin/words/try", {"board_id": "0", "body": "A Gasket in the drawers"})
    there = client.send("/admin/words/try", {"board_id": str(board.id), "body": "A Gasket in the drawers"})

    assert everywhere.status_code == there.status_code == 200
    assert "“gasket”" in everywhere.text
    assert "“drawers”" not in everywhere.text
    assert "“drawers”" in there.text
    assert "Nothing is found" in client.send("/admin/words/try", {"board_id": "0", "body": "A kettle"}).text
