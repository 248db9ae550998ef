"""No table gives a number twice: the log, notices and letters speak of rows by their numbers, gone ones too."""

import pytest

from forum.core.db import Base, db


@pytest.fixture
def made_by(forum) -> dict[str, str]:
    """The statement that made each table, as SQLite has it."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL gives no number twice, whatever the statement says")
    with db.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        return {row.name: row.sql for row in tables}


def numbered_by_the_database(table: str) -> bool:
    """Whether rows of the table have a number that refers to nothing."""
    with db.engine.connect() as connection:
        keys = [row for row in connection.exec_driver_sql(f"PRAGMA table_info({table})") if row.pk]
        refers = {row[3] for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})")}
    return len(keys) == 1 and keys[0].type == "INTEGER" and keys[0].name not in refers


def test_no_table_gives_a_number_again(made_by):
    asked = [table for table in Base.metadata.tables if numbered_by_the_database(table)]

    assert len(asked) > 20
    assert [table for table in asked if "AUTOINCREMENT" not in made_by[table]] == []
