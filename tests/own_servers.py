"""A server of a test's own, on a port of loopback that nobody else uses: stopped, frozen and let go on as it likes."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

PATIENCE_SECONDS = 30


class OwnServer:
    """What all of them can; which program it is, and when it answers, each says itself."""

    def __init__(self) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = int(listener.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and come back when it answers."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < until, f"This {type(self).__name__} does not start"
            if self._process is None or self._process.poll() is not None:  # the last one may not have ended yet
                self._process = self._begin()
            time.sleep(0.1)

    def stop(self) -> None:
        """It is gone, as after a power cut."""
        if self._process is not None:
            self._signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """It takes connections from now on, and never says a word."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It answers again, and has what it had."""
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None
        number = self._process.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        for one in (number, *map(int, children)):
            os.kill(one, which)

    def _begin(self) -> "subprocess.Popen[bytes]":
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError
