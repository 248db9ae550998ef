"""A Redis of a test's own, which it may stop, freeze and start again."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.own_servers import OwnServer
from tests.servers import missing

PROGRAM = "redis-server"


class OwnRedis(OwnServer):
    """It keeps nothing when it stops."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder

    def _begin(self) -> "subprocess.Popen[bytes]":
        fixed = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        return subprocess.Popen([PROGRAM, "--port", str(self.port), *fixed], stdout=subprocess.DEVNULL)

    def is_full(self) -> None:
        """It can be read, and takes nothing any more."""
        with redis.Redis.from_url(self.url) as client:
            client.config_set("maxmemory", 1)

    def keys(self, pattern: str) -> list[bytes]:
        """What is in it."""
        with redis.Redis.from_url(self.url) as client:
            return list(client.scan_iter(match=pattern))

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[OwnRedis]:
    """A Redis that is not started yet."""
    if shutil.which(PROGRAM) is None:
        missing(f"There is no {PROGRAM}")
    server = OwnRedis(tmp_path)
    yield server
    server.stop()
