"""Searches are counted by day and words, without persons, and said in words once they were made on three days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import Base, db, session
from forum.search.countable import countable
from forum.search.counted import forget_old_searches, write_down
from forum.search.handlers import build_index
from forum.search.noting import write_down_due
from forum.search.query import parse
from forum.search.query_models import QueryCount, QueryWords
from forum.search.tally import MOST_WAITING, WRITTEN_EVERY, Asked, Tally
from tests.factories import make_board, make_member, make_named, make_thread
from tests.pages import sign_in
from tests.statements import count_queries

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def counting(forum, folder):
    """A forum that has noted nothing yet, with an index."""
    build_index()
    before, forum.extensions["forum.searches"] = forum.extensions["forum.searches"], Tally()
    yield forum
    forum.extensions["forum.searches"] = before


def look_for(client, words: str, **more: str) -> None:
    assert client.get("/search", query_string={"q": words, **more}).status_code == 200


def counts() -> list[tuple[int, int]]:
    """How often was asked, and found nothing, on each day and for each of the words."""
    write_down_due()
    rows = session.execute(select(QueryCount.asked, QueryCount.in_vain).order_by(QueryCount.asked)).all()
    return [tuple(row) for row in rows]


def said() -> list[str]:
    """What is written down in words."""
    return sorted(session.scalars(select(QueryWords.words)))


def ask_on(*days: date, words: str = "kerbs", times: int = 1) -> None:
    for day in days:
        write_down([Asked(day, words, frozenset())] * times)


@pytest.mark.apart
@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("  Dropped   KERBS ", "dropped kerbs"),
        ("How do I renew a blue badge?", "renew blue badge"),
        ("“Blue  badge” renew* -parking", '"blue badge" renew* -parking'),
        ("café", "cafe"),
        ("budget 2024 2025", "budget 2024 2025"),
        ("form P45", "form p45"),
        ("kerbs by:asha-patel", None),
        ("kerbs -by:asha", None),
        ("kerbs board:garden", None),
        ("board:garden", None),
        ("asha@example.org", None),
        ("@asha", None),
        ("mail to asha @example", None),
        ("case 20481234", None),
        ("0117 496 0123", None),
        ("ref AB/12/345", None),
        ("943 476 5919", None),
        ("QQ 12 34 56 C", None),
        ("kerbs " * 50, "kerbs"),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty",
            None,
        ),
        ("", None),
        ("-kerbs", "-kerbs"),
    ],
)
def test_words_alone_are_counted_and_nothing_that_may_be_about_a_person(typed, counted):
    assert countable(parse(typed)) == counted


def test_a_search_is_counted_with_whether_it_found_something(client, counting):
    make_thread(body="kerbs")
    build_index()

    look_for(client, "kerbs")
    look_for(client, "wombats")

    assert sorted(counts()) == [(1, 0), (1, 1)]
    assert said() == []


def test_the_same_of_the_same_person_counts_once_a_day(client, counting):
    with at(MONDAY):
        for words in ("kerbs", "Kerbs", " KERBS "):
            look_for(client, words)
        sign_in(client, make_member())
        look_for(client, "kerbs")
        look_for(client, "kerbs")
    with at(MONDAY + timedelta(days=1)):
        look_for(client, "kerbs")

    assert counts() == [(1, 1), (2, 2)]


@pytest.mark.parametrize("more", [{"sort": "newest"}, {"page": "2"}, {"thread": "1"}])
def test_pages_orders_and_threads_are_not_counted_again(client, counting, more):
    for _number in range(21):
        make_thread(body="kerbs")
    build_index()

    look_for(client, "kerbs", **more)

    assert counts() == []


def test_administrators_try_and_do_not_count(client, counting):
    sign_in(client, make_member(role="administrator"))

    look_for(client, "kerbs")

    assert counts() == []


def test_a_search_is_written_down_in_words_on_the_third_day(forum):
    days = [(MONDAY + timedelta(days=number)).date() for number in range(3)]

    with at(MONDAY + timedelta(days=2)):
        ask_on(days[0], times=50)
        ask_on(days[1], words="other kerbs")
        ask_on(days[1])
        before = said()
        ask_on(days[2])

    assert (before, said()) == ([], ["kerbs"])


def test_days_that_are_too_old_do_not_count_and_are_removed_with_the_words(forum):
    first = now().date() - timedelta(days=89)
    ask_on(first, first + timedelta(days=1), now().date())
    ask_on(first - timedelta(days=1), first, now().date(), words="older")
    assert said() == ["kerbs"]

    forget_old_searches()
    kept = len(counts())
    with at(now() + timedelta(days=1)):
        forget_old_searches()

    assert (kept, len(counts()), said()) == (5, 3, [])


def test_the_name_of_a_member_is_never_written_down(forum):
    make_member(name="Asha Patel-Jones")
    days = [now().date() - timedelta(days=number) for number in range(4)]

    ask_on(*days, words="asha patel")
    ask_on(*days, words='"jones asha"')
    ask_on(*days, words="asha badge")

    assert said() == ["asha badge"]


def test_what_stands_on_boards_for_the_invited_counts_as_nothing_found(client, counting):
    board, member = make_board(audience="invited"), make_member()
    make_named(member, board, "invited")
    make_thread(board=board, body="merger")
    make_thread(board=make_board(audience="verified"), body="restructuring")
    build_index()
    sign_in(client, member)
    look_for(client, "merger")
    sign_in(client, make_member(verified=True))
    look_for(client, "restructuring")
    look_for(client, "merger")

    assert sorted(counts()) == [(1, 0), (2, 2)]


def test_counting_costs_the_page_no_statement(client, counting, monkeypatch):
    look_for(client, "kerbs")
    write_down_due()
    with count_queries() as counted:
        look_for(client, "kerbs and more")
    with count_queries() as narrowed:
        look_for(client, "kerbs and more", sort="newest")

    assert len(counted) == len(narrowed)


def test_many_searches_are_written_down_with_few_statements(forum):
    make_board()
    many = [Asked(now().date(), f"word {number % 5}", frozenset()) for number in range(50)]
    write_down(many)

    with count_queries() as statements:
        write_down(many)

    assert len(statements) == 5 + 2  # one for each of the words, the boards, what is asked often


@pytest.mark.apart
def test_searches_are_written_down_once_a_minute_or_when_many_wait(monkeypatch):
    moment = [1000.0]
    monkeypatch.setattr("forum.search.tally.time.monotonic", lambda: moment[0])
    tally, today = Tally(), date(2026, 11, 30)

    def note(*numbers: int) -> int:
        for number in numbers:
            tally.note(number, Asked(today, "kerbs", frozenset()))
        return len(tally.take_due())

    assert note(1) == 1
    assert note(2, 3) == 0
    moment[0] += WRITTEN_EVERY
    assert note(4) == 3
    assert note(*range(5, MOST_WAITING + 5)) == MOST_WAITING
    assert note() == 0


@pytest.fixture
def table_away(forum):
    """Nothing can be written down: the table has another name."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE query_count RENAME TO query_count_away")
    yield
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE query_count_away RENAME TO query_count")


def test_a_search_that_cannot_be_written_breaks_nothing(table_away, caplog):
    ask_on(now().date(), times=2)

    assert "2 searches were not counted" in caplog.text


def test_no_table_joins_a_search_to_who_made_it_or_when():
    columns = {
        f"{name}.{column.name}"
        for name, table in Base.metadata.tables.items()
        if name.startswith("query")
        for column in table.columns
    }

    assert columns == {
        *("query_count.day", "query_count.digest", "query_count.asked", "query_count.in_vain"),
        *("query_words.digest", "query_words.words"),
    }
    assert not [key for name in ("query_count", "query_words") for key in Base.metadata.tables[name].foreign_keys]
