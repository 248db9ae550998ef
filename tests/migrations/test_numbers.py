"""Tables made anew keep all that they had, and give no number that anything still tells."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import Table, insert
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from forum.core.db import db
from tests.migrations.rows import all_rows, row_of, tables_of
from tests.migrations.test_history import shape

pytestmark = pytest.mark.parametrize("bare_forum", ["sqlite"], indirect=True)  # PostgreSQL gives no number twice

ROWS, TOLD = 3, 40


@pytest.fixture
def before(bare_forum) -> Iterator[Connection]:
    """A connection to a forum of before, with rows in every table; no reference is looked at there."""
    upgrade(directory="migrations", revision="0021")
    with db.engine.connect() as connection:
        connection.connection.execute("PRAGMA foreign_keys = OFF")
        for table in tables_of(connection).values():
            connection.execute(insert(table), [row_of(table, number) for number in range(1, ROWS + 1)])
        connection.commit()
        yield connection
        connection.rollback()
        connection.connection.execute("PRAGMA foreign_keys = ON")


def counted(connection: Connection) -> list[Table]:
    """The tables that number their rows."""
    return [table for table in tables_of(connection).values() if table.autoincrement_column is not None]


def tell(connection: Connection, name: str, **facts: Any) -> None:
    """One row more, which says this."""
    table = tables_of(connection)[name]
    connection.execute(insert(table).values(row_of(table, ROWS) | {"id": ROWS + 1} | facts))
    connection.commit()


def beside(connection: Connection) -> list[Any]:
    """The indexes and triggers of all tables, as the database has them."""
    asked = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'table'"
    return sorted(connection.exec_driver_sql(asked))


def all_of(connection: Connection) -> tuple[Any, ...]:
    """Every row, index and trigger."""
    found = (all_rows(connection), beside(connection))
    connection.rollback()
    return found


def next_number(connection: Connection, table: Table) -> int:
    """The number that one more row is given."""
    row = {name: value for name, value in row_of(table, TOLD + 50).items() if name != "id"}
    return connection.execute(insert(table).values(row)).inserted_primary_key[0]


def number_after_upgrade(connection: Connection, name: str) -> int:
    upgrade(directory="migrations", revision="0022")
    return next_number(connection, tables_of(connection)[name])


def test_every_row_index_and_trigger_is_there_afterwards_and_after_going_back(before):
    all_before, shape_before = all_of(before), shape()
    numbered = {table.name for table in counted(before)}
    before.rollback()

    upgrade(directory="migrations", revision="0022")
    assert all_of(before) == all_before
    assert {name for name, facts in shape().items() if facts["counts on"]} == numbered

    downgrade(directory="migrations", revision="0021")
    assert (all_of(before), shape()) == (all_before, shape_before)


@pytest.mark.parametrize("change", ["UPDATE log_entry SET reason = 'Other'", "DELETE FROM log_entry"])
def test_the_log_still_refuses_to_be_changed(before, change):
    upgrade(directory="migrations", revision="0022")

    with pytest.raises(IntegrityError, match="append-only"):
        before.exec_driver_sql(change)


def test_a_deleted_last_number_is_not_given_again_in_any_table(before):
    upgrade(directory="migrations", revision="0022")

    for table in counted(before):
        if table.name != "log_entry":
            before.execute(table.delete())
        assert next_number(before, table) == ROWS + 1, table


def test_numbers_that_the_log_or_a_case_still_tells_are_given_to_nobody(before):
    for more, table in enumerate(counted(before), start=1):
        tell(before, "log_entry", id=ROWS + more, undoes_id=None, thing=table.name, thing_id=TOLD)
    tell(before, "moderation_case", thing="appeal", thing_id=TOLD + 1)

    upgrade(directory="migrations", revision="0022")

    numbers = {table.name: next_number(before, table) for table in counted(before)}
    assert numbers == dict.fromkeys(numbers, TOLD + 1) | {"appeal": TOLD + 2}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("thread", {"thing": "thread", "after": {"thread_id": TOLD, "is_new": True}}),
        ("moved_posts", {"thing": "thread", "after": {"line": TOLD}}),
        ("member", {"thing": "thread", "before": {"concerned": [1, TOLD]}}),
        ("member", {"thing": "member", "before": {"author_id": TOLD, "handle": "asha-archive"}}),
        ("member", {"thing": "post", "member_id": TOLD}),
        ("sanction", {"thing": "member", "after": {"sanction_id": TOLD, "days": 3}}),
        ("appeal", {"thing": "member", "after": {"appeal_id": TOLD}}),
        ("revision", {"thing": "thread", "after": {"revision_id": TOLD}}),
    ],
)
def test_what_the_log_says_by_another_name_counts_too(before, table, told):
    tell(before, "log_entry", undoes_id=None, **told)

    assert number_after_upgrade(before, table) == TOLD + 1


@pytest.mark.parametrize(
    ("table", "key"),
    [("sanction", "suspended:40"), ("notice", "notice:40"), ("verification_request", "verify 40")],
)
def test_a_letter_once_sent_does_not_stand_in_the_way_of_another(before, table, key):
    tell(before, "letter", key=key)

    assert number_after_upgrade(before, table) == TOLD + 1


@pytest.mark.parametrize("table", ["verification", "verification_request"])
def test_neither_does_a_notice_of_something_that_is_gone(before, table):
    tell(before, "notice", kind="verification", about_id=TOLD)

    assert number_after_upgrade(before, table) == TOLD + 1


def test_digests_go_on_behind_the_last_notice_that_they_told(before):
    before.exec_driver_sql(f"UPDATE digest SET up_to = {TOLD}")
    before.commit()

    assert number_after_upgrade(before, "notice") == TOLD + 1
