"""A migration happens as a whole or not at all, and leaves no row behind that refers to nothing."""

import pytest
from alembic.migration import MigrationContext
from flask_migrate import upgrade
from sqlalchemy.exc import IntegrityError

from forum.core.db import db
from tests.migrations.test_history import shape


@pytest.fixture
def stray_row(bare_forum):
    """A forum at 0019 with a follower of a thread that is not there, which only a broken SQLite can have."""
    upgrade(directory="migrations", revision="0019")
    with db.engine.connect() as connection:
        connection.connection.execute("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("INSERT INTO thread_follow VALUES (1, 1, 'muted', '2026-11-30 09:00:00')")
        connection.commit()


def version() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@pytest.mark.parametrize("bare_forum", ["sqlite"], indirect=True)
def test_what_refers_to_nothing_afterwards_takes_all_migrations_back(stray_row, caplog):
    before = shape()

    with pytest.raises(SystemExit):
        upgrade(directory="migrations")

    assert "rows that refer to nothing" in caplog.text
    assert (version(), shape()) == ("0019", before)


def test_afterwards_references_count_again(bare_forum):
    upgrade(directory="migrations")

    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO member_note VALUES (1, 1, 'Of nobody', NULL, '2026-11-30 09:00:00')")
