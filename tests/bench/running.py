"""One forum of a shape on one engine: loaded, served by two processes as in production, and measured."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from forum import create_app
from forum.core.db import session
from forum.core.outbox import OutboxRow
from forum.search.handlers import build_index
from forum.search.whoosh_index import WhooshIndex
from tests.bench.data import fill
from tests.bench.loading import settle
from tests.bench.machine import busy, machine
from tests.bench.measuring import HANDS, WARM_UP, Page, connection, fetch, measure
from tests.bench.pages import MEMBER, THREAD, cookies_of, pages, queue_page
from tests.bench.queue import LENGTHS, lengthen
from tests.bench.readers import FOLLOWERS, Readers, fan_out, make_readers
from tests.bench.replies import replied
from tests.bench.scratch import scratch
from tests.bench.server import Server, Worker
from tests.bench.shape import Shape
from tests.bench.usage import Behind
from tests.statements import count_queries

INDEXED_UP_TO = 300_000  # posts; the index of Whoosh takes about an hour for a million
PATIENCE_SECONDS = 120
ENGINES = {False: "SQLite", True: "PostgreSQL"}


@dataclass(frozen=True)
class Run:
    """What is measured, and how thoroughly."""

    on_postgresql: bool
    shape: Shape = field(default_factory=Shape)
    requests: int = 300
    port: int = 8765
    redis_url: str = ""
    always_index: bool = False

    @property
    def warm_up(self) -> int:
        """Requests of each page that do not count; enough that each process has answered."""
        return min(WARM_UP, HANDS + self.requests // 5)

    @property
    def engine(self) -> str:
        return ENGINES[self.on_postgresql] + (" with Redis" if self.redis_url else "")


def measured(run: Run) -> dict[str, Any]:
    """Load, serve, ask: all figures, by their names."""
    where = {"FORUM_BASE_URL": f"http://127.0.0.1:{run.port}", "FORUM_PROXIES": "1"}
    with scratch(run.on_postgresql, run.redis_url, **where) as environ:
        app = create_app(environ)
        with app.app_context(), Behind(environ["FORUM_DATABASE_URL"], run.redis_url) as behind:
            about = {"engine": run.engine, "machine": ", ".join(filter(None, (machine(), behind.versions())))}
            upgrade(directory="migrations")
            loading, readers = _loaded(app, run)
            with _serving(run, environ) as server:
                figures = _asked(app, run, server, behind, readers, loading["index"] is not None)
                if loading["index"] is not None:
                    with Worker(environ) as worker:
                        _delivered()
                        figures["replies"] = _replies(run, server, worker, behind, readers)
                else:
                    figures["replies"] = _replies(run, server, None, behind, readers)
                figures["web_memory_mb"] = round(server.memory_mb())
                page = fetch(connection(server), _thread(run.shape), readers.members[0], "identity")[1]
            figures["bare"] = bare(page, run, behind)
    return {**about, "posts": run.shape.posts, "loading": loading, **figures, "busy at the end": busy()}


def bare(page: bytes, run: Run, behind: Behind) -> list[dict[str, Any]]:
    """What a bare Flask answer of the same size costs, plain and compressed."""
    rows = list[dict[str, Any]]()
    for label, compress in (("bare Flask, same size", "0"), ("bare Flask, same size, compressed", "1")):
        with scratch() as folder:
            file = Path(folder["FORUM_DATA_DIR"]) / "page.html"
            file.write_bytes(page)
            environ = {"BARE_FILE": str(file), "BARE_COMPRESS": compress}
            with _serving(run, environ, "tests.bench.bare:app", 1) as plain:
                figures = measure(plain, Page(label, "/"), [""], run.requests, behind, run.warm_up)
        rows.append(asdict(figures) | {"statements": 0})
    return rows


def _loaded(app: Flask, run: Run) -> tuple[dict[str, Any], Readers]:
    begun = time.perf_counter()
    fill(run.shape)
    filled = time.perf_counter()
    is_slow = isinstance(app.extensions["forum.index"], WhooshIndex)
    is_indexed = run.always_index or not is_slow or run.shape.posts <= INDEXED_UP_TO
    if is_indexed:
        build_index()
    built = time.perf_counter()
    readers, told = make_readers(app), fan_out()
    settle()
    session.rollback()
    return {
        "posts": round(filled - begun, 1),
        "index": round(built - filled, 1) if is_indexed else None,
        "all_told": round(told, 1),
        "followers": min(FOLLOWERS, run.shape.members),
    }, readers


@contextmanager
def _serving(run: Run, environ: Mapping[str, str], target: str = "wsgi:app", beside: int = 0) -> Iterator[Server]:
    server = Server(target, run.port + beside, environ)
    try:
        server.wait("/")
        yield server
    finally:
        server.stop()


def _asked(app: Flask, run: Run, server: Server, behind: Behind, readers: Readers, with_search: bool) -> dict[str, Any]:
    cookies = cookies_of(readers)

    def row(page: Page) -> dict[str, Any]:
        told = asdict(measure(server, page, cookies[page.who], run.requests, behind, run.warm_up))
        return told | {"statements": statements(app, page.path, cookies[page.who][0])}

    rows = [row(page) for page in pages(run.shape, with_search)]
    for many in LENGTHS:
        waiting = lengthen(many)
        session.rollback()  # a reading that stays open would keep SQLite from writing its log back
        rows.append(row(queue_page(waiting)))
    return {"pages": rows, "has_search": with_search}


def _replies(run: Run, server: Server, worker: Worker | None, behind: Behind, readers: Readers) -> dict[str, float]:
    return replied(server, worker, behind, run.shape, readers.members, run.requests)


def _delivered() -> None:
    """Come back when the worker has done what was waiting for it, so that replies do not pay for that."""
    until = time.monotonic() + PATIENCE_SECONDS
    while session.scalar(select(OutboxRow.id).where(OutboxRow.set_aside_at.is_(None)).limit(1)) is not None:
        session.rollback()
        if time.monotonic() > until:
            raise TimeoutError("the worker has not done its work")
        time.sleep(0.2)
    session.rollback()


def _thread(shape: Shape) -> str:
    return next(page.path for page in pages(shape, False) if (page.label, page.who) == (THREAD, MEMBER))


def statements(app: Flask, path: str, who: str) -> int:
    """How many statements a page sends to the database, when it was asked for once before."""
    client = app.test_client(use_cookies=False)
    for _time in range(2):
        with app.app_context(), count_queries() as sent:  # a context of its own knows of no viewer yet
            client.get(path, headers={"Cookie": who})
    return len(sent)
