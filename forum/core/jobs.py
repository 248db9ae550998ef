"""Work outside requests: huey, in SQLite by default, in Redis when there is one, at once in tests."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock
from typing import Any

from flask import current_app
from huey import Huey, MemoryHuey, SqliteHuey
from redis.exceptions import RedisError

from forum.core.queue import QueueInRedis, StorageInRedis
from forum.core.redis import SharedRedis

log = logging.getLogger(__name__)

QUEUE = "forum"


def make_queue(redis: SharedRedis | None, data_dir: Path, immediate: bool) -> Huey:
    """The queue that the worker empties."""
    if immediate:
        return MemoryHuey(QUEUE, immediate=True)
    if redis:
        return QueueInRedis(QUEUE, redis=redis)
    data_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(QUEUE, filename=str(data_dir / "jobs.sqlite"))


def work_at(queue: Huey) -> None:
    """Say that this process empties the queue; the worker calls this once, when it begins."""
    if isinstance(queue.storage, StorageInRedis):
        queue.storage.keep_own()


def end_with(stopping: Event) -> None:
    """Say what tells that the worker has been asked to end; the worker calls this once, when it begins."""
    current_app.extensions["forum.stopping"] = stopping


def is_ending() -> bool:
    """Whether the worker has been asked to end: long work then stops between two of its steps."""
    stopping = current_app.extensions.get("forum.stopping")
    return stopping is not None and stopping.is_set()


class OneAtATime:
    """Work that only one thread of the worker does at a time.

    Asked for while it is done, it is done once more afterwards: whoever asks may have more for it than it has seen.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self._work, self._lock, self._asked = work, Lock(), Event()

    def __call__(self) -> None:
        """Do the work, or leave it to the thread that is at it."""
        self._asked.set()
        while self._asked.is_set() and self._lock.acquire(blocking=False):
            try:
                self._asked.clear()
                self._work()
            finally:
                self._lock.release()


def note_beginning(queue: Huey, work: str) -> None:
    """Write down in the queue itself that a worker begins with this now: so one sees that there is one, and lives."""
    try:
        queue.put(_beginning(work), datetime.now(UTC))
    except Exception:
        log.exception("it could not be written down that %s begins", work)


def last_begun(queue: Huey, work: str) -> datetime | None:
    """When a worker last began with this. Raises what the store of the queue raises."""
    moment: datetime | None = queue.get(_beginning(work), peek=True)
    return moment


def _beginning(work: str) -> str:
    return f"last-begun-{work}"


def schedule(queue: Huey, works: Mapping[str, tuple[Any, Callable[[], object]]]) -> dict[str, Callable[[], None]]:
    """Give the worker its work, by name: when the clock says so, and on demand. Answers what demands each."""
    wakes = {}
    for name, (moments, call) in works.items():
        work = OneAtATime(call)
        queue.periodic_task(moments, name=f"each_{name}")(work)
        wakes[name] = waker(queue, queue.task(name=name)(work))
    return wakes


def waker(queue: Huey, job: Any) -> Callable[[], None]:
    """What has a job of the queue done soon: once, however many ask before it begins."""

    def wake() -> None:
        try:
            if not any(waiting.name == job.task_class.__name__ for waiting in queue.pending()):
                job()
        except RedisError:
            pass  # that it is away is said once, and the worker looks by itself within a minute
        except Exception:
            log.exception("the worker could not be woken; it looks by itself within a minute")

    return wake
