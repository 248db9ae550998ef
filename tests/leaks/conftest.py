"""One forum for all tests of a file: they look at it, and change nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from forum.core.db import db, session
from forum.search.handlers import build_index
from tests.conftest import empty
from tests.leaks.planting import make_world
from tests.leaks.world import World
from tests.searching import new_index


class Unlimited:
    """Counts nothing: somebody who looks everywhere would soon be told to wait."""

    def spend(self, *_what: Any) -> None:
        """Allow it."""

    forget = spend


@pytest.fixture(scope="module", autouse=True)
def place(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An index of this file's own, and no limits; afterwards all is as it was, and empty."""
    before = {name: app.extensions[name] for name in ("forum.index", "forum.throttle")}
    folder = tmp_path_factory.mktemp("leaks")
    with app.app_context():
        index = new_index(folder / "search")
    app.extensions.update({"forum.index": index, "forum.throttle": Unlimited()})
    yield folder
    app.extensions.update(before)
    with app.app_context():
        session.rollback()
        empty()
        _count_from_one()


def _count_from_one() -> None:
    """Let no row of a later test have the number of a canary, behind which tables would count on."""
    with db.engine.begin() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        statement = "DELETE FROM sqlite_sequence" if on_sqlite else "ALTER SEQUENCE thread_id_seq RESTART"
        connection.exec_driver_sql(statement)


@pytest.fixture(scope="module")
def world(app: Flask, place: Path) -> World:
    """A forum in which everything that can be closed is there."""
    with app.app_context():
        world = make_world()
        build_index()
        session.rollback()
        session.expunge_all()
    return world


@pytest.fixture(autouse=True)
def forum(app: Flask) -> Iterator[Flask]:
    """An app context to ask the forum in; what is there stays for the next test of the file."""
    with app.app_context():
        yield app
        session.rollback()
        session.remove()


@pytest.fixture
def letters(app: Flask) -> list[Any]:
    """The letters that are sent from now on, as they travel."""
    outbox: list[Any] = []
    app.extensions["mailman"].outbox = outbox
    return outbox
