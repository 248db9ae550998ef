"""What the tests of the door share: an empty postbox, and a worker that can be put to sleep."""

from collections.abc import Iterator

import pytest
from flask import Flask

from forum import wiring
from forum.core import outbox
from forum.core.letters import Desk
from tests.hearing import heard_as_before


@pytest.fixture(autouse=True)
def postbox(forum: Flask) -> Iterator[None]:
    """No letter of an earlier test."""
    forum.extensions["mailman"].outbox = []
    yield
    forum.extensions["mailman"].outbox = []


@pytest.fixture
def worker_sleeps(forum: Flask) -> Iterator[None]:
    """Requests are answered and nothing else is done, so that only their own work is counted."""
    desk = forum.extensions["forum.desk"]
    forum.extensions["forum.desk"] = Desk(wiring.LETTERS, lambda: None)
    with heard_as_before():
        outbox.subscribe(wiring.LISTENERS, lambda: None)
        yield
    forum.extensions["forum.desk"] = desk
