"""The log is a chain: whoever changes a row behind the database's back breaks it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from forum.core.chain import follow_chain
from forum.core.clock import at, now
from forum.core.db import db, session, transaction
from forum.core.log import record
from tests.conftest import log_open
from tests.factories import make_board, make_member


def write(*reasons: str) -> None:
    member, board = make_member(), make_board()
    for reason in reasons:
        with transaction():
            record(member.id, "change a board", board, {"name": "Kéttles"}, {"name": "Pots", "many": [1, 2]}, reason)


def behind_its_back(statement: str) -> None:
    session.rollback()
    with db.engine.begin() as connection, log_open(connection):
        connection.execute(text(statement))


def test_a_log_that_nobody_touched_holds_to_its_end():
    write("one", "two", "three")

    chain = follow_chain()

    assert (chain.many, chain.broken_at, len(chain.digest)) == (3, None, 64)
    assert follow_chain(known=chain.digest).known_is_there


def test_a_deed_of_summer_time_holds_as_one_of_winter_does():
    with at(datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London"))):
        write("one")
        assert now().utcoffset() == timedelta(0)

    session.expire_all()

    assert follow_chain().broken_at is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log_entry SET reason = 'zwei' WHERE reason = 'two'",
        "UPDATE log_entry SET actor_id = actor_id + 1 WHERE reason = 'two'",
        "UPDATE log_entry SET digest = '' WHERE reason = 'two'",
        "DELETE FROM log_entry WHERE reason = 'one'",
        "DELETE FROM log_entry WHERE reason = 'two'",
    ],
)
def test_what_was_changed_or_taken_out_is_found(change):
    write("one", "two", "three")

    behind_its_back(change)

    assert follow_chain().broken_at is not None


def test_an_end_that_was_cut_off_is_found_with_the_digest_that_was_noted(app):
    write("one", "two", "three")
    noted = follow_chain().digest
    behind_its_back("DELETE FROM log_entry WHERE reason = 'three'")

    answer = app.test_cli_runner().invoke(args=["log", "verify", "--known", noted])

    assert answer.exit_code == 1
    assert "cut off" in answer.output


def test_the_command_says_that_it_holds_and_where_it_does_not(app):
    write("one", "two")
    run = app.test_cli_runner().invoke

    assert "2 entries, each as it was written" in run(args=["log", "verify"]).output
    behind_its_back("UPDATE log_entry SET deed = 'nothing' WHERE reason = 'one'")
    broken = run(args=["log", "verify"])
    assert broken.exit_code == 1
    assert "does not fit" in broken.output
