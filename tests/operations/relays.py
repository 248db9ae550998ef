"""Servers that hang: one that never says anything, and one before a real server that can be stopped and let go on."""

import socket
from contextlib import suppress
from threading import Event, Thread
from typing import Self


class Silent:
    """Takes connections, and says nothing."""

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = int(self._listening.getsockname()[1])
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()


class Relay(Silent):
    """Hands on to a real port what it hears, and back, while it may."""

    def __init__(self, port: int) -> None:
        self._to, self._may = port, Event()
        self._may.set()

    def __enter__(self) -> Self:
        super().__enter__()
        Thread(target=self._take, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on()
        super().__exit__()

    def hang(self) -> None:
        """From now on nothing is handed on."""
        self._may.clear()

    def go_on(self) -> None:
        """Hand on what was kept, and everything else."""
        self._may.set()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                one, _address = self._listening.accept()
                other = socket.create_connection(("127.0.0.1", self._to))
                for ends in ((one, other), (other, one)):
                    Thread(target=self._hand_on, args=ends, daemon=True).start()

    def _hand_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError), one, other:
            while heard := one.recv(65_536):
                self._may.wait()
                other.sendall(heard)
            other.shutdown(socket.SHUT_RDWR)
