"""What narrows a search: places in a post, beginnings of words, and what a post has to be beside having words."""

from datetime import UTC, datetime

import pytest

from forum.search.engine import Filters, Index, Permitted, Question
from forum.search.query import parse
from tests.search.documents import EVERYTHING, ask, make_document, posts


def narrowed(index: Index, text: str, permitted: Permitted = EVERYTHING, **facts: object) -> list[int]:
    """The posts that words find with these filters."""
    return posts(index.find(Question(parse(text), permitted, filters=Filters(**facts)), 0, 100))  # type: ignore[arg-type]


def test_a_beginning_finds_every_word_that_begins_so(index: Index):
    one, two = make_document("renewable power"), make_document("they renewed it")
    index.add([one, two, make_document("rented"), make_document("a new one")])

    assert set(posts(ask(index, "renew*"))) == {one.post_id, two.post_id}


def test_a_beginning_counts_as_one_word_among_others(index: Index):
    both = make_document("renewable kerbs")
    index.add([both, make_document("renewable"), make_document("kerbs")])

    assert posts(ask(index, "renew* kerbs")) == [both.post_id]
    assert ask(index, "kerbs -renew*").total == 1


def test_what_begins_so_is_told_to_be_marked(index: Index):
    index.add([make_document("renewable")])

    assert "renew*" in ask(index, "renew*").terms


def test_a_beginning_of_words_in_closed_boards_alone_stands_nowhere(index: Index):
    index.add([make_document("kerbs"), make_document("merger", board_id=2)])

    found = ask(index, "kerbs merg*", Permitted(boards=frozenset({1})))

    assert ([unit.text for unit in found.absent], found.total) == (["merg*"], 1)


@pytest.mark.parametrize("text", ["kerbs", '"dropped kerbs"', "kerb*", "dropp* kerbs"])
def test_titles_alone_can_be_searched(index: Index, text: str):
    titled = make_document("Something else.", title="Dropped kerbs at crossings")
    index.add([titled, make_document("dropped kerbs", title="Streets")])

    assert posts(ask(index, f"in:title {text}")) == [titled.post_id]


def test_what_is_left_out_of_a_search_in_titles_is_left_out_everywhere(index: Index):
    plain, other = make_document("plain", title="Kerbs"), make_document("with tape", title="Kerbs")
    index.add([plain, other])

    assert posts(ask(index, "in:title kerbs -tape")) == [plain.post_id]


def test_boards_authors_and_threads_narrow(index: Index):
    here = make_document("kerbs", board_id=2, author_id=7, thread_id=501)
    index.add([here, make_document("kerbs"), make_document("bins", board_id=2, author_id=7, thread_id=501)])

    assert narrowed(index, "kerbs", boards=frozenset({2, 3})) == [here.post_id]
    assert narrowed(index, "kerbs", authors=frozenset({7})) == [here.post_id]
    assert narrowed(index, "kerbs", thread_id=501) == [here.post_id]
    assert narrowed(index, "kerbs", authors=frozenset()) == []


def test_a_filter_opens_no_board(index: Index):
    index.add([make_document("kerbs", board_id=2, author_id=7)])
    viewer = Permitted(boards=frozenset({1}))

    assert narrowed(index, "kerbs", viewer, boards=frozenset({2})) == []
    assert narrowed(index, "", viewer, authors=frozenset({7})) == []


def test_a_moment_counts_from_its_first_second_and_until_the_last_before(index: Index):
    new_year = datetime(2025, 1, 1, tzinfo=UTC)
    before, at = (
        make_document("kerbs", created_at=datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC)),
        make_document("kerbs", created_at=new_year),
    )
    index.add([before, at])

    assert narrowed(index, "kerbs", since=new_year) == [at.post_id]
    assert narrowed(index, "kerbs", until=new_year) == [before.post_id]


def test_a_thread_is_answered_when_one_of_its_posts_is_the_answer(index: Index):
    question, answer = make_document("kerbs", thread_id=501), make_document("bins", thread_id=501, is_accepted=True)
    waits = make_document("kerbs", thread_id=502)
    index.add([question, answer, waits])

    assert narrowed(index, "kerbs", answered=True) == [question.post_id]
    assert narrowed(index, "kerbs", answered=False) == [waits.post_id]

    index.add([make_document("bins", post_id=answer.post_id, thread_id=501)])

    assert set(narrowed(index, "kerbs", answered=False)) == {question.post_id, waits.post_id}


def test_the_question_can_be_the_answer(index: Index):
    both = make_document("kerbs", is_first=True, is_accepted=True)
    index.add([both])

    assert narrowed(index, "kerbs", answered=True) == [both.post_id]


def test_without_words_a_filter_finds_all_that_it_lets_through_the_newest_first(index: Index):
    older, newer = make_document("kerbs", board_id=2), make_document("bins", board_id=2)
    index.add([newer, older, make_document("kerbs")])

    assert narrowed(index, "", boards=frozenset({2})) == [newer.post_id, older.post_id]
    assert narrowed(index, "-bins", boards=frozenset({2})) == [older.post_id]
    assert narrowed(index, "unheardof", boards=frozenset({2})) == []


def test_where_no_post_on_the_board_has_all_words_those_with_the_most_are_found(index: Index):
    most = make_document("ash beech", board_id=2)
    index.add([most, make_document("ash beech cedar")])

    found = index.find(Question(parse("ash beech cedar"), EVERYTHING, filters=Filters(boards=frozenset({2}))), 0, 9)

    assert (posts(found), found.complete, found.absent) == ([most.post_id], 0, ())


def test_a_filter_does_not_change_what_a_word_is_worth(index: Index):
    one, two = make_document("ash ash elm"), make_document("ash elm elm")
    index.add([one, two, *(make_document("ash", board_id=2) for _ in range(20))])

    assert narrowed(index, "ash elm", boards=frozenset({1})) == posts(ask(index, "ash elm"))


def test_writers_are_those_who_wrote_what_may_be_found(index: Index):
    index.add([make_document(author_id=7), make_document(author_id=8, board_id=2)])
    viewer = Permitted(boards=frozenset({1}))

    assert index.writers({7, 8, 9}, viewer) == {7}
    assert index.writers({7, 8, 9}, EVERYTHING) == {7, 8}
    assert index.writers({7}, Permitted()) == frozenset()
