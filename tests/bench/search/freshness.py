"""How soon a new post is found: web server and worker as in production, posts arrive, and somebody asks for them."""

import argparse
import os
import secrets
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from itertools import cycle

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from forum import create_app
from forum.core.db import session
from forum.members.models import Member
from forum.search.handlers import build_index
from tests.bench import tables
from tests.bench.data import fill, signed_in
from tests.bench.machine import machine
from tests.bench.measuring import fetch
from tests.bench.scratch import scratch
from tests.bench.search.alone import percentile
from tests.bench.search.arrivals import Arrivals, Writer
from tests.bench.server import answers, connection_to
from tests.bench.shape import Shape

WRITERS, SEARCHERS = 150, 200
LOOK_SECONDS, PATIENCE_SECONDS = 0.2, 60
MARK_SECONDS = 10.0


def main() -> None:
    """Fill a forum, start it, let posts arrive, look for them; print how long each took to be found."""
    options, where = _options(), machine()
    print(where)
    with scratch(options.postgresql, FORUM_BASE_URL=f"http://127.0.0.1:{options.port}") as environ:
        app = create_app(environ)
        with app.app_context():
            upgrade(directory="migrations")
            fill(Shape(options.posts))
            build_index()
            people = session.scalars(select(Member).order_by(Member.id).limit(WRITERS + SEARCHERS)).all()
            visitors = [_visitor(app, signed_in(person)) for person in people]
            session.remove()
        figures = _measured(environ, visitors, options)
    engine = "PostgreSQL" if options.postgresql else "SQLite"
    figures = {"posts there before": options.posts, "engine": engine, **figures}
    tables.show_figures(figures)
    tables.keep({"machine": where, **figures}, options.json or f"bench-results/freshness-{engine.lower()}.json")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000, help="that are there before")
    parser.add_argument("--pace", type=float, default=5.0, help="posts a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--postgresql", action="store_true", help="in a database of its own on 127.0.0.1:5432")
    parser.add_argument("--json", help="the file that takes the figures")
    parser.add_argument("--port", type=int, default=8769)
    return parser.parse_args()


def _visitor(app: Flask, token: str) -> Writer:
    signer, raw = SecureCookieSessionInterface().get_signing_serializer(app), secrets.token_hex(20)
    assert signer is not None
    cookie = signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": raw})
    form_token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)
    return Writer(f"{app.config['SESSION_COOKIE_NAME']}={cookie}", str(form_token))


def _measured(environ: Mapping[str, str], visitors: list[Writer], options: argparse.Namespace) -> dict[str, object]:
    ports = {"PORT": str(options.port), "WORKERS": "2"}
    forum = subprocess.Popen(["deploy/serve"], env={**os.environ, **environ, **ports}, stdout=subprocess.DEVNULL)
    try:
        answers(options.port, "/")
        many, threads = round(options.pace * options.seconds), Shape(options.posts).threads
        arrivals = Arrivals(options.port, visitors[:WRITERS], threads, many, options.pace)
        ended, waits = threading.Event(), list[float]()
        looker = threading.Thread(target=_look, args=(arrivals, visitors[WRITERS:], options.port, ended, waits))
        looker.start()
        pace = arrivals.run()
        ended.set()
        looker.join()
    finally:
        forum.send_signal(signal.SIGTERM)
        forum.wait(timeout=60)
    return _told(arrivals, pace, waits)


def _look(arrivals: Arrivals, people: list[Writer], port: int, ended: threading.Event, waits: list[float]) -> None:
    """Ask for each word again and again until it is found; notes the seconds since its post was published."""
    there, turn, open_words = connection_to(port), cycle(people), dict[str, float]()
    while not ended.is_set() or open_words or not arrivals.sent.empty():
        while not arrivals.sent.empty():
            word, moment = arrivals.sent.get()
            open_words[word] = moment
        for word, moment in list(open_words.items()):
            _status, page = fetch(there, f"/search?q={word}", next(turn).cookie, "identity")
            waited = time.monotonic() - moment
            if b"app-hit__text" in page or waited > PATIENCE_SECONDS:
                waits.append(waited)
                del open_words[word]
        time.sleep(LOOK_SECONDS)


def _told(arrivals: Arrivals, pace: float, waits: list[float]) -> dict[str, object]:
    p95 = percentile(waits, 95)
    return {
        "posts published": arrivals.published,
        "refused": len(arrivals.refused),
        "posts a second": round(pace, 2),
        "looked for": len(waits),
        "seconds until found, p50": percentile(waits, 50),
        "seconds until found, p95": p95,
        "seconds until found, longest": round(max(waits), 2),
        f"p95 within {MARK_SECONDS:.0f} seconds": "yes" if p95 <= MARK_SECONDS else "no",
    }


if __name__ == "__main__":
    main()
