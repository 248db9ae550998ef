"""What one page costs: CPU time a request, of the web server and of what stands behind it, latency, pace, bytes."""

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from tests.bench.server import Server, connection_to
from tests.bench.usage import Behind

WARM_UP = 60
HANDS = 4  # connections at once, where the pace is measured

_guests = count()


@dataclass(frozen=True)
class Figures:
    """What one page costs."""

    page: str
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    bytes_raw: int
    bytes_sent: int
    who: str = ""
    database_ms: float = 0
    redis_ms: float = 0
    a_second: float = 0


@dataclass(frozen=True)
class Page:
    """A page to ask for: as whom, and how it is called in tables."""

    label: str
    path: str
    who: str = ""


def cookie(app: Flask, token: str) -> str:
    """The cookie of somebody who is signed in with this token."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': token, '_fresh': True})}"


def measure(
    server: Server,
    page: Page,
    cookies: Sequence[str],
    requests: int,
    behind: Behind,
    warm_up: int = WARM_UP,
) -> Figures:
    """Ask for a page again and again, as each in turn, so that nobody asks more often than one may.

    First one after the other, for CPU time and latency; then several at once, for the pace.
    """
    there, turn = connection(server), cycle(cookies)
    raw = _asked(there, page.path, next(turn), "identity")
    for _request in range(warm_up):
        _asked(connection(server) if _request < HANDS else there, page.path, next(turn))
    before, times, sent = _used(server, behind), list[float](), b""
    for _request in range(requests):
        begun = time.perf_counter()
        sent = _asked(there, page.path, next(turn))
        times.append((time.perf_counter() - begun) * 1000)
    cpu, database, in_redis = (
        round((after - first) / requests * 1000, 2) for first, after in zip(before, _used(server, behind), strict=True)
    )
    a_second = _pace(server, page.path, list(islice(turn, requests)))
    p50, p99 = round(statistics.median(times), 2), round(sorted(times)[int(len(times) * 0.99)], 2)
    return Figures(page.label, cpu, p50, p99, len(raw), len(sent), page.who, database, in_redis, a_second)


def connection(server: Server) -> http.client.HTTPConnection:
    """A connection that is kept."""
    return connection_to(server.port)


def fetch(there: http.client.HTTPConnection, path: str, cookies: str, encoding: str) -> tuple[int, bytes]:
    """Status and body of one answer. Behind a proxy of ours, each comes from an address of its own."""
    number = next(_guests)
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    headers = {"Cookie": cookies, "Accept-Encoding": encoding, "X-Forwarded-For": address}
    there.request("GET", path, headers=headers)
    answer = there.getresponse()
    return answer.status, answer.read()


def _asked(there: http.client.HTTPConnection, path: str, cookies: str, encoding: str = "gzip, br") -> bytes:
    status, body = fetch(there, path, cookies, encoding)
    if status != 200:
        raise SystemExit(f"{path} answers {status}")
    return body


def _used(server: Server, behind: Behind) -> tuple[float, float, float]:
    return server.cpu_seconds(), behind.database_seconds(), behind.redis_seconds()


def _pace(server: Server, path: str, cookies: list[str]) -> float:
    """Requests a second, all hands together; they and the server share the machine."""
    faults = list[BaseException]()

    def ask(mine: list[str]) -> None:
        there = connection(server)
        try:
            for one in mine:
                _asked(there, path, one)
        except (SystemExit, OSError, http.client.HTTPException) as fault:
            faults.append(fault)

    hands = [threading.Thread(target=ask, args=(cookies[hand::HANDS],)) for hand in range(HANDS)]
    begun = time.perf_counter()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    if faults:
        raise faults[0]
    return round(len(cookies) / (time.perf_counter() - begun), 1)
