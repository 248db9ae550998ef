"""What is found, in which order, and by whom."""

import pytest

from forum.search.engine import Index, Order, Permitted, Question
from forum.search.query import parse
from tests.search.documents import EVERYTHING, ask, make_document, posts


def test_a_word_is_found_in_all_its_forms(index: Index):
    one = make_document("We renewed them all.")
    index.add([one, make_document("Nothing of the kind.")])

    assert posts(ask(index, "renewals")) == [one.post_id]


def test_a_few_words_have_to_be_there_all(index: Index):
    both = make_document("kerbs and bins")
    index.add([both, make_document("kerbs"), make_document("bins")])

    found = ask(index, "bins kerbs")

    assert posts(found) == [both.post_id]
    assert (found.total, found.complete) == (1, 1)


def test_of_many_words_two_in_three_are_enough(index: Index):
    all_four, three, two = (
        make_document("ash beech cedar fir"),
        make_document("ash beech cedar"),
        make_document("ash fir"),
    )
    index.add([two, three, all_four])

    found = ask(index, "ash beech cedar fir")

    assert posts(found) == [all_four.post_id, three.post_id]
    assert (found.total, found.complete) == (2, 1)


def test_where_no_post_has_all_words_those_with_the_most_are_found(index: Index):
    two = make_document("ash beech")
    index.add([two, make_document("cedar")])

    found = ask(index, "ash beech cedar")

    assert posts(found) == [two.post_id]
    assert (found.total, found.complete) == (1, 0)


def test_a_word_that_stands_nowhere_is_told_and_passed_over(index: Index):
    one = make_document("kerbs")
    index.add([one])

    found = ask(index, "kerbs unheardof")

    assert posts(found) == [one.post_id]
    assert [unit.text for unit in found.absent] == ["unheardof"]


def test_a_phrase_stands_in_this_order_and_together(index: Index):
    together = make_document("the freedom of information act")
    index.add([together, make_document("information about freedom"), make_document("freedom and information of")])

    assert posts(ask(index, '"freedom of information"')) == [together.post_id]


def test_a_phrase_may_say_a_word_twice(index: Index):
    twice = make_document("step by step, with care")
    index.add([twice, make_document("one step at a time")])

    assert posts(ask(index, '"step by step"')) == [twice.post_id]


def test_no_phrase_crosses_from_the_title_into_the_text(index: Index):
    index.add([make_document("permits for all", title="Parking")])

    assert ask(index, '"parking permits"').total == 0
    assert ask(index, "parking permits").total == 1


def test_what_is_not_wanted_is_left_out(index: Index):
    plain, other = make_document("kerbs"), make_document("kerbs with red tape")
    index.add([plain, other])

    assert posts(ask(index, "kerbs -tape")) == [plain.post_id]
    assert posts(ask(index, 'kerbs -"red tape"')) == [plain.post_id]
    assert posts(ask(index, 'kerbs -"tape red"')) == [plain.post_id, other.post_id]


def test_without_a_wanted_word_nothing_is_found(index: Index):
    index.add([make_document("kerbs")])

    assert ask(index, "-tape").total == ask(index, "").total == 0


def test_the_title_counts_for_each_post_of_its_thread(index: Index):
    answer = make_document("Try the other one.", title="Dropped kerbs")
    index.add([answer])

    assert posts(ask(index, "kerbs")) == [answer.post_id]


def test_the_title_weighs_more_than_the_text(index: Index):
    in_text = make_document("kerbs here", title="Streets there")
    in_title = make_document("streets here", title="Kerbs there")
    index.add([in_text, in_title])

    assert posts(ask(index, "kerbs")) == [in_title.post_id, in_text.post_id]


def test_of_equal_posts_the_answer_comes_before_the_question_and_that_before_the_others(index: Index):
    reply = make_document("kerbs")
    question = make_document("kerbs", is_first=True, created_at=reply.created_at)
    answer = make_document("kerbs", is_accepted=True, created_at=reply.created_at)
    index.add([reply, question, answer])

    assert posts(ask(index, "kerbs")) == [answer.post_id, question.post_id, reply.post_id]


