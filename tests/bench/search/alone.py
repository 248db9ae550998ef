"""The index by itself: how fast it is filled, how large it is, what asking it costs; no page, no server."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from sqlalchemy import select, text

from forum.core.db import db, session
from forum.members.models import Member
from forum.search.documents import documents_of
from forum.search.engine import Question
from forum.search.handlers import build_index
from forum.search.narrowing import narrowing
from forum.search.permitted import searchable_by
from forum.search.place import index
from forum.search.query import parse
from tests.bench.search.kinds import KINDS

COMMITS = 100  # posts written one by one
ROUNDS, SECONDS = 40, 4.0  # a kind of query is asked so often, or for so long, whichever ends first


def built(posts: int, folder: Path, environ: Mapping[str, str]) -> dict[str, float]:
    """Build the index, write single posts anew, and let a process of its own read: figures by their names."""
    begun = time.perf_counter()
    build_index()
    seconds = time.perf_counter() - begun
    size = _size(folder)
    commits = [_timed(partial(_write, post))[0] for post in range(1, posts, max(1, posts // COMMITS))]
    return {
        "posts": posts,
        "posts a second into the index": round(posts / seconds),
        "MB on disk": round(size / 2**20, 1),
        "ms to write one post, p50": percentile(commits, 50),
        "ms to write one post, p95": percentile(commits, 95),
        **_memory(environ),
    }


def asked() -> Iterator[dict[str, object]]:
    """Ask each kind: posts alone, and one result a thread with all that facets count."""
    for label, words in KINDS.items():
        question = question_of(words)
        total = index.find(question, 0, 20).total
        alone = _rounds(partial(index.find, question, 0, 20))
        counted = _rounds(partial(index.find_threads, question, 0, 20))
        yield {
            "kind": label,
            "found": total,
            "posts_p50": percentile(alone, 50),
            "posts_p95": percentile(alone, 95),
            "counts_p50": percentile(counted, 50),
            "counts_p95": percentile(counted, 95),
        }


def on_postgresql() -> bool:
    """Whether the index is in the database."""
    return db.engine.dialect.name == "postgresql"


def unit() -> str:
    """What is measured: where another process does the work, the clock."""
    return "ms of the clock" if on_postgresql() else "CPU ms"


def question_of(words: str) -> Question:
    """What the first member who is verified asks with these words."""
    verified = select(Member).where(Member.verified_until.is_not(None)).order_by(Member.id)
    somebody = session.scalars(verified.limit(1)).one()
    query, searchable = parse(words), searchable_by(somebody)
    filters, _faults = narrowing(somebody, index, searchable, query.fields)
    return Question(query, searchable.permitted, filters=filters)


def percentile(values: list[float], percent: int) -> float:
    """Such a part of the values is no larger."""
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 2)


def _size(folder: Path) -> int:
    if not on_postgresql():
        return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    tables = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'search_index'::regnamespace"
    return int(session.scalar(text(f"{tables} AND relkind = 'r'")) or 0)


def _write(post_id: int) -> None:
    from_database = documents_of([post_id])
    session.rollback()
    index.add(from_database)


def _rounds(ask: Callable[[], object]) -> list[float]:
    """Milliseconds of each round, see `unit`; the first, which reads what is kept, does not count."""
    ask()
    times, until = list[float](), time.perf_counter() + SECONDS
    while len(times) < ROUNDS and (time.perf_counter() < until or len(times) < 2):
        times.append(_timed(ask)[0 if on_postgresql() else 1])
    return times


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    begun, used = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000


def _memory(environ: Mapping[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.search.reader", json.dumps(dict(environ))]
    figures: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return figures
