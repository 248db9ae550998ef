"""One result a thread, and what is counted of all of them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from forum.search import ranking
from forum.search.engine import Filters, Index, Order, Permitted, Question
from forum.search.found import COUNTED, Found
from forum.search.query import parse
from tests.search.documents import EVERYTHING, make_document, posts


def threads(index: Index, text: str, permitted: Permitted = EVERYTHING, **more: Any) -> Found:
    first, size = more.pop("first", 0), more.pop("size", 20)
    return index.find_threads(Question(parse(text), permitted, **more), first, size)


def test_a_thread_is_told_by_its_best_post_and_how_many_more_it_has(index: Index):
    best, other = make_document("kerbs kerbs", thread_id=501), make_document("one kerb of many", thread_id=501)
    alone = make_document("a kerb in a long text of many other words", thread_id=502)
    index.add([other, best, alone, make_document("bins", thread_id=501)])

    found = threads(index, "kerbs")

    assert [(hit.post_id, hit.thread_id, hit.more) for hit in found.hits] == [
        (best.post_id, 501, 1),
        (alone.post_id, 502, 0),
    ]
    assert (found.total, found.threads) == (3, 2)


@pytest.mark.parametrize("order", list(Order))
def test_pages_of_threads_join_without_gap_or_overlap(index: Index, order: Order):
    index.add([make_document("kerbs " * (n % 4 + 1), thread_id=500 + n % 25) for n in range(75)])

    pages = [threads(index, "kerbs", order=order, first=first, size=10) for first in (0, 10, 20, 30)]
    one_by_one = index.find(Question(parse("kerbs"), EVERYTHING, order), 0, 100)
    in_order = list(dict.fromkeys(hit.thread_id for hit in one_by_one.hits))

    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert [hit.thread_id for page in pages for hit in page.hits] == in_order
    assert {(page.total, page.threads) for page in pages} == {(75, 25)}


def test_threads_below_one_that_has_very_many_posts_are_found(index: Index, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ranking, "CHECKED", 5)
    last = make_document("a kerb in a long text of many other words", thread_id=502)
    index.add([last, *(make_document("kerbs kerbs", thread_id=501) for _number in range(30))])

    assert [(hit.thread_id, hit.more) for hit in threads(index, "kerbs").hits] == [(501, 29), (502, 0)]


def test_boards_years_authors_and_answered_threads_are_counted(index: Index):
    facts: dict[str, Any] = {"thread_id": 501, "author_id": 7, "created_at": datetime(2024, 5, 1, tzinfo=UTC)}
    index.add(
        [
            make_document("kerbs", **facts),
            make_document("kerbs", **facts | {"is_accepted": True, "author_id": 8}),
            make_document("kerbs", board_id=2, created_at=datetime(2025, 5, 1, tzinfo=UTC)),
            make_document("bins", board_id=3),
        ]
    )

    counts = threads(index, "kerbs").counts

    assert (counts.posts, counts.answered) == (3, 2)
    assert (counts.boards, counts.years, counts.authors) == ({1: 2, 2: 1}, {2024: 2, 2025: 1}, {7: 1, 8: 1, 1: 1})


def test_nothing_is_counted_that_may_not_be_found(index: Index):
    index.add([make_document("kerbs"), make_document("kerbs", board_id=2, thread_id=501, author_id=9)])
    viewer = Permitted(boards=frozenset({1}))
    before = threads(index, "kerbs", viewer)

    index.add([make_document("kerbs", board_id=2, thread_id=501, is_accepted=True) for _number in range(9)])

    assert threads(index, "kerbs", viewer) == before
    assert (before.counts.posts, before.counts.boards.keys()) == (1, {1})


def test_counts_are_of_what_the_filters_let_through(index: Index):
    index.add([make_document("kerbs"), make_document("kerbs", board_id=2, author_id=9)])

    counts = threads(index, "kerbs", filters=Filters(boards=frozenset({2}))).counts

    assert (counts.posts, counts.boards, counts.authors) == (1, {2: 1}, {9: 1})


def test_years_begin_where_the_reader_is(index: Index):
    index.add([make_document("kerbs", created_at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))])

    assert threads(index, "kerbs").counts.years == {2024: 1}
    assert threads(index, "kerbs", zone=ZoneInfo("Europe/Berlin")).counts.years == {2025: 1}


@pytest.mark.apart  # PostgreSQL looks at no more than it counts
@pytest.mark.parametrize("order", list(Order))
def test_at_most_so_many_posts_are_counted_those_that_come_first(
    index: Index, monkeypatch: pytest.MonkeyPatch, order: Order
):
    monkeypatch.setattr(ranking, "COUNTED", 5)
    index.add([make_document("a kerb among many other words", board_id=2) for _number in range(10)])
    index.add([make_document("kerbs kerbs") for _number in range(5)])

    found = threads(index, "kerbs", order=order)

    assert (found.total, found.counts.posts, found.counts.boards) == (15, 5, {1: 5})


def test_no_more_are_counted_than_the_forum_says():
    assert COUNTED == 5_000


def test_the_first_posts_are_told_on_every_page(index: Index):
    index.add([make_document("kerbs", thread_id=501 + n // 2) for n in range(8)])

    pages = [threads(index, "kerbs", first=first, size=2) for first in (0, 2)]

    assert {len(page.first) for page in pages} == {8}
    assert all(set(posts(page)) <= set(page.first) for page in pages)
