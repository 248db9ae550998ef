"""A forum that really runs, for tests from outside: a web server and a worker, each a process of its own."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 60


class RunningForum:
    """Web server and worker over the database in `folder`, on a free port of loopback, with `settings` of the test."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{_free_port()}"
        self._environ = {
            **os.environ,
            "FORUM_MODE": "development",
            "FORUM_DATA_DIR": str(folder),
            "FORUM_DATABASE_URL": "",
            "FORUM_REDIS_URL": "",
            "FORUM_BASE_URL": self.url,
            "FORUM_LOG_LEVEL": "WARNING",
            **settings,
        }
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def take(self, demonstration: Path) -> None:
        """Begin with a copy of the demonstration."""
        shutil.copytree(demonstration, self.folder, dirs_exist_ok=True)

    def command(self, *words: str) -> str:
        """Run `flask --app wsgi …` to its end; answers what it printed."""
        done = subprocess.run(self._flask(*words), cwd=ROOT, env=self._environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start_web(self) -> None:
        """Start the web server and come back when it answers."""
        address = self.url.removeprefix("http://")
        options = ["--no-control-socket", "--worker-class", "gthread", "--threads", "4", "--log-level", "warning"]
        command = [sys.executable, "-m", "gunicorn", *options, "--bind", address, "wsgi:app"]
        self.web = self._start(command, "web.log")
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/rules", timeout=5).close()
                return
            except OSError:
                assert time.monotonic() < until, (self.folder / "web.log").read_text()
                time.sleep(0.1)

    def start_worker(self) -> None:
        """Start the worker."""
        self.worker = self._start(self._flask("worker", "run"), "worker.log")

    def kill(self, process: subprocess.Popen[bytes] | None) -> None:
        """End a process and its children as a power cut would."""
        if process is not None and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        """End both."""
        self.kill(self.web)
        self.kill(self.worker)

    def _flask(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "flask", "--app", "wsgi", *words]

    def _start(self, command: list[str], log: str) -> subprocess.Popen[bytes]:
        with (self.folder / log).open("ab") as output:
            return subprocess.Popen(
                command, cwd=ROOT, env=self._environ, stdout=output, stderr=output, start_new_session=True
            )


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration, loaded once for all processes of this run: to be copied, never changed."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, done = shared / "demonstration", shared / "demonstration-is-loaded"
    with (shared / "demonstration-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            RunningForum(folder).command("demonstration", "load", "--migrate")
            done.touch()
    return folder


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
