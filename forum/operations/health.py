"""/health/live and /health/ready, for load balancers: answered before anything else of the forum sees the request.

So there is no session, no cookie, no limit and no check of the host, which is a number when a balancer asks. The
answer is one word: what is wrong stands in the log, and `flask --app wsgi doctor` says more.
"""

import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from threading import Lock
from typing import Any

from flask import Flask
from werkzeug.wrappers import Response

from forum.core.asking import begin
from forum.core.db import db
from forum.operations.checks.redis import client
from forum.operations.migrations import Standing, migrated
from forum.search.place import index

log = logging.getLogger(__name__)

LIVE, READY, DEGRADED, NOT_READY = "live", "ready", "degraded", "not ready"
SECONDS = 1.5  # for everything that is asked, together
KEPT_SECONDS = 1.0  # who asks meanwhile gets the same answer, so that many who ask cost what one does


class NotWell(Exception):
    """Something cannot be used; the text says what, for the log."""


def database_is_well() -> None:
    """It answers and has what this code wants. That it has more is a matter of its migrations, which say so."""
    with db.engine.connect() as connection:
        found = migrated(connection)
    if found.standing in (Standing.EMPTY, Standing.BEHIND):
        raise NotWell(f"at migration {found.done or 'none'}, not {found.wanted}")


def index_is_well() -> None:
    """There is one, of this version. Raises IndexUnavailable."""
    index.generation()


def redis_is_well(url: str) -> None:
    """It answers. Raises RedisError."""
    with client(url, SECONDS) as redis:
        redis.ping()


class Part:
    """One thing that pages need, asked by one thread at a time, however long that takes."""

    def __init__(self, app: Flask, name: str, look: Callable[[], None]) -> None:
        self._app, self.name, self._look = app, name, look
        self._answer: Future[None] | None = None

    def ask(self) -> None:
        """Begin to ask, unless the last time still hangs."""
        if self._answer is None or self._answer.done():
            self._answer = begin(self._asked)

    def fault(self, until: float) -> str:
        """What is wrong with it, as far as that is known at this moment of the monotonic clock; empty if nothing."""
        if self._answer is None:
            return "not asked"
        try:
            self._answer.result(max(0.0, until - time.monotonic()))
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}"
        return ""

    def _asked(self) -> None:
        with self._app.app_context():
            self._look()


class Readiness:
    """Whether pages can be answered. Without the index or Redis reading goes on: that is degraded, and ready."""

    def __init__(self, app: Flask) -> None:
        redis = app.config["FORUM_REDIS_URL"]
        self._needed = Part(app, "database", database_is_well)
        self._others = [Part(app, "search", index_is_well)]
        self._others += [Part(app, "redis", partial(redis_is_well, redis))] if redis else []
        self._lock, self._word, self._until = Lock(), "", 0.0

    def word(self) -> str:
        """READY, DEGRADED or NOT_READY, as it was within the last second."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._look()
                self._until = time.monotonic() + KEPT_SECONDS
            return self._word

    def _look(self) -> None:
        until, parts = time.monotonic() + SECONDS, (self._needed, *self._others)
        for part in parts:
            part.ask()
        faults = {part.name: said for part in parts if (said := part.fault(until))}
        word = NOT_READY if self._needed.name in faults else DEGRADED if faults else READY
        if word != self._word:
            log.log(logging.WARNING if faults else logging.INFO, "%s%s", word, f": {faults}" if faults else "")
        self._word = word


class Health:
    """The WSGI application that answers the two addresses and hands everything else on."""

    def __init__(self, forum: Flask) -> None:
        self.app = forum.wsgi_app
        self._words = {"/health/live": lambda: LIVE, "/health/ready": Readiness(forum).word}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, or hand on."""
        word = self._words.get(environ.get("PATH_INFO", ""))
        if word is None:
            return self.app(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _answer("", 405, Allow="GET, HEAD")(environ, start_response)
        said = word()
        return _answer(f"{said}\n", 503 if said == NOT_READY else 200)(environ, start_response)


def _answer(text: str, status: int, **headers: str) -> Response:
    fixed = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(text, status, {**fixed, **headers}, mimetype="text/plain")
