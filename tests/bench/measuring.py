"""What one page costs a server: CPU time a request, latency, bytes."""

import http.client
import statistics
import time
from dataclasses import dataclass
from itertools import cycle

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from tests.bench.server import Server, connection_to

WARM_UP = 60


@dataclass(frozen=True)
class Figures:
    """What one page costs."""

    page: str
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    bytes_raw: int
    bytes_sent: int


def cookie(app: Flask, token: str) -> str:
    """The cookie of somebody who is signed in with this token."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': token, '_fresh': True})}"


def measure(
    server: Server, label: str, path: str, cookies: list[str], requests: int, warm_up: int = WARM_UP
) -> Figures:
    """Ask for a page again and again, as each member in turn, so that none of them searches more often than one may."""
    there, turn = connection(server), cycle(cookies)
    status, raw = fetch(there, path, next(turn), "identity")
    if status != 200:
        raise SystemExit(f"{path} answers {status}")
    for _request in range(warm_up):
        fetch(there, path, next(turn), "gzip, br")
    before, times, sent = server.cpu_seconds(), [], b""
    for _request in range(requests):
        begun = time.perf_counter()
        status, sent = fetch(there, path, next(turn), "gzip, br")
        times.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            raise SystemExit(f"{path} answers {status}")
    cpu = (server.cpu_seconds() - before) / requests * 1000
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    return Figures(label, round(cpu, 2), round(statistics.median(times), 2), round(p99, 2), len(raw), len(sent))


def connection(server: Server) -> http.client.HTTPConnection:
    """A connection that is kept."""
    return connection_to(server.port)


def fetch(there: http.client.HTTPConnection, path: str, cookies: str, encoding: str) -> tuple[int, bytes]:
    """Status and body of one answer."""
    there.request("GET", path, headers={"Cookie": cookies, "Accept-Encoding": encoding})
    answer = there.getresponse()
    return answer.status, answer.read()


def show(rows: list[Figures], memory: float) -> None:
    """Print the figures as a table."""
    print(f"{'page':36}{'CPU ms':>8}{'p50 ms':>8}{'p99 ms':>8}{'bytes':>9}{'sent':>8}")
    for row in rows:
        print(f"{row.page:36}{row.cpu_ms:>8}{row.p50_ms:>8}{row.p99_ms:>8}{row.bytes_raw:>9,}{row.bytes_sent:>8,}")
    print(f"memory of all web processes (PSS): {memory:.0f} MB")
