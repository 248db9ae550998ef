"""How deeds keep out of each other's way, on SQLite and on PostgreSQL."""

import sqlite3

import psycopg
import pytest
from sqlalchemy import create_engine, select

from forum.boards.models import Section
from forum.core.db import db, lock, session, transaction, upsert
from forum.core.engines import prepare_engine
from forum.core.throttle import ThrottleCount
from tests.factories import make_member


@pytest.fixture
def other_connection(forum):
    """A second connection to the SQLite file, which waits for nobody."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("The tests run on another engine than SQLite")
    connection = sqlite3.connect(db.engine.url.database, timeout=0, isolation_level=None)
    yield connection
    connection.close()


def test_on_sqlite_a_deed_takes_the_write_lock_at_once(other_connection):
    with transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other_connection.execute("BEGIN IMMEDIATE")


def test_on_sqlite_a_page_takes_no_lock(other_connection):
    session.scalars(select(Section)).all()

    other_connection.execute("BEGIN IMMEDIATE")

    assert other_connection.in_transaction
    other_connection.execute("ROLLBACK")


def test_on_sqlite_pages_are_read_while_a_deed_is_done(other_connection):
    with transaction():
        session.add(Section(name="Estates", slug="estates"))
        session.flush()
        seen = other_connection.execute("SELECT count(*) FROM section").fetchone()

    assert seen == (0,)
    assert other_connection.execute("SELECT count(*) FROM section").fetchone() == (1,)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 10_000), ("secure_delete", 1)],
)  # fmt: skip
def test_on_sqlite_every_connection_has_its_settings(tmp_path, pragma, value):
    engine = create_engine(f"sqlite:///{tmp_path / 'forum.db'}")
    prepare_engine(engine, page_seconds=10)

    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value

    engine.dispose()


@pytest.fixture
def member(forum_on_postgresql):
    """A member of the forum on PostgreSQL."""
    return make_member()


@pytest.fixture
def other_session(postgresql):
    """A second connection to PostgreSQL."""
    with psycopg.connect(postgresql.replace("+psycopg", "")) as connection:
        yield connection


def test_on_postgresql_a_locked_row_can_be_changed_by_nobody_else(member, other_session):
    with transaction():
        lock(member)

        with pytest.raises(psycopg.errors.LockNotAvailable):
            other_session.execute("SELECT id FROM member WHERE id = %s FOR NO KEY UPDATE NOWAIT", [member.id])


def test_on_postgresql_a_locked_row_can_be_referred_to_and_read(member, other_session):
    with transaction():
        lock(member)

        row = other_session.execute("SELECT id FROM member WHERE id = %s FOR KEY SHARE NOWAIT", [member.id]).fetchone()

    assert row == (member.id,)


def test_on_postgresql_the_lock_ends_with_the_deed(member, other_session):
    with transaction():
        lock(member)

    row = other_session.execute("SELECT id FROM member WHERE id = %s FOR UPDATE NOWAIT", [member.id]).fetchone()

    assert row == (member.id,)


def test_on_postgresql_a_row_is_inserted_once_and_changed_from_then_on(member):
    counts = []
    for _ in range(3):
        with transaction():
            values = {"key": member.handle, "count": 1, "ends_at": 0.0}
            change = {"count": ThrottleCount.count + 1}
            counts.append(upsert(ThrottleCount, values, change, returning=ThrottleCount.count).scalar_one())

    assert counts == [1, 2, 3]


def test_on_postgresql_moments_are_in_utc(member):
    session.expire(member)

    assert member.confirmed_at.utcoffset().total_seconds() == 0
