"""A web server for a benchmark: gunicorn with its workers, and the CPU time that they have used."""

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
WORKERS = 2
PATIENCE_SECONDS = 180


class Server:
    """gunicorn on loopback, as in production: two processes with threads."""

    def __init__(self, target: str, port: int, environ: Mapping[str, str]) -> None:
        self.port = port
        command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--log-level", "warning"]
        options = ["--worker-class", "gthread", "--threads", "4", "--workers", str(WORKERS), "--keep-alive", "60"]
        options += ["--graceful-timeout", "1"]  # nobody is at the other end of the connections that are kept
        where = ["--bind", f"127.0.0.1:{port}", target]
        self._process = subprocess.Popen([*command, *options, *where], env={**os.environ, **environ})

    def wait(self, path: str) -> None:
        """Come back when it answers. Raises TimeoutError when it does not."""
        answers(self.port, path)

    def cpu_seconds(self) -> float:
        """The CPU time of all its processes so far, user and system."""
        return sum(map(cpu_seconds, self._pids()))

    def memory_mb(self) -> float:
        """The memory of all its processes, shared pages counted once (PSS)."""
        return sum(_pss_kb(pid) for pid in self._pids()) / 1024

    def stop(self) -> None:
        """End it and wait until it is gone."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=30)

    def _pids(self) -> list[int]:
        parent = self._process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [parent, *map(int, children)]


class Worker:
    """The worker of a forum, as in production: it tells followers, and writes the index."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "run"]
        self._process = subprocess.Popen(command, env={**os.environ, **environ}, stdout=subprocess.DEVNULL)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_fault: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)

    def cpu_seconds(self) -> float:
        """The CPU time that it has used so far."""
        return cpu_seconds(self._process.pid)


def answers(port: int, path: str) -> None:
    """Come back when something answers there. Raises TimeoutError when nothing does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def connection_to(port: int) -> http.client.HTTPConnection:
    """A connection that is kept."""
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def own_memory_mb() -> float:
    """The memory of this process (PSS)."""
    return _pss_kb(os.getpid()) / 1024


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process so far, user and system. Raises FileNotFoundError when it is gone."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
