"""Forums on databases of their own, which nobody has brought up to date."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask

from forum import create_app
from forum.core.db import db
from tests.hearing import heard_as_before


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    """The address of a second database beside that of the tests, without a table."""
    name = f"{postgresql.rpartition('/')[2]}_history"
    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        yield f"{postgresql.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_forum(request: pytest.FixtureRequest, forum: Flask, tmp_path: Any) -> Iterator[Flask]:
    """A forum whose database is empty, once on each engine; the first forum stays the one that events wake."""
    url = request.getfixturevalue("empty_postgresql") if request.param == "postgresql" else ""
    settings = {"FORUM_MODE": "testing", "FORUM_MAIL_URL": "memory:", "FORUM_REDIS_URL": ""}
    with heard_as_before():
        app = create_app({**settings, "FORUM_DATA_DIR": tmp_path, "FORUM_DATABASE_URL": url})
        with app.app_context():
            yield app
            db.engine.dispose()
