"""Somebody who sends strange things, at a forum with an index."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from forum.core.db import session, transaction
from forum.core.throttle import ThrottleCount
from forum.search.handlers import build_index
from tests.conftest import empty
from tests.house.senders import Sender
from tests.leaks.rows import every_row
from tests.pages import Browser
from tests.searching import new_index


@pytest.fixture
def sender(client: Browser, kind: str, tmp_path: Path) -> Iterator[Sender]:
    """Somebody of a kind, at a forum with an index."""
    extensions = client.application.extensions
    before, extensions["forum.index"] = extensions["forum.index"], new_index(tmp_path / "search")
    sender = Sender(client, kind)
    build_index()
    yield sender
    extensions["forum.index"] = before


class Unharmed:
    """Somebody of a kind at a forum that is as it was planted, for each address that they send to."""

    def __init__(self, app: Flask, kind: str, folder: Path) -> None:
        self.app, self.kind, self.folder = app, kind, folder
        self.senders: list[Sender] = []
        self.planted: dict[str, list[Any]] = {}

    def sender(self) -> Sender:
        """The one who sent before, with nothing counted; somebody new in a new forum where they changed anything."""
        if not self.senders or every_row() != self.planted:
            self._plant()
        with transaction():
            session.execute(delete(ThrottleCount))
        return self.senders[-1]

    @property
    def broken(self) -> list[str]:
        """What went wrong, whoever sent it."""
        return [fault for sender in self.senders for fault in sender.broken]

    def _plant(self) -> None:
        session.rollback()
        session.remove()
        empty()
        self.app.extensions["forum.index"] = new_index(self.folder / f"search-{len(self.senders)}")
        self.senders.append(Sender(self.app.test_client(), self.kind))  # type: ignore[arg-type]
        build_index()
        self.planted = every_row()


@pytest.fixture
def unharmed(forum: Flask, kind: str, tmp_path: Path) -> Iterator[Unharmed]:
    """Somebody of a kind who goes to many addresses, and finds the forum unharmed at each."""
    before = forum.extensions["forum.index"]
    yield Unharmed(forum, kind, tmp_path)
    forum.extensions["forum.index"] = before