def test_a_rare_word_counts_more_than_a_frequent_one(index: Index):
    rare = make_document("ash beech cedar fir aspen")
    frequent = make_document("ash beech cedar elm maple")
    index.add([rare, frequent, *(make_document("elm") for _ in range(20))])

    assert posts(ask(index, "ash beech fir elm"))[0] == rare.post_id


def test_of_equally_good_posts_the_newer_comes_first(index: Index):
    older, newer = make_document("kerbs"), make_document("kerbs")
    index.add([newer, older])

    assert posts(ask(index, "kerbs")) == [newer.post_id, older.post_id]


def test_the_newest_come_first_when_asked_so(index: Index):
    best, newer = make_document("kerbs", title="Kerbs"), make_document("one word about kerbs among others")
    index.add([best, newer])

    assert posts(ask(index, "kerbs")) == [best.post_id, newer.post_id]
    assert posts(ask(index, "kerbs", order=Order.NEWEST)) == [newer.post_id, best.post_id]


@pytest.mark.parametrize("order", list(Order))
def test_pages_join_without_gap_or_overlap(index: Index, order: Order):
    index.add([make_document("kerbs " * (n % 4 + 1)) for n in range(25)])

    pages = [index.find(Question(parse("kerbs"), EVERYTHING, order), first, 10) for first in (0, 10, 20, 30)]

    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert [post for page in pages for post in posts(page)] == posts(ask(index, "kerbs", order=order))


def test_the_terms_to_mark_are_those_that_were_found(index: Index):
    index.add([make_document("the freedom of information, and kerbs")])

    found = ask(index, '"freedom of information" kerbs unheardof')

    assert found.terms == {"freedom", "inform", "kerb"}


def test_other_boards_are_not_found(index: Index):
    mine, theirs = make_document("kerbs", board_id=1), make_document("kerbs", board_id=2)
    index.add([mine, theirs])

    found = ask(index, "kerbs", Permitted(boards=frozenset({1})))

    assert (posts(found), found.total) == ([mine.post_id], 1)


def test_without_permission_nothing_is_found(index: Index):
    index.add([make_document("kerbs")])

    assert ask(index, "kerbs", Permitted()).total == 0


def test_on_a_confidential_board_members_find_their_own_threads(index: Index):
    own = make_document("kerbs", board_id=3, starter_id=7, author_id=9)
    index.add(
        [own, make_document("kerbs", board_id=3, starter_id=8, author_id=7), make_document("kerbs", starter_id=7)]
    )

    found = ask(index, "kerbs", Permitted(own_boards=frozenset({3}), member_id=7))

    assert (posts(found), found.total) == ([own.post_id], 1)


def test_a_guest_has_no_own_threads(index: Index):
    index.add([make_document("kerbs", board_id=3)])

    assert ask(index, "kerbs", Permitted(own_boards=frozenset({3}))).total == 0


def test_a_word_of_closed_boards_is_a_word_that_stands_nowhere(index: Index):
    index.add([make_document("kerbs"), make_document("merger", board_id=2)])

    closed = ask(index, "kerbs merger", Permitted(boards=frozenset({1})))
    unknown = ask(index, "kerbs unheardof", Permitted(boards=frozenset({1})))

    assert [unit.text for unit in closed.absent] == ["merger"]
    assert (closed.hits, closed.total, closed.terms) == (unknown.hits, unknown.total, unknown.terms)


def test_closed_boards_do_not_change_the_order(index: Index):
    index.add([make_document("ash beech cedar elm"), make_document("ash beech cedar fir fir of no use")])
    viewer = Permitted(boards=frozenset({1}))
    before = ask(index, "ash beech elm fir", viewer)

    index.add([make_document("elm " * 5, board_id=2) for _ in range(50)])

    assert ask(index, "ash beech elm fir", viewer) == before
