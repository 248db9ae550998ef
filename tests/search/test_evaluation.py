"""Figures of how good search is."""

from pathlib import Path

import pytest

from forum.search.evaluation import KnownQuery, evaluate, read_queries

KNOWN = [KnownQuery("a", "p1", "t1"), KnownQuery("b", "p2", "t2"), KnownQuery("c", "p3", "t3")]
FOUND = {
    "a": [("p1", "t1")],
    "b": [("x1", "t2"), ("x2", "t9"), ("x3", "t9"), ("p2", "t2")],
    "c": [(f"x{n}", "t7") for n in range(10)] + [("p3", "t3")],
}


def test_a_post_counts_by_its_place():
    posts = evaluate(KNOWN, FOUND.__getitem__).posts

    assert posts.places == (1, 4, 11)
    assert posts.mrr == pytest.approx((1 + 1 / 4 + 0) / 3)
    assert posts.success(1) == pytest.approx(1 / 3)
    assert posts.success(10) == pytest.approx(2 / 3)


def test_a_thread_counts_once_by_its_best_post():
    threads = evaluate(KNOWN, FOUND.__getitem__).threads

    assert threads.places == (1, 1, 2)


def test_an_answer_that_is_not_found_counts_nothing():
    report = evaluate(KNOWN, lambda _query: [])

    assert report.posts.mrr == report.threads.success(10) == 0


def test_the_first_of_several_answers_counts():
    known = [KnownQuery("b", "p2", "t2", also=(("x3", "t9"),))]

    report = evaluate(known, FOUND.__getitem__)

    assert report.posts.places == (3,)
    assert report.threads.places == (1,)


def test_no_queries_are_no_fault():
    assert evaluate([], FOUND.__getitem__).posts.mrr == 0


def test_queries_are_read_from_a_file(tmp_path: Path):
    file = tmp_path / "queries.json"
    file.write_text('[{"query": "bins", "post_id": "a-1", "thread_id": "a", "kind": "title"}]')

    assert read_queries(file) == [KnownQuery("bins", "a-1", "a")]


def test_other_answers_are_read_with_their_threads(tmp_path: Path):
    file = tmp_path / "queries.json"
    file.write_text('[{"query": "bins", "post_id": "a-1", "thread_id": "a", "also": [{"post_id": 7, "thread_id": 5}]}]')

    assert read_queries(file) == [KnownQuery("bins", "a-1", "a", also=(("7", "5"),))]


@pytest.mark.parametrize("text", ['{"query": 1}', "[1]", '[{"query": "x"}]', "nonsense", "\xff"])
def test_another_file_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "queries.json"
    file.write_text(text, encoding="latin-1")

    with pytest.raises(ValueError):
        read_queries(file)
