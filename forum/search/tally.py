"""Searches that were made, gathered in the memory of this process until they are written down.

Who asked is told by a mark alone, made with a key that never leaves the memory and is another one each day.
"""

import hmac
import secrets
import time
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import cast

from flask import current_app
from werkzeug.local import LocalProxy

WRITTEN_EVERY = 60  # seconds
MOST_WAITING = 200  # searches, before they are written down sooner
MOST_MARKS = 100_000  # a day; who asks once more after so many is counted once more


@dataclass(frozen=True)
class Asked:
    """One search: its day, its words, and the boards on which it found something."""

    day: date
    words: str
    boards: frozenset[int]


class Tally:
    """The searches of this process, the same of the same person on the same day but once.

    `written_at` is when they were last written down, by the clock that counts from some moment on; never, at first.
    """

    def __init__(self, written_at: float = -float(WRITTEN_EVERY)) -> None:
        self._lock = Lock()
        self._waiting: list[Asked] = []
        self._written_at = written_at
        self._begin(date.min)

    def note(self, asker: object, asked: Asked) -> None:
        """Take a search in. `asker` is anything that tells people apart; it is not kept."""
        with self._lock:
            if asked.day != self._day or len(self._marks) >= MOST_MARKS:
                self._begin(asked.day)
            mark = hmac.digest(self._key, f"{asker!r}\0{asked.words}".encode(), "sha256")[:12]
            if mark not in self._marks:
                self._marks.add(mark)
                self._waiting.append(asked)

    def take_due(self) -> list[Asked]:
        """What waits to be written down, if it is time for that; it waits no longer then."""
        with self._lock:
            moment = time.monotonic()
            if moment - self._written_at < WRITTEN_EVERY and len(self._waiting) < MOST_WAITING:
                return []
            taken, self._waiting = self._waiting, []
            self._written_at = moment if taken else self._written_at
            return taken

    def _begin(self, day: date) -> None:
        self._day, self._key, self._marks = day, secrets.token_bytes(32), set[bytes]()


tally = cast(Tally, LocalProxy(lambda: current_app.extensions["forum.searches"]))
