"""The queue in Redis, which the worker can do without for a while."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from huey import RedisHuey
from huey.constants import EmptyData
from huey.storage import RedisStorage
from redis.exceptions import RedisError

from forum.core.redis import SharedRedis

T = TypeVar("T")

MOST_OWN = 100  # jobs that wait in the memory of a worker; while Redis is away, each asked for is one of a handful


class StorageInRedis(RedisStorage):
    """Jobs wait in Redis. While it is away, those that a worker gives itself wait in its memory.

    So the clock's work goes on. Others are told by RedisError that a job cannot be handed in. The worker asks twice a
    second instead of letting Redis answer late, as that could not be told from a Redis that hangs.
    """

    def __init__(self, name: str, redis: SharedRedis) -> None:
        super().__init__(name, blocking=False, connection_pool=redis.pool)
        self._redis = redis
        self._own: deque[bytes] | None = None

    def keep_own(self) -> None:
        """This process is a worker, and takes its own jobs out again."""
        self._own = deque(maxlen=MOST_OWN)

    def enqueue(self, data: bytes, priority: float | None = None) -> None:
        """Hand a job in."""
        try:
            self._redis.ask(partial(super().enqueue, data, priority))
        except RedisError:
            if self._own is None:
                raise
            self._own.append(data)

    def dequeue(self) -> bytes | None:
        """Take a job out: first those that waited here."""
        if self._own:
            return self._own.popleft()
        return self._ask(super().dequeue, None)

    def enqueued_items(self, limit: int | None = None) -> list[bytes]:
        """What waits, the next one first."""
        return [*(self._own or ()), *self._ask(partial(super().enqueued_items, limit), [])]

    def read_schedule(self, ts: Any) -> list[bytes]:
        """What was to wait until now."""
        return self._ask(partial(super().read_schedule, ts), [])

    def put_data(self, key: str, value: bytes, is_result: bool = False) -> None:
        """Note something."""
        self._ask(partial(super().put_data, key, value, is_result), None)

    def peek_data(self, key: str) -> Any:
        """What was noted."""
        return self._ask(partial(super().peek_data, key), EmptyData)

    def peek_many(self, keys: list[str]) -> dict[str, bytes]:
        """What was noted under some of these keys."""
        return self._ask(partial(super().peek_many, keys), {})

    def delete_data(self, key: str) -> bool:
        """Forget what was noted."""
        return self._ask(partial(super().delete_data, key), False)

    def _ask(self, question: Callable[[], T], otherwise: T) -> T:
        try:
            return self._redis.ask(question)
        except RedisError:
            if self._own is None:
                raise
            return otherwise


class QueueInRedis(RedisHuey):
    """Jobs by way of Redis."""

    storage_class = StorageInRedis
