"""SQLite's journal is emptied when nobody reads it, and nobody is kept waiting for that."""

import sqlite3
from pathlib import Path

import pytest

from forum.core import journal
from forum.core.db import db
from forum.core.journal import JournalInUse, empty_journal, tidy_journal
from tests.factories import make_member


@pytest.fixture
def file(forum, monkeypatch) -> Path:
    """The journal, in which something stands."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("The tests run on another engine than SQLite")
    monkeypatch.setattr(journal, "PATIENCE_MS", 50)
    make_member()
    return Path(f"{db.engine.url.database}-wal")


@pytest.fixture
def reader(file):
    """Somebody who reads in the database for a while."""
    connection = sqlite3.connect(db.engine.url.database, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM member").fetchone()
    yield connection
    connection.close()


@pytest.mark.parametrize("work", [lambda: empty_journal(None), tidy_journal])
def test_it_is_emptied(file, work):
    assert file.stat().st_size > 0

    work()

    assert file.stat().st_size == 0


def test_while_somebody_reads_the_event_is_handed_on_again_later(file, reader):
    make_member()

    with pytest.raises(JournalInUse):
        empty_journal(None)

    make_member()
    reader.close()
    empty_journal(None)
    assert file.stat().st_size == 0


def test_the_clock_looks_again_in_an_hour(file, reader):
    make_member()

    tidy_journal()

    assert file.stat().st_size > 0


def test_on_postgresql_there_is_none_to_empty(forum):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("The tests run on SQLite")

    empty_journal(None)
