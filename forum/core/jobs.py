"""Work outside requests: huey, in SQLite by default, in Redis when there is one, at once in tests."""

from pathlib import Path

from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey

QUEUE = "forum"


def make_queue(redis_url: str | None, data_dir: Path, immediate: bool) -> Huey:
    """The queue that the worker empties."""
    if immediate:
        return MemoryHuey(QUEUE, immediate=True)
    if redis_url:
        return RedisHuey(QUEUE, url=redis_url)
    data_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(QUEUE, filename=str(data_dir / "jobs.sqlite"))
