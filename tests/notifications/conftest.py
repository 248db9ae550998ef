"""What the tests of notices share: a worker that sleeps until it is told to work, and an empty postbox."""

from collections.abc import Iterator

import pytest
from flask import Flask

from forum.core import outbox
from forum.core.letters import Desk
from tests.core.desks import desk

__all__ = ["desk"]


@pytest.fixture(autouse=True)
def worker_sleeps(forum: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Events and letters wait until a test says `work()` or `send()`."""
    monkeypatch.setattr(outbox, "_wake", [])
    desk = forum.extensions["forum.desk"]
    forum.extensions["forum.desk"] = Desk(desk.writers, lambda: None)
    forum.extensions["mailman"].outbox = []
    yield
    forum.extensions["forum.desk"] = desk
    forum.extensions["mailman"].outbox = []
