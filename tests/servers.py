"""PostgreSQL and Redis for tests that need a real one: skipped where there is none, never on the checking machine."""

import os
from collections.abc import Iterator
from typing import NoReturn

import psycopg
import pytest
import redis
from flask import Flask
from flask_migrate import upgrade

from forum import create_app
from forum.core.db import Base, db, session
from tests.hearing import heard_as_before

POSTGRESQL = "postgresql://postgres@127.0.0.1:5432"
ON_POSTGRESQL = os.environ.get("FORUM_TEST_ENGINE") == "postgresql"  # the engine of this run
REDIS = "redis://127.0.0.1:6379/15"


def missing(reason: str) -> NoReturn:
    """There is no such server: the test is skipped, but on the checking machine it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test run's own."""
    name = f"forum_test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    try:
        server = psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as fault:
        missing(f"There is no PostgreSQL at 127.0.0.1:5432: {fault}")
    with server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")  # no test here cuts the power
        yield f"postgresql+psycopg://postgres@127.0.0.1:5432/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def app_on_postgresql(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A second forum, on PostgreSQL; the first stays the one that is woken by events."""
    with heard_as_before():
        app = create_app(
            {
                "FORUM_MODE": "testing",
                "FORUM_DATA_DIR": tmp_path_factory.mktemp("postgresql"),
                "FORUM_DATABASE_URL": postgresql,
                "FORUM_MAIL_URL": "memory:",
                "FORUM_REDIS_URL": "",
            }
        )
    with app.app_context():
        upgrade(directory="migrations")
    return app


@pytest.fixture
def forum_on_postgresql(forum: Flask, app_on_postgresql: Flask) -> Iterator[Flask]:
    """The second forum, empty, and the one that is asked for the length of the test."""
    tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    with app_on_postgresql.app_context():
        yield app_on_postgresql
        session.remove()
        with db.engine.begin() as connection:  # TRUNCATE fires no trigger for rows
            connection.exec_driver_sql(f"TRUNCATE {tables} CASCADE")


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The address of a Redis."""
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except redis.ConnectionError as fault:
        missing(f"There is no Redis at 127.0.0.1:6379: {fault}")
    return REDIS
