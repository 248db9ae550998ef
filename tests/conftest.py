"""What every test stands on: the app on a real, migrated database that is empty when a test begins."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.engine import Connection

from forum import create_app
from forum.core.db import Base, db, session
from tests.pages import Browser

pytest_plugins = ["tests.servers"]


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
        upgrade(directory="migrations")
    return app


@pytest.fixture(autouse=True)
def forum(app: Flask) -> Iterator[Flask]:
    """An empty forum, and an app context to ask it in."""
    with app.app_context():
        yield app
        session.rollback()
        session.remove()
        empty()


@pytest.fixture
def client(forum: Flask) -> Browser:
    """A browser that keeps its cookies; `tests.pages.sign_in(client, member)` signs somebody in."""
    return forum.test_client()  # type: ignore[return-value]


def empty() -> None:
    """Remove every row."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(Base.metadata.tables["thread"].update().values(accepted_id=None))
        with _log_open(connection):
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())


@contextmanager
def _log_open(connection: Connection) -> Iterator[None]:
    """The database refuses to empty the log; for the length of the block it does not."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("ALTER TABLE log_entry DISABLE TRIGGER log_entry_keeps")
        yield
        connection.exec_driver_sql("ALTER TABLE log_entry ENABLE TRIGGER log_entry_keeps")
        return
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log_entry'"
    triggers = connection.exec_driver_sql(asked).all()
    for name, _sql in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _name, sql in triggers:
        connection.exec_driver_sql(sql)
