"""`make bench`: CPU per request and latency of the pages, signed in, compression on, beside a bare Flask answer."""

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from forum import create_app
from tests.bench import data, queue
from tests.bench.measuring import Figures, connection, cookie, fetch, measure, show
from tests.bench.server import Server


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
            rows = [measure(forum, label, path, cookies, options.requests) for label, path in paths.items()]
            rows += _queues(app, forum, options)
            page = fetch(connection(forum), paths["thread page, 20 posts"], cookies[0], "identity")[1]
            (folder / "page.html").write_bytes(page)
            rows += _bare(folder, options)
            memory = forum.memory_mb()
        finally:
            forum.stop()
    show(rows, memory)
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
    return [cookie(app, token) for token in tokens], paths


def _queues(app: Flask, forum: Server, options: argparse.Namespace) -> list[Figures]:
    rows = []
    with app.app_context():
        cookies = [cookie(app, queue.make_moderator())]
        for many in queue.LENGTHS:
            queue.lengthen(many)
            rows.append(measure(forum, f"queue of {many:,} cases", "/moderation", cookies, options.requests))
    return rows


def _bare(folder: Path, options: argparse.Namespace) -> list[Figures]:
    rows = []
    for label, compress in (("bare Flask, same size", "0"), ("bare Flask, same size, compressed", "1")):
        environ = {"BARE_FILE": str(folder / "page.html"), "BARE_COMPRESS": compress}
        bare = Server("tests.bench.bare:app", options.port + 1, environ)
        try:
            bare.wait("/")
            rows.append(measure(bare, label, "/", [""], options.requests))
        finally:
            bare.stop()
    return rows


if __name__ == "__main__":
    main()
