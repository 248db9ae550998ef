"""A PostgreSQL of a test's own, which it may kill, freeze and start again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from tests.servers import missing

PATIENCE_SECONDS = 30
USER = "postgres" if os.geteuid() == 0 else None  # the server does not run as root


class OwnPostgresql:
    """A server on a port of loopback that nobody else uses, with all that keeps data through a crash."""

    def __init__(self, programs: Path, folder: Path) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self._port = int(listener.getsockname()[1])
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"
        self._programs, self._folder = programs, folder
        self._process: subprocess.Popen[bytes] | None = None
        made = ["--auth", "trust", "--username", "postgres", "--encoding", "UTF8", "--no-locale"]
        self._call("initdb", "-D", str(folder / "data"), *made).wait()

    def start(self) -> None:
        """Start it with what it had, and come back when it answers."""
        until = time.monotonic() + PATIENCE_SECONDS
        place = ["-D", str(self._folder / "data"), "-p", str(self._port), "-h", "127.0.0.1", "-k", ""]
        while not self._answers():
            assert time.monotonic() < until, "This PostgreSQL does not start"
            if self._process is None or self._process.poll() is not None:  # those of before may not have ended yet
                self._process = self._call("postgres", *place)
            time.sleep(0.2)

    def kill(self) -> None:
        """It is gone, as after a power cut."""
        if self._process is not None:
            self._signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """From now on it does not say a word."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It goes on where it was."""
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None
        number = self._process.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        for one in (number, *map(int, children)):
            os.kill(one, which)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url.replace("+psycopg", ""), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _call(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        command = [str(self._programs / program), *words]
        with (self._folder / "log").open("ab") as output:
            return subprocess.Popen(command, cwd=self._folder, user=USER, stdout=output, stderr=output)


@pytest.fixture
def own_postgresql() -> Iterator[OwnPostgresql]:
    """One that runs, and is empty."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        missing("There is no program of a PostgreSQL server in /usr/lib/postgresql")
    folder = Path(mkdtemp(prefix="forum-postgresql-"))
    if USER:
        shutil.chown(folder, USER)
    server = OwnPostgresql(found[-1].parent, folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
