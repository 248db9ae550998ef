"""Two hundred mixed queries in real discussions, asked over HTTP: how long the slowest of them wait.

Each is asked twice: as the usual page, which has facets, and as the page of the one thread in which its first answer
stands. That page has no facets; the index reads the same words for it, but fewer posts are put into order and counted.
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from forum import create_app
from forum.boards.models import Audience, Board
from forum.core.db import session, transaction
from forum.imports.files import archive_name
from forum.imports.importing import import_lines
from forum.imports.jsonl import read_archive
from forum.members.models import Member
from forum.search.handlers import build_index
from forum.search.place import index
from forum.threads.models import Post, Thread
from tests.bench import tables
from tests.bench.data import member, signed_in
from tests.bench.machine import machine
from tests.bench.measuring import connection, cookie, fetch
from tests.bench.scratch import scratch
from tests.bench.search.alone import percentile, question_of
from tests.bench.search.mixed import Asked, Source, mixed
from tests.bench.server import Server

ARCHIVES = "*.jsonl.gz"
READERS = 60  # members who ask in turn
WARM_UP = 40  # requests that do not count
MARKS = {"without facets": 60.0, "with facets": 90.0}  # milliseconds, p95


@dataclass(frozen=True)
class Request:
    """A page to ask for: the kind of its query, whether it has facets, its address."""

    kind: str
    page: str
    path: str


@dataclass(frozen=True)
class Row:
    """What one request took, in milliseconds."""

    request: Request
    wall: float
    cpu: float


def main() -> None:
    """Load the archives, ask, print what it took; says why where there are no archives."""
    options, where = _options(), machine()
    archives = sorted(Path(options.data).glob(ARCHIVES)) if options.data else []
    if not archives:
        print(f"Skipped: there is no {ARCHIVES} in {options.data!r}. Say --data FOLDER, or set FORUM_BENCH_DATA.")
        return
    print(where)
    with scratch() as environ:
        app = create_app(environ)
        with app.app_context():
            upgrade(directory="migrations")
            posts = _load(archives)
            cookies, asked = _readers(app), mixed(_sources())
            requests = [request for one in asked for request in _requests(one)]
            session.remove()
        server = Server("wsgi:app", options.port, environ)
        try:
            server.wait("/")
            rows = _measured(app, requests, cookies, server)
        finally:
            server.stop()
    nothing = 2 * len(asked) - len(requests)
    figures = {"posts": posts, "queries": len(asked), "found nothing": nothing, **_told(rows)}
    tables.show_figures(figures)
    by_kind = _by_kind(rows)
    tables.show("the usual page by kinds, ms", by_kind)
    tables.keep({"machine": where, **figures, "by_kind": by_kind}, options.json or "bench-results/queries.json")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("FORUM_BENCH_DATA", ""), help=f"the folder with {ARCHIVES}")
    parser.add_argument("--json", help="the file that takes the figures")
    parser.add_argument("--port", type=int, default=8771)
    return parser.parse_args()


def _load(archives: Sequence[Path]) -> int:
    for path in archives:
        for _report in import_lines(read_archive(path), archive_name(path), Audience.VERIFIED, dry_run=False):
            pass
    return build_index()


def _sources() -> list[Source]:
    """The posts, in the order in which they came."""
    columns = (Thread.title, Post.body, Board.slug, Member.name, Post.created_at)
    joined = select(*columns).join(Thread, Post.thread_id == Thread.id).join(Board, Thread.board_id == Board.id)
    rows = session.execute(joined.join(Member, Post.author_id == Member.id).order_by(Post.id))
    return [Source(title, body, board, name, created.year) for title, body, board, name, created in rows]


def _readers(app: Flask) -> list[str]:
    people = [member(number) for number in range(READERS)]
    with transaction():
        session.add_all(people)
    return [cookie(app, signed_in(person)) for person in people]


def _requests(asked: Asked) -> Iterator[Request]:
    """The usual page, and where something is found the page of one thread."""
    yield Request(asked.kind, "with facets", f"/search?{urlencode({'q': asked.query})}")
    for hit in index.find(question_of(asked.query), 0, 1).hits:
        address = urlencode({"q": asked.query, "thread": hit.thread_id})
        yield Request(asked.kind, "without facets", f"/search?{address}")


def _measured(app: Flask, requests: Sequence[Request], cookies: Sequence[str], server: Server) -> list[Row]:
    """Ask over HTTP, for the time of the clock; then the app itself, for that of the processor.

    What a server has used is told in ticks that are as long as a request.
    """
    turn, there, client = cycle(cookies), connection(server), app.test_client(use_cookies=False)
    for one in requests[:WARM_UP]:
        fetch(connection(server), one.path, next(turn), "gzip, br")  # new connections, so that both processes answer
    walls = [_wall(there, one.path, next(turn)) for one in requests]
    for one in requests[:WARM_UP]:
        client.get(one.path, headers={"Cookie": next(turn)})
    return [Row(one, wall, _cpu(client, one.path, next(turn))) for one, wall in zip(requests, walls, strict=True)]


def _wall(there: HTTPConnection, path: str, who: str) -> float:
    begun = time.perf_counter()
    status, _page = fetch(there, path, who, "gzip, br")
    if status != 200:
        raise SystemExit(f"{path} answers {status}")
    return (time.perf_counter() - begun) * 1000


def _cpu(client: FlaskClient, path: str, who: str) -> float:
    used = time.process_time()
    client.get(path, headers={"Cookie": who, "Accept-Encoding": "gzip, br"})
    return (time.process_time() - used) * 1000


def _told(rows: Sequence[Row]) -> dict[str, object]:
    told = dict[str, object]()
    for page, mark in MARKS.items():
        for name in ("wall", "cpu"):
            times = [getattr(row, name) for row in rows if row.request.page == page]
            told |= {f"ms {name}, {page}, p{part}": percentile(times, part) for part in (50, 95, 99)}
        p95 = told[f"ms wall, {page}, p95"]
        told[f"p95 {page} within {mark:.0f} ms"] = "yes" if float(str(p95)) <= mark else "no"
    return told


def _by_kind(rows: Sequence[Row]) -> list[dict[str, object]]:
    told = list[dict[str, object]]()
    for kind in dict.fromkeys(row.request.kind for row in rows):
        here = [row for row in rows if row.request.kind == kind and row.request.page == "with facets"]
        wall, cpu = [row.wall for row in here], [row.cpu for row in here]
        figures = {"wall_p50": percentile(wall, 50), "wall_p95": percentile(wall, 95)}
        told.append({"kind": kind, **figures, "cpu_p50": percentile(cpu, 50), "cpu_p95": percentile(cpu, 95)})
    return told


if __name__ == "__main__":
    main()
