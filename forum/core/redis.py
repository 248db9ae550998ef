"""Redis, where there is one, asked so that no page waits long for it.

A short time is given to each answer. Where none comes, this process leaves Redis alone and its callers do without,
while a thread of its own tries now and then whether Redis is back: so an outage costs one page one wait.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TypeVar

from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.maint_notifications import MaintNotificationsConfig
from redis.retry import Retry

from forum.core.asking import begin

T = TypeVar("T")
log = logging.getLogger(__name__)

ANSWER_SECONDS = 0.04  # to connect, and again for the answer: with both, an outage costs a page less than 100 ms
REST_SECONDS = 2.0  # between two tries whether it is back


class Away(RedisError):
    """Redis is left alone, because it did not answer a moment ago."""


class SharedRedis:
    """The Redis at this address, for all threads of this process."""

    def __init__(self, url: str, answer_seconds: float = ANSWER_SECONDS, rest_seconds: float = REST_SECONDS) -> None:
        self.url, self._rest_seconds = url, rest_seconds
        self.pool = ConnectionPool.from_url(
            url,
            socket_connect_timeout=answer_seconds,
            socket_timeout=answer_seconds,
            retry=Retry(NoBackoff(), 0),
            maint_notifications_config=MaintNotificationsConfig(enabled=False),  # they make the times longer
        )
        self._lock, self._away, self._try_at = Lock(), False, 0.0
        self._trial: Future[None] | None = None

    def ask(self, question: Callable[[], T]) -> T:
        """The answer to a question over the pool. Raises RedisError, and at once while Redis is left alone."""
        if self._away:
            self._see_whether_it_is_back()
            raise Away("Redis is left alone for a while")
        try:
            return question()
        except RedisError as fault:  # one that answers and takes nothing, for its memory is full, is no better
            self._leave_alone(fault)
            raise

    def _leave_alone(self, fault: RedisError) -> None:
        with self._lock:
            is_news, self._away = not self._away, True
            self._try_at = time.monotonic() + self._rest_seconds
        self.pool.disconnect(inuse_connections=False)  # what was open before is of no use after
        if is_news:
            log.warning("Redis is away: limits are counted in the database, the worker looks by itself: %s", fault)

    def _see_whether_it_is_back(self) -> None:
        """Try in one thread of its own: looking up a name, for one, may hang much longer than any of our times."""
        with self._lock:
            hangs = self._trial is not None and not self._trial.done()
            if not hangs and time.monotonic() >= self._try_at:
                self._trial = begin(self._try)

    def _try(self) -> None:
        """To be read is not enough: a copy, and one whose memory is full, answers and takes nothing."""
        try:
            Redis(connection_pool=self.pool).set("forum-tried", "here", ex=60)
        except RedisError:
            self._try_at = time.monotonic() + self._rest_seconds
        else:
            log.warning("Redis is back.")
            self._away = False
