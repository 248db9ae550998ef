"""The benchmarks still run: on a forum that is as small as can be, and without a server."""

import pytest

from forum.search.handlers import build_index
from tests.bench import tables
from tests.bench.machine import machine
from tests.bench.search import queries
from tests.bench.search.alone import asked
from tests.bench.search.arrivals import Arrivals
from tests.bench.search.kinds import KINDS
from tests.bench.search.mixed import KINDS as MIXED
from tests.bench.search.mixed import MANY, Source, mixed
from tests.bench.search.posts import fill

SENTENCE = "Several colleagues asked whether tenants bring evidence before their renewal"


def source(number: int) -> Source:
    return Source(f"Question number {number} about renewals", f"{SENTENCE} {number}", "garden", "Asha", 2020 + number)


def test_generated_posts_are_found_in_every_way_that_is_measured(folder, monkeypatch, capsys):
    monkeypatch.setattr("tests.bench.search.alone.ROUNDS", 2)
    monkeypatch.setattr("tests.bench.search.posts.PEOPLE", 20)
    fill(200)
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
