"""A forum to be measured and thrown away: in a folder, or on PostgreSQL in a database of its own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import redis

from tests.servers import POSTGRESQL

SERVER = os.environ.get("FORUM_BENCH_POSTGRESQL") or POSTGRESQL
REDIS = os.environ.get("FORUM_BENCH_REDIS", "")  # a database there in which nothing is yet


@contextmanager
def scratch(on_postgresql: bool = False, redis_url: str = "", **settings: str) -> Iterator[dict[str, str]]:
    """The settings of an empty forum; at the end nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        environ = {"FORUM_MODE": "development", "FORUM_DATA_DIR": folder, "FORUM_LOG_LEVEL": "WARNING", **settings}
        environ |= {"FORUM_DATABASE_URL": "", "FORUM_REDIS_URL": redis_url, "FORUM_MAIL_URL": "memory:"}
        if not on_postgresql:
            yield environ
            return
        name = f"forum_bench_{os.getpid()}"
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                yield environ | {"FORUM_DATABASE_URL": f"{SERVER}/{name}".replace("://", "+psycopg://")}
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def why_not_postgresql() -> str:
    """Why nothing can be measured on PostgreSQL here; empty where it can."""
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError as fault:
        return f"there is no PostgreSQL at the address of FORUM_BENCH_POSTGRESQL: {fault}".strip()
    return ""


@contextmanager
def empty_redis() -> Iterator[str]:
    """The address in FORUM_BENCH_REDIS, or none; what the run leaves there is gone at the end."""
    if not REDIS:
        yield ""
        return
    with redis.Redis.from_url(REDIS, socket_connect_timeout=3) as server:
        if server.dbsize():
            raise SystemExit("The Redis database of FORUM_BENCH_REDIS is not empty. Name one in which nothing is.")
        yield REDIS
        server.flushdb()
