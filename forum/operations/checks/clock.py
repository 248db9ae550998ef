"""The clock: against that of the database and Redis, and against what was written. No network beyond these is asked."""

import time
from datetime import UTC, datetime

from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import func, select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.operations.checks.redis import client
from forum.operations.findings import Findings, fault, in_words, ok, warning

BETWEEN_MACHINES, TOO_MUCH = 5, 300  # seconds
SYNCHRONISE = "Let the machines take their time from a time server (timedatectl)"


def look_at_clock() -> Findings:
    """Links end, limits count and windows close by it."""
    compared = ["the last entry of the log"]
    if session.get_bind().dialect.name == "postgresql":
        compared.append("the database")
        yield from _apart("the database", _seconds(session.scalar(select(func.clock_timestamp()))))
    if url := current_app.config["FORUM_REDIS_URL"]:
        try:
            with client(url, 3) as redis:
                yield from _apart("Redis", float(redis.time()[0]))
            compared.append("Redis")
        except RedisError as said:
            yield warning(f"Not compared with Redis: {said}")
    newest = _seconds(session.scalar(select(LogEntry.at).order_by(LogEntry.id.desc()).limit(1)))
    if newest - time.time() > BETWEEN_MACHINES:
        yield warning(f"The last entry of the log is {in_words(newest - time.time())} in the future.", SYNCHRONISE)
    yield ok(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC; compared with {', '.join(compared)}.")


def _apart(whose: str, theirs: float) -> Findings:
    apart = abs(theirs - time.time())
    if apart > TOO_MUCH:
        yield fault(f"The clock of {whose} is {in_words(apart)} away from ours.", SYNCHRONISE)
    elif apart > BETWEEN_MACHINES:
        yield warning(f"The clock of {whose} is {in_words(apart)} away from ours.", SYNCHRONISE)


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
