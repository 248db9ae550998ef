"""What the tests of operations share: a mail server, letters about kettles, and forums with settings of their own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from forum import create_app
from forum.core.db import db
from forum.search.handlers import build_index
from tests.core.desks import desk, kettle_mail
from tests.hearing import heard_as_before
from tests.operations.examining import nobody_has_worked, worker_begins

__all__ = ["desk", "kettle_mail"]

Opening = Callable[..., Flask]


@pytest.fixture
def open_forum(forum: Flask, tmp_path: Path) -> Iterator[Opening]:
    """Open another forum, with these settings, and ask it from then on; the first stays the one that events wake."""
    opened = ExitStack()
    fixed = {"FORUM_MODE": "testing", "FORUM_DATA_DIR": tmp_path / "data", "FORUM_MAIL_URL": "memory:"}

    def open_one(**settings: str) -> Flask:
        app = create_app({**fixed, "FORUM_DATABASE_URL": "", "FORUM_REDIS_URL": "", **settings})
        opened.enter_context(app.app_context())
        opened.callback(db.engine.dispose)
        return app

    with heard_as_before(), opened:
        yield open_one


@pytest.fixture
def sound(forum: Flask, folder: Path) -> Iterator[Flask]:
    """A forum with an index, whose worker has just begun something."""
    build_index()
    worker_begins(forum)
    yield forum
    nobody_has_worked(forum)
