"""A Redis of a test's own, which it may stop, freeze and start again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.servers import missing

PROGRAM = "redis-server"
PATIENCE_SECONDS = 20


class OwnRedis:
    """Redis on a port of loopback that nobody else uses; it keeps nothing when it stops."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self._port = int(listener.getsockname()[1])
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, empty, and come back when it answers."""
        fixed = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        command = [PROGRAM, "--port", str(self._port), *fixed]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < until, "This Redis does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """It is gone, as after a power cut."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """It takes connections from now on, and never says a word."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It answers again, and has what it had."""
        self._signal(signal.SIGCONT)

    def is_full(self) -> None:
        """It can be read, and takes nothing any more."""
        with redis.Redis.from_url(self.url) as client:
            client.config_set("maxmemory", 1)

    def keys(self, pattern: str) -> list[bytes]:
        """What is in it."""
        with redis.Redis.from_url(self.url) as client:
            return list(client.scan_iter(match=pattern))

    def _signal(self, number: int) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

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
