"""Limits on how often something may be done: counted in Redis when there is one, and in the database else.

The counting is that of the `limits` library (fixed windows); only the storage in our own database is ours, so that
several processes share their counts. While Redis is away the database counts: nothing is ever done uncounted.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

from flask import current_app
from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError
from sqlalchemy import Float, Integer, String, bindparam, case, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.local import LocalProxy

from forum.core.db import Base, aside, session, transaction, upserting, wholly
from forum.core.errors import TooMany
from forum.core.redis import SharedRedis
from forum.core.words import ngettext

T = TypeVar("T")


class ThrottleCount(Base):
    """How often something was done in the window that ends at `ends_at` (Unix time, seconds)."""

    __tablename__ = "throttle_count"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[float] = mapped_column(index=True)


@dataclass(frozen=True)
class Limit:
    """At most `amount` times in `per`."""

    name: str
    amount: int
    per: timedelta


class DatabaseStorage(Storage):
    """Counts in the table `throttle_count`."""

    STORAGE_SCHEME = ["forum-database"]

    def __init__(self) -> None:
        super().__init__()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the library may treat as a failing store."""
        return Exception

    @wholly
    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` more in the running window, or begin a new one of `expiry` seconds; answers the count."""
        moment = time.time()
        counted = {"counted_key": key, "more": amount, "moment": moment, "new_end": moment + expiry}
        with aside():
            return int(session.execute(_counting(session.get_bind().dialect.name), counted).scalar_one())

    def get(self, key: str) -> int:
        """The count of the running window."""
        running = select(ThrottleCount.count).where(ThrottleCount.key == key, ThrottleCount.ends_at > time.time())
        return session.scalar(running) or 0

    def get_expiry(self, key: str) -> float:
        """When the running window ends, in Unix time."""
        return session.scalar(select(ThrottleCount.ends_at).where(ThrottleCount.key == key)) or time.time()

    def check(self) -> bool:
        """Whether the store answers."""
        return session.scalar(select(1)) == 1

    @wholly
    def reset(self) -> int | None:
        """Forget all counts."""
        with transaction():
            return session.execute(delete(ThrottleCount)).rowcount  # type: ignore[attr-defined]

    @wholly
    def clear(self, key: str) -> None:
        """Forget one count."""
        with aside():
            session.execute(delete(ThrottleCount).where(ThrottleCount.key == key))


@lru_cache
def _counting(engine: str) -> Any:
    """Built once: each search and each suggestion is counted."""
    more = bindparam("more", type_=Integer)
    moment, new_end = (bindparam(name, type_=Float) for name in ("moment", "new_end"))
    is_over = ThrottleCount.ends_at <= moment
    values = {"key": bindparam("counted_key", type_=String), "count": more, "ends_at": new_end}
    changes = {
        "count": case((is_over, more), else_=ThrottleCount.count + more),
        "ends_at": case((is_over, new_end), else_=ThrottleCount.ends_at),
    }
    return upserting(engine, ThrottleCount, values, changes, returning=ThrottleCount.count)


class Throttle:
    """Counts what people do against the limits; who they are is kept only as a digest."""

    def __init__(self, redis: SharedRedis | None) -> None:
        self._own = FixedWindowRateLimiter(DatabaseStorage())
        self._redis = redis
        self._shared = FixedWindowRateLimiter(RedisStorage(redis.url, redis.pool)) if redis else None

    def spend(self, limit: Limit, *who: object) -> None:
        """Count one more. Raises TooMany, with the seconds to wait, when the limit was reached already."""
        item, key = self._item(limit), self._key(who)

        def seconds_to_wait(limiter: FixedWindowRateLimiter) -> int:
            if limiter.hit(item, limit.name, key):
                return 0
            return max(1, round(limiter.get_window_stats(item, limit.name, key).reset_time - time.time()))

        wait = self._counted(seconds_to_wait)
        if not wait:
            return
        minutes = -(-wait // 60)
        raise TooMany(
            ngettext(
                "That was tried too often in a short time. Try again in %(num)d minute.",
                "That was tried too often in a short time. Try again in %(num)d minutes.",
                minutes,
            ),
            wait,
        )

    def forget(self, limit: Limit, *who: object) -> None:
        """Begin counting from nothing, after a success for instance."""
        item, key = self._item(limit), self._key(who)
        self._counted(lambda limiter: limiter.clear(item, limit.name, key))

    def _counted(self, question: Callable[[FixedWindowRateLimiter], T]) -> T:
        """What Redis answers, and without it the database."""
        if self._redis and (shared := self._shared):
            try:
                return self._redis.ask(lambda: question(shared))
            except RedisError:
                pass  # that it is away is said once
        return question(self._own)

    @staticmethod
    def _item(limit: Limit) -> RateLimitItemPerSecond:
        return RateLimitItemPerSecond(limit.amount, int(limit.per.total_seconds()))

    @staticmethod
    def _key(who: tuple[Any, ...]) -> str:
        return hashlib.sha256(repr(who).encode(errors="surrogatepass")).hexdigest()[:32]


throttle = cast(Throttle, LocalProxy(lambda: current_app.extensions["forum.throttle"]))


@wholly
def forget_ended() -> int:
    """Remove the counts of windows that are over; the clock's work."""
    with transaction():
        return session.execute(delete(ThrottleCount).where(ThrottleCount.ends_at <= time.time())).rowcount  # type: ignore[attr-defined]
