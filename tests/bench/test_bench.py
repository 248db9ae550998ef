"""The benchmarks still run: on a forum that is as small as can be, and without a server."""

import random
import socket
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from sqlalchemy import func, select

from forum.boards.models import Board
from forum.core.db import session
from forum.search.handlers import build_index
from forum.threads.models import Post, Thread
from tests.bench import tables
from tests.bench.data import fill
from tests.bench.machine import machine
from tests.bench.running import Run, measured
from tests.bench.search import queries
from tests.bench.search.alone import asked
from tests.bench.search.arrivals import Arrivals
from tests.bench.search.kinds import KINDS
from tests.bench.search.mixed import KINDS as MIXED
from tests.bench.search.mixed import MANY, Source, mixed
from tests.bench.shape import Shape
from tests.bench.words import Prose
from tests.factories import make_post, make_thread
from tests.servers import ON_POSTGRESQL

SENTENCE = "Several colleagues asked whether tenants bring evidence before their renewal"

TINY = Shape(200, longest=40, fewest_members=170)

COSTS = {"cpu_ms": 4.2, "database_ms": 1.0, "redis_ms": 0, "p50_ms": 5.0, "p99_ms": 9.0}
FIGURES = {
    "engine": "SQLite",
    "machine": "2 processors",
    "posts": 100_000,
    "loading": {"posts": 20.0, "index": None, "all_told": 0.2, "followers": 2_000},
    "pages": [{"page": "front page", "who": "member", **COSTS}],
    "bare": [],
    "replies": {"replies": 3, "worker_ms": 0, **COSTS},
    "has_search": False,
    "web_memory_mb": 150,
    "busy at the end": "load 1.0",
}


def free_ports() -> int:
    """A port that nobody has; the next one is nearly always free as well."""
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])


def source(number: int) -> Source:
    return Source(f"Question number {number} about renewals", f"{SENTENCE} {number}", "garden", "Asha", 2020 + number)


def test_generated_posts_are_found_in_every_way_that_is_measured(folder, monkeypatch, capsys):
    monkeypatch.setattr("tests.bench.search.alone.ROUNDS", 2)
    fill(Shape(200, longest=40, fewest_members=20))
    build_index()

    rows = list(asked())
    tables.show("kinds", rows)

    assert [row["kind"] for row in rows] == list(KINDS)
    assert {row["kind"]: row["found"] for row in rows}["common word"] > 40
    assert "common word" in capsys.readouterr().out


@pytest.mark.apart
def test_mixed_queries_are_of_all_kinds_and_always_the_same():
    sources = [source(number) for number in range(9)]

    made = mixed(sources)

    assert len(made) == MANY
    assert {one.kind for one in made} == set(MIXED) - {"rare word"}  # here no word is rare
    assert made == mixed(sources)


@pytest.mark.apart
def test_without_archives_the_bench_says_why_it_does_nothing(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("sys.argv", ["queries", "--data", str(tmp_path)])

    queries.main()

    assert "Skipped: there is no *.jsonl.gz" in capsys.readouterr().out


@pytest.mark.apart
def test_a_machine_is_told_in_words():
    assert "processors" in machine()


@pytest.mark.apart
def test_posts_that_are_refused_are_not_looked_for(monkeypatch):
    monkeypatch.setattr(Arrivals, "_reply", lambda _self, _there, number, _word: 303 if number % 2 else 429)
    arrivals = Arrivals(port=1, writers=[], threads=1, many=10, pace=1000)

    arrivals.run()

    assert (arrivals.published, len(arrivals.refused), arrivals.sent.qsize()) == (5, 5, 1)


def test_a_forum_of_the_fixed_shape_has_all_its_posts(forum):
    shape = Shape(300, longest=60, fewest_members=20)

    fill(shape)

    lengths = session.scalars(select(Thread.last_number).order_by(Thread.id)).all()
    counted = session.scalars(select(func.count(Post.id)).group_by(Post.thread_id).order_by(Post.thread_id)).all()
    assert lengths == counted
    assert (sum(lengths), lengths[-1], lengths[shape.usual - 1]) == (300, 60, 20)
    assert session.scalar(select(func.sum(Board.post_count))) == 300
    assert session.scalar(select(func.count(Thread.accepted_id))) == -(-shape.threads // 2)


def test_the_same_words_are_loaded_each_time():
    first, second = (Prose(random.Random(7)).paragraphs(80) for _time in range(2))

    assert first == second
    assert len(" ".join(first).split()) == 80


def test_after_loading_the_next_row_has_the_next_number(forum):
    fill(Shape(200, longest=40, fewest_members=20))

    made = make_post(make_thread(board=session.scalars(select(Board).limit(1)).one()))

    assert made.id > 200


@pytest.mark.slow
def test_all_pages_and_replies_are_measured():
    run = Run(ON_POSTGRESQL, TINY, requests=2, port=free_ports())
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # the bench makes a forum of its own in its process
        figures = apart.submit(measured, run).result()

    rows = {(row["page"], row["who"]): row for row in figures["pages"]}
    assert {"member", "guest", "moderator"} == {who for _page, who in rows}
    assert all(row["cpu_ms"] >= 0 and row["a_second"] > 0 and row["bytes_raw"] > 1_000 for row in rows.values())
    assert rows["thread, 20 posts", "member"]["statements"] > rows["thread, 20 posts", "guest"]["statements"] > 0
    assert figures["replies"]["replies"] == 2
    assert "| thread, 20 posts" in tables.markdown(figures)
    assert "1.00" in tables.growth([figures, figures])


@pytest.mark.apart
def test_figures_are_put_into_a_page_between_its_marks(tmp_path, monkeypatch):
    page, kept = tmp_path / "page.md", tmp_path / "pages.json"
    page.write_text(f"Before.\n{tables.BEGIN}\nyesterday\n{tables.END}\nAfter.\n")
    tables.keep(FIGURES, str(kept))
    monkeypatch.setattr("sys.argv", ["tables", str(kept), "--into", str(page)])

    tables.main()

    text = page.read_text()
    assert "yesterday" not in text
    assert "| front page | member |" in text
    assert text.startswith("Before.\n")
    assert text.endswith(f"{tables.END}\nAfter.\n")
