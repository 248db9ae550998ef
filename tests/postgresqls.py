"""A PostgreSQL of a test's own, which it may kill, freeze and start again."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from tests.own_servers import OwnServer
from tests.servers import missing

USER = "postgres" if os.geteuid() == 0 else None  # the server does not run as root


class OwnPostgresql(OwnServer):
    """A server with all that keeps data through a crash; it has what it had when it is started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        super().__init__()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"
        self._programs, self._folder = programs, folder
        made = ["--auth", "trust", "--username", "postgres", "--encoding", "UTF8", "--no-locale"]
        self._call("initdb", "-D", str(folder / "data"), *made).wait()

    def _begin(self) -> "subprocess.Popen[bytes]":
        place = ["-D", str(self._folder / "data"), "-p", str(self.port), "-h", "127.0.0.1", "-k", ""]
        return self._call("postgres", *place)

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
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
