"""Asking the doctor of a forum, and a forum of which there is nothing to say."""

import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from forum.core.jobs import note_beginning
from forum.operations.doctor import examine
from forum.operations.findings import Level
from forum.threads import actions
from forum.threads.models import Thread
from forum.threads.prose import prose
from tests.factories import make_board, make_member

KINDS = ("minute", "mail")


def worker_begins(app: Flask) -> None:
    """The worker of an app begins what it does each minute."""
    for what in KINDS:
        note_beginning(app.extensions["forum.queue"], what)


def nobody_has_worked(app: Flask) -> None:
    """Forget that a worker began anything."""
    for what in KINDS:
        app.extensions["forum.queue"].get(f"last-begun-{what}")


def found(about: str, level: Level | None = None) -> str:
    """What the doctor says of one noun now, of one level or of all, with its advice."""
    chosen = [each for each in examine()[about] if level in (None, each.level)]
    return "\n".join(f"{each.says} -> {each.advice}" for each in chosen)


def write_post(words: str = "In yellow.") -> Thread:
    """A member starts a thread, and whoever listens is told."""
    return actions.start_thread(make_member(verified=True), make_board(), "Who paints the kerbs?", prose(words))


def set_to(monkeypatch: pytest.MonkeyPatch, app: Flask, **settings: Any) -> None:
    """Give the app other settings for the length of the test."""
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)


def close(path: Path, mode: int) -> None:
    """Let nobody write there. The superuser may all the same, so there is nothing to be tried."""
    path.chmod(mode)
    if os.access(path, os.W_OK):
        pytest.skip("This account may write everywhere")
