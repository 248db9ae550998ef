"""The CPU time of what stands behind the forum: the processes of PostgreSQL that serve it, and Redis."""

from contextlib import suppress
from pathlib import Path

import psycopg
import redis

from tests.bench.server import cpu_seconds


class Behind:
    """The CPU seconds that the database and Redis have used so far; SQLite is a part of the web processes."""

    def __init__(self, database_url: str = "", redis_url: str = "") -> None:
        self._redis = redis.Redis.from_url(redis_url) if redis_url else None
        self._server = None
        if database_url.startswith("postgresql"):
            plain = database_url.replace("+psycopg", "")
            self._server = psycopg.connect(plain, autocommit=True, application_name="bench")
        self._seen = dict[int, float]()

    def __enter__(self) -> "Behind":
        return self

    def __exit__(self, *_fault: object) -> None:
        for one in (self._redis, self._server):
            if one is not None:
                one.close()

    def database_seconds(self) -> float:
        """Of the processes that serve the forum's connections, gone ones as they were last seen; not of this one's own.

        What PostgreSQL does for all of them together, such as writing its log ahead or cleaning up, is not in it.
        """
        if self._server is None:
            return 0.0
        serving = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        for (pid,) in self._server.execute(serving).fetchall():
            with suppress(FileNotFoundError):
                self._seen[pid] = cpu_seconds(pid)
        return sum(self._seen.values())

    def redis_seconds(self) -> float:
        """Of the whole Redis, whoever asks it."""
        if self._redis is None:
            return 0.0
        info = self._redis.info("cpu")
        return float(info["used_cpu_sys"]) + float(info["used_cpu_user"])

    def versions(self) -> str:
        """What they are, in words, and whether what PostgreSQL acknowledges is on the disk."""
        words = list[str]()
        if self._server is not None:
            asked = ("server_version", "shared_buffers", "fsync", "synchronous_commit")
            told = [self._server.execute(f"SHOW {name}").fetchone() for name in asked]
            version, buffers, fsync, commit = (row[0] for row in told if row)
            words.append(f"PostgreSQL {version} (shared_buffers {buffers}, fsync {fsync}, synchronous_commit {commit})")
        if self._redis is not None:
            words.append(f"Redis {self._redis.info('server')['redis_version']}")
        return ", ".join(words)

    def is_near(self) -> bool:
        """Whether PostgreSQL runs on this machine, so that its CPU time can be read."""
        if self._server is None:
            return True
        pid = self._server.info.backend_pid
        path = Path(f"/proc/{pid}/comm")
        return path.exists() and path.read_text().startswith("postgres")
