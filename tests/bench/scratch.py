"""A forum to be measured and thrown away: in a folder, or on PostgreSQL in a database of its own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.servers import POSTGRESQL


@contextmanager
def scratch(on_postgresql: bool = False, **settings: str) -> Iterator[dict[str, str]]:
    """The settings of an empty forum; at the end nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        environ = {"FORUM_MODE": "development", "FORUM_DATA_DIR": folder, "FORUM_LOG_LEVEL": "WARNING", **settings}
        environ |= {"FORUM_DATABASE_URL": "", "FORUM_REDIS_URL": "", "FORUM_MAIL_URL": "memory:"}
        if not on_postgresql:
            yield environ
            return
        name = f"forum_bench_{os.getpid()}"
        with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True, connect_timeout=3) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                yield environ | {"FORUM_DATABASE_URL": f"{POSTGRESQL}/{name}".replace("://", "+psycopg://")}
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
