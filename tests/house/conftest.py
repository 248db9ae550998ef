"""Somebody who sends strange things, at a forum with an index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forum.search.handlers import build_index
from forum.search.whoosh_index import WhooshIndex
from tests.house.senders import Sender
from tests.pages import Browser


@pytest.fixture
def sender(client: Browser, kind: str, tmp_path: Path) -> Iterator[Sender]:
    """Somebody of a kind, at a forum with an index."""
    extensions = client.application.extensions
    before, extensions["forum.index"] = extensions["forum.index"], WhooshIndex(tmp_path / "search")
    sender = Sender(client, kind)
    build_index()
    yield sender
    extensions["forum.index"] = before
