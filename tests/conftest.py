"""What every test stands on: the app on a real, migrated database that is empty when a test begins."""

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import CompoundSelect, event, literal, select, union_all
from sqlalchemy.engine import Connection

from forum import create_app
from forum.core import outbox
from forum.core.db import Base, db, session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.search.related import forget_lists
from forum.search.tally import Tally
from tests.factories import make_member
from tests.pages import Browser, sign_in
from tests.searching import forget_index, new_index

pytest_plugins = ["tests.servers", "tests.serving", "tests.redises", "tests.postgresqls"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files in which something takes seconds come first: one that began last would keep one core waiting for it."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Thousands of tests and all modules stay until the end: they are not looked through for rubbish each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The forum, on SQLite, or with FORUM_TEST_ENGINE=postgresql on a database of PostgreSQL made for this run."""
    on_postgresql = os.environ.get("FORUM_TEST_ENGINE") == "postgresql"
    folder: Path = tmp_path_factory.mktemp("forum")
    app = create_app(
        {
            "FORUM_MODE": "testing",
            "FORUM_DATA_DIR": folder,
            "FORUM_DATABASE_URL": request.getfixturevalue("postgresql") if on_postgresql else "",
            "FORUM_MAIL_URL": "memory:",
            "FORUM_BASE_URL": "http://localhost",
            "FORUM_REDIS_URL": "",
            "FORUM_LOG_LEVEL": "WARNING",
        }
    )
    app.test_client_class = Browser
    with app.app_context():
        event.listen(db.engine, "connect", _wait_for_no_disk)
        upgrade(directory="migrations")
    return app


def _wait_for_no_disk(connection: Any, _record: Any) -> None:
    """In these tests no power is cut; those that cut it run a forum of their own."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(autouse=True)
def forum(app: Flask) -> Iterator[Flask]:
    """An empty forum, and an app context to ask it in; searches are counted where a test wants to see that."""
    app.extensions["forum.searches"] = Tally(written_at=monotonic())
    with app.app_context():
        yield app
        session.rollback()
        session.remove()
        empty()


@pytest.fixture
def client(forum: Flask) -> Browser:
    """A browser that keeps its cookies; `tests.pages.sign_in(client, member)` signs somebody in."""
    return forum.test_client()  # type: ignore[return-value]


@pytest.fixture
def member(client: Browser) -> Member:
    """A verified member, who is signed in."""
    member = make_member(verified=True)
    sign_in(client, member)
    return member


@pytest.fixture
def folder(forum: Flask, tmp_path: Path) -> Iterator[Path]:
    """The place of an index of the forum's own, for this test alone; nothing is there yet."""
    before = forum.extensions["forum.index"]
    forum.extensions["forum.index"] = new_index(tmp_path / "search")
    yield tmp_path / "search"
    forum.extensions["forum.index"] = before


@pytest.fixture
def worker_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens waits in the outbox until a test delivers it."""
    monkeypatch.setattr(outbox, "_wake", [])


def empty() -> None:
    """Remove every row; what a test has not filled costs one statement for all tables together."""
    forget_lists()
    forget_index()
    with db.engine.begin() as connection:
        filled = set(connection.scalars(_filled()))
        if not filled:
            return
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        if "thread" in filled:
            connection.execute(Base.metadata.tables["thread"].update().values(accepted_id=None))
        with log_open(connection) if LogEntry.__tablename__ in filled else nullcontext():
            for table in reversed(Base.metadata.sorted_tables):
                if table.name in filled:
                    connection.execute(table.delete())


@cache
def _filled() -> CompoundSelect[str]:
    """The names of the tables that hold rows."""
    tables = Base.metadata.sorted_tables
    return union_all(*(select(literal(table.name)).where(select(table).exists()) for table in tables))


@contextmanager
def log_open(connection: Connection) -> Iterator[None]:
    """The database refuses to empty the log; for the length of the block it does not."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log_entry'"
    triggers = connection.exec_driver_sql(asked).all()
    for name, _sql in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _name, sql in triggers:
        connection.exec_driver_sql(sql)
