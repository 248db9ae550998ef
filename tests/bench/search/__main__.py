"""`make bench`, the part about search: many generated posts, what their index takes, and what asking it takes."""

import argparse
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from forum import create_app
from forum.core.db import session
from forum.members.models import Member
from forum.search.place import index
from forum.threads.models import Post
from tests.bench import tables
from tests.bench.data import fill, signed_in
from tests.bench.machine import machine
from tests.bench.measuring import Page, cookie, measure
from tests.bench.running import statements
from tests.bench.scratch import scratch
from tests.bench.search.alone import asked, built, question_of, unit
from tests.bench.search.kinds import KINDS
from tests.bench.server import Server
from tests.bench.shape import Shape
from tests.bench.usage import Behind
from tests.bench.words import COMMON, RARE

SEARCHERS = 200  # members who ask in turn, so that none of them asks more often than one may
MANY = 100_000  # of more posts than that the pages are asked for less often: each takes longer


def main() -> None:
    """Build the forum and the index, ask the index, then ask the forum for pages; print all, keep it as JSON."""
    options, about = _options(), {"machine": machine()}
    print(about["machine"])
    with nullcontext(_kept(options.folder)) if options.folder else scratch(options.postgresql) as environ:
        app = create_app(environ)
        with app.app_context():
            upgrade(directory="migrations")
            if session.scalar(select(Post.id).limit(1)) is None:
                fill(Shape(options.posts))
            figures = built(options.posts, Path(environ["FORUM_DATA_DIR"]) / "search", environ)
            tables.show_figures(figures)
            alone = list(asked())
            tables.show(f"the index alone, {unit()} a search", alone)
            cookies = [cookie(app, signed_in(person)) for person in _searchers()]
            paths = _paths()
        pages, memory = _pages(app, environ, paths, cookies, options)
        tables.show("the page, CPU ms a request", pages)
        print(f"memory of all web processes (PSS): {memory:.0f} MB")
    kept = {**about, "index": figures, "alone": alone, "pages": pages, "web_memory_mb": memory}
    tables.keep(
        kept, options.json or f"bench-results/search-{options.posts}{'-postgresql' if options.postgresql else ''}.json"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--requests", type=int, help="counted requests a page")
    parser.add_argument("--folder", help="where the forum is made, and used again; else it is thrown away")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL, in a database that is thrown away")
    parser.add_argument("--json", help="the file that takes the figures")
    parser.add_argument("--port", type=int, default=8767)
    options = parser.parse_args()
    options.requests = options.requests or (60 if options.posts <= MANY else 20)
    return options


def _kept(folder: str) -> dict[str, str]:
    """The settings of a forum that is used again."""
    return {"FORUM_MODE": "development", "FORUM_DATA_DIR": folder, "FORUM_LOG_LEVEL": "WARNING"}


def _searchers() -> list[Member]:
    return list(session.scalars(select(Member).order_by(Member.id).limit(SEARCHERS)))


def _paths() -> dict[str, str]:
    """The pages: each kind of query, and for two of them the page of one thread, which has no facets."""
    paths = {label: _address(text) for label, text in KINDS.items()}
    for label, text in {"common word": COMMON, "rare word": RARE}.items():
        hits = index.find(question_of(text), 0, 1).hits
        paths |= {f"{label}, in one thread": _address(text, thread=hit.thread_id) for hit in hits}
    return paths


def _address(text: str, **more: int) -> str:
    return f"/search?{urlencode({'q': text, **more})}"


def _pages(
    app: Flask, environ: dict[str, str], paths: dict[str, str], cookies: list[str], options: argparse.Namespace
) -> tuple[list[dict[str, Any]], float]:
    server = Server("wsgi:app", options.port, environ)
    warm_up = max(1, options.requests // 3)
    try:
        server.wait("/")
        return [
            asdict(measure(server, Page(label, path), cookies, options.requests, Behind(), warm_up))
            | {"statements": statements(app, path, cookies[0])}
            for label, path in paths.items()
        ], server.memory_mb()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
