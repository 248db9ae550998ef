"""What is so on PostgreSQL alone: words that very many posts have, builds that are cleared away, what it is asked."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import text

from forum.core.db import db
from forum.search import postgresql_index, postgresql_matching, postgresql_spread
from forum.search.engine import Index, Order, Permitted
from forum.search.handlers import build_index
from forum.search.postgresql_lexemes import candidates, sought
from forum.search.query import parse
from tests.factories import make_board, make_thread
from tests.search.documents import EVERYTHING, ask, make_document, posts
from tests.servers import ON_POSTGRESQL
from tests.statements import count_queries

pytestmark = pytest.mark.skipif(not ON_POSTGRESQL, reason="FORUM_TEST_ENGINE=postgresql")


@pytest.fixture
def five_at_most(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Of what more posts have, the newest five are looked at."""
    for module in (postgresql_spread, postgresql_matching, postgresql_index):
        monkeypatch.setattr(module, "NEWEST", 5)
    return


@pytest.mark.usefixtures("five_at_most")
@pytest.mark.parametrize(("order", "others"), list(product(Order, (0, 200))))
def test_of_a_frequent_word_the_newest_are_ranked_and_it_is_said(index: Index, order: Order, others: int):
    index.add([make_document("kerbs kerbs kerbs")])
    index.add([make_document("bins") for _number in range(others)])
    newest = [make_document("a kerb and more words") for _number in range(5)]
    index.add(newest)

    found = ask(index, "kerbs", order=order)

    assert (found.total, found.newest_only) == (5, 5)
    assert posts(found) == [one.post_id for one in reversed(newest)]


@pytest.mark.usefixtures("five_at_most")
def test_where_the_newest_are_all_nothing_is_said(index: Index):
    index.add([make_document("kerbs") for _number in range(5)])

    assert (ask(index, "kerbs").total, ask(index, "kerbs").newest_only) == (5, 0)


@pytest.mark.usefixtures("five_at_most")
def test_what_stands_where_one_may_not_read_makes_no_word_frequent(index: Index):
    index.add([make_document("kerbs", board_id=2) for _number in range(20)])
    index.add([make_document("kerbs") for _number in range(5)])

    found = ask(index, "kerbs", Permitted(boards=frozenset({1})))

    assert (found.total, found.newest_only) == (5, 0)


@pytest.mark.usefixtures("five_at_most")
def test_a_phrase_of_frequent_words_is_looked_for_in_the_newest(index: Index):
    index.add([make_document("kerbs and bins") for _number in range(10)])
    there = make_document("all bins and kerbs")
    index.add([there])

    found = ask(index, '"bins and kerbs"')

    assert (posts(found), found.newest_only) == ([there.post_id], 5)


def test_words_of_most_of_many_are_found_whichever_they_are(index: Index):
    words = ["kerbs", "bins", "lamps", "roofs", "doors"]
    there = {make_document(" ".join(word for word in words if word != left_out)) for left_out in words}
    index.add([*there, make_document("kerbs bins"), make_document("lamps roofs doors")])

    found = ask(index, " ".join(words))

    assert set(posts(found)) == {one.post_id for one in there}


def test_candidates_of_twenty_words_are_few_queries():
    units = [sought(unit) for unit in parse(" ".join(f"word{number}" for number in range(20))).wanted]

    assert candidates(units, 14).count("|") == 83  # three of the nine rarest


@pytest.mark.parametrize("word", ["it's", "a\\b", "a'b\\' | c", "½", "x:*", "!kerbs", "(kerbs", "¤&|<->", "50% off %s"])
def test_no_word_is_a_sign_of_the_database(index: Index, word: str):
    there = make_document(f"{word} kerbs", title=word)
    index.add([there])

    assert posts(ask(index, f"{word} kerbs")) == [there.post_id]
    assert ask(index, f'in:title "{word}" zzz').total <= 1


def test_old_builds_are_cleared_away(index: Index):
    for _time in range(3):
        index.rebuild([make_document("kerbs")], lambda: None)

    with db.engine.connect() as connection:
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'search_index'")).all()
        builds = connection.scalars(text("SELECT DISTINCT build FROM search_index.board")).all()
    assert len([name for name in names if name.startswith("entry_")]) == len(builds) == 1


def test_what_boards_hold_is_what_their_posts_are(index: Index):
    first = make_document("kerbs and bins", is_first=True)
    index.add([first, make_document("kerbs"), make_document("kerbs", board_id=2)])
    index.add([replace(first, board_id=2, body="kerbs")])
    index.remove([first.post_id + 1])

    with db.engine.connect() as connection:
        kept = connection.execute(
            text("SELECT board_id, posts, words, first_posts, first_words FROM search_index.board")
        )
        held = {row[0]: tuple(row[1:]) for row in kept}
    assert held == {1: (0, 0, 0, 0), 2: (2, 6, 1, 3)}


def test_the_page_says_that_only_the_newest_were_looked_at(client, forum_index, five_at_most):
    board = make_board()
    for _number in range(6):
        make_thread(board=board, body="kerbs")
    build_index()

    assert "only the newest 5 of them were looked at" in client.get("/search?q=kerbs").text


def test_everything_is_found_by_who_may_find_it(index: Index):
    index.add([make_document("kerbs") for _number in range(3)])

    assert ask(index, "kerbs", EVERYTHING).total == index.count() == 3


def test_a_search_asks_the_database_three_things_however_much_is_found(client, forum_index):
    board, counts = make_board(), []
    for rows in (1, 30):
        for _row in range(rows):
            make_thread(board=board, body="kerbs and bins")
        build_index()
        with count_queries(of_the_index=True) as statements:
            client.get("/search?q=kerbs+bins")
        counts.append(len(statements))

    assert counts == [3, 3]  # which index is in force, how frequent the words are, the page
