"""`make bench`: CPU per request and latency of the pages, signed in, compression on, beside a bare Flask answer."""

import argparse
import http.client
import json
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade

from forum import create_app
from tests.bench import data, queue
from tests.bench.server import Server

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


def main() -> None:
    """Build the data, start the servers, measure each page, print a table, keep the figures as JSON."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = {"FORUM_MODE": "development", "FORUM_DATA_DIR": str(folder / "var"), "FORUM_LOG_LEVEL": "WARNING"}
        app = create_app(environ)
        cookies, paths = _build(app)
        forum = Server("wsgi:app", options.port, environ)
        try:
            forum.wait("/")
            rows = [_measure(forum, label, path, cookies, options.requests) for label, path in paths.items()]
            rows += _queues(app, forum, options)
            page = _fetch(_connection(forum), paths["thread page, 20 posts"], cookies[0], "identity")[1]
            (folder / "page.html").write_bytes(page)
            rows += _bare(folder, options)
            memory = forum.memory_mb()
        finally:
            forum.stop()
    _print(rows, memory)
    Path("bench-results").mkdir(exist_ok=True)
    Path("bench-results/pages.json").write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=600, help="counted requests a page")
    parser.add_argument("--port", type=int, default=8765)
    return parser.parse_args()


def _build(app: Flask) -> tuple[list[str], dict[str, str]]:
    with app.app_context():
        upgrade(directory="migrations")
        tokens = data.build()
        print(f"a reply to {data.FOLLOWERS:,} followers: told to all in {data.fan_out():.1f} s of the worker")
    last = -(-data.LONGEST // 20)
    paths = {
        "front page": "/",
        "board page": "/boards/board-0",
        "thread page, 20 posts": "/threads/1/matter-0",
        "thread page, last of 5,000 posts": f"/threads/{data.THREADS + 1}/matter-{data.THREADS}?page={last}",
        "member's profile": "/members/bench-1",
        "search, three words": "/search?q=rota+evidence+tenant",
        "notifications": "/notifications",
    }
    return [_cookie(app, token) for token in tokens], paths


def _cookie(app: Flask, token: str) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': token, '_fresh': True})}"


def _queues(app: Flask, forum: Server, options: argparse.Namespace) -> list[Figures]:
    rows = []
    with app.app_context():
        cookie = _cookie(app, queue.make_moderator())
        for many in queue.LENGTHS:
            queue.lengthen(many)
            rows.append(_measure(forum, f"queue of {many:,} cases", "/moderation", [cookie], options.requests))
    return rows


def _bare(folder: Path, options: argparse.Namespace) -> list[Figures]:
    rows = []
    for label, compress in (("bare Flask, same size", "0"), ("bare Flask, same size, compressed", "1")):
        environ = {"BARE_FILE": str(folder / "page.html"), "BARE_COMPRESS": compress}
        bare = Server("tests.bench.bare:app", options.port + 1, environ)
        try:
            bare.wait("/")
            rows.append(_measure(bare, label, "/", [""], options.requests))
        finally:
            bare.stop()
    return rows


def _measure(server: Server, label: str, path: str, cookies: list[str], requests: int) -> Figures:
    connection = _connection(server)
    turn = cycle(cookies)  # many members, so that none of them searches more often than one may
    status, raw = _fetch(connection, path, next(turn), "identity")
    if status != 200:
        raise SystemExit(f"{path} answers {status}")
    for _request in range(WARM_UP):
        _fetch(connection, path, next(turn), "gzip, br")
    before, times, sent = server.cpu_seconds(), [], b""
    for _request in range(requests):
        begun = time.perf_counter()
        status, sent = _fetch(connection, path, next(turn), "gzip, br")
        times.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            raise SystemExit(f"{path} answers {status}")
    cpu = (server.cpu_seconds() - before) / requests * 1000
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    return Figures(label, round(cpu, 2), round(statistics.median(times), 2), round(p99, 2), len(raw), len(sent))


def _connection(server: Server) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)


def _fetch(connection: http.client.HTTPConnection, path: str, cookie: str, encoding: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": encoding})
    answer = connection.getresponse()
    return answer.status, answer.read()


def _print(rows: list[Figures], memory: float) -> None:
    print(f"{'page':36}{'CPU ms':>8}{'p50 ms':>8}{'p99 ms':>8}{'bytes':>9}{'sent':>8}")
    for row in rows:
        print(f"{row.page:36}{row.cpu_ms:>8}{row.p50_ms:>8}{row.p99_ms:>8}{row.bytes_raw:>9,}{row.bytes_sent:>8,}")
    print(f"memory of all web processes (PSS): {memory:.0f} MB")


if __name__ == "__main__":
    main()
