"""What these tests share: an empty postbox, and a council with two domains."""

from collections.abc import Iterator

import pytest
from flask import Flask

from forum import wiring
from forum.core.letters import Desk
from forum.core.throttle import Throttle
from forum.organisations.models import Organisation
from tests.factories import make_organisation


@pytest.fixture(autouse=True)
def postbox(forum: Flask) -> Iterator[None]:
    """No letter of an earlier test."""
    forum.extensions["mailman"].outbox = []
    yield
    forum.extensions["mailman"].outbox = []


@pytest.fixture
def council() -> Organisation:
    """A council whose staff have addresses at a domain of its own."""
    return make_organisation("lennox.gov.uk", name="Port Lennox Council", slug="port-lennox")


@pytest.fixture
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many letters as a test wants."""
    monkeypatch.setattr(Throttle, "spend", lambda *_what: None)


@pytest.fixture
def worker_sleeps(forum: Flask) -> Iterator[None]:
    """Letters wait until the test sends them."""
    desk = forum.extensions["forum.desk"]
    forum.extensions["forum.desk"] = Desk(wiring.LETTERS, lambda: None)
    yield
    forum.extensions["forum.desk"] = desk
