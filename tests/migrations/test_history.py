"""The migrations lead from nothing to what the models say, and back, on both engines."""

import re
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from forum.core.db import Base, db
from tests.house.code import ROOT

HISTORY = ScriptDirectory(str(ROOT / "migrations"))
REVISIONS = [one.revision for one in HISTORY.walk_revisions()]


def test_up_down_and_up_again_ends_where_the_models_are(bare_forum):
    upgrade(directory="migrations")
    first = shape()

    downgrade(directory="migrations", revision="base")
    nothing = shape()
    upgrade(directory="migrations")

    assert nothing == {}
    assert shape() == first != {}
    assert differences() == []


def test_the_migrations_make_exactly_what_the_models_would(bare_forum):
    upgrade(directory="migrations")
    made_by_migrations = shape()
    downgrade(directory="migrations", revision="base")

    Base.metadata.create_all(db.engine)

    assert made_by_migrations == shape()


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_step_can_be_taken_back(bare_forum, revision):
    upgrade(directory="migrations", revision=revision)
    here = shape()

    downgrade(directory="migrations", revision="-1")
    upgrade(directory="migrations", revision=revision)

    assert shape() == here


def test_a_second_upgrade_changes_nothing(bare_forum):
    upgrade(directory="migrations")
    before = shape()

    upgrade(directory="migrations")

    assert shape() == before


@pytest.mark.apart
def test_the_history_is_one_line_of_numbers():
    assert len(HISTORY.get_heads()) == 1
    assert sorted(REVISIONS) == [f"{number:04}" for number in range(1, len(REVISIONS) + 1)]
    for one in HISTORY.walk_revisions():
        assert one.down_revision in (None, f"{int(one.revision) - 1:04}")


@pytest.mark.apart
def test_each_migration_is_a_number_and_a_sentence_that_says_whether_it_is_safe():
    for one in HISTORY.walk_revisions():
        assert re.fullmatch(rf"{one.revision}(_[a-z0-9]+){{2,}}\.py", one.path.rpartition("/")[2]), one.path
        assert re.search(r"old(er)? code", one.longdoc or one.doc), one.path
        assert not re.search(r"^(from|import) forum", (ROOT / one.path).read_text(), re.MULTILINE), one.path


def differences() -> list[Any]:
    """What the models have and the database has not, or has otherwise."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def shape() -> dict[str, Any]:
    """Everything that the database says about its tables."""
    there = inspect(db.engine)
    tables = sorted(set(there.get_table_names()) - {"alembic_version"})
    return {table: _shape_of(there, table) for table in tables}


def _shape_of(there: Any, table: str) -> dict[str, Any]:
    return {
        "columns": {
            one["name"]: (str(one["type"]), one["nullable"], one["default"]) for one in there.get_columns(table)
        },
        "key": sorted(there.get_pk_constraint(table)["constrained_columns"]),
        "counts on": counts_on(table),
        "references": _in_order(there.get_foreign_keys(table)),
        "indexes": _in_order([_in_words(one) for one in there.get_indexes(table)]),
        "unique": _in_order(there.get_unique_constraints(table)),
        "checks": _in_order(there.get_check_constraints(table)),
    }


def counts_on(table: str) -> bool:
    """Whether the table gives no number twice; on PostgreSQL none does."""
    if db.engine.dialect.name != "sqlite":
        return True
    with db.engine.connect() as connection:
        asked = "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' AND name = ?"
        return bool(connection.exec_driver_sql(asked, (table,)).scalar())


def _in_words(index: Any) -> Any:
    """An index whose condition, where it has one, can be compared."""
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(value) for name, value in options.items()}}


def _in_order(facts: list[Any]) -> list[Any]:
    return sorted(facts, key=lambda one: str(one["name"]))


def test_the_forum_of_the_tests_stands_where_the_history_ends(forum: Flask):
    with db.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == HISTORY.get_current_head()
