"""The log: written with the deed or not at all, and never changed."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from forum.core.db import session, transaction
from forum.core.log import LogEntry, changes, record
from tests.factories import make_board, make_member


def entries() -> list[LogEntry]:
    return list(session.scalars(select(LogEntry).order_by(LogEntry.id)))


def test_an_entry_says_who_did_what_to_what_with_before_and_after():
    actor, board = make_member(), make_board()

    with transaction():
        record(actor.id, "change a board", board, {"archived": False}, {"archived": True}, "Nobody writes there")

    [entry] = entries()
    assert (entry.actor_id, entry.deed, entry.thing, entry.thing_id) == (actor.id, "change a board", "board", board.id)
    assert (entry.before, entry.after, entry.reason) == ({"archived": False}, {"archived": True}, "Nobody writes there")
    assert entry.at is not None


def test_a_deed_that_fails_leaves_no_entry():
    board = make_board()

    def deed():
        with transaction():
            record(None, "change a board", board)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()

    assert entries() == []


@pytest.mark.parametrize("statement", [update(LogEntry).values(reason="Nothing"), delete(LogEntry)])
def test_the_database_refuses_to_change_or_delete_an_entry(statement):
    board = make_board()
    with transaction():
        record(None, "change a board", board)

    with pytest.raises(DBAPIError, match="append-only"), transaction():
        session.execute(statement)

    assert [entry.reason for entry in entries()] == [""]


def test_only_what_differs_is_written_down():
    before = {"name": "Kettles", "archived": False, "purpose": ""}

    assert changes(before, {**before, "archived": True}) == ({"archived": False}, {"archived": True})
    assert changes(before, before) == ({}, {})
