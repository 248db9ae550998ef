"""Threads that are about the same as a text: what the index finds, and that nothing else decides it."""

from forum.search.engine import Index, Permitted
from forum.search.found import Near
from tests.search.documents import EVERYTHING, make_document

ONE_BOARD = Permitted(boards=frozenset({1}))
OTHERS = ("streets and lamps", "parking and permits", "school meals", "library hours", "flood plans", "tree roots") * 3


def question(title: str, body: str = "Something is asked here.", **facts: object):
    return make_document(body, title=title, is_first=True, **facts)


def fill(index: Index, *documents: object) -> None:
    """These documents, and others about this and that."""
    index.add([*documents, *(question(title) for title in OTHERS)])  # type: ignore[arg-type]


def near(index: Index, title: str, permitted: Permitted = EVERYTHING, but_for: int | None = None) -> list[int]:
    return [one.thread_id for one in index.near(title, "", permitted, but_for, 10)]


def test_the_thread_with_most_of_the_telling_words_is_the_nearest(index: Index):
    both, one = question("Dropped kerbs at a crossing"), question("Dropped kerbs and bollards, signs, paint, posts")
    fill(index, both, one)

    assert near(index, "How many dropped kerbs at each crossing?") == [both.thread_id, one.thread_id]


def test_a_single_word_in_common_is_not_near_enough(index: Index):
    fill(index, question("Kerbs"))

    assert near(index, "Kerbs made of granite") == []


def test_words_that_stand_everywhere_tell_nothing(index: Index):
    fill(index, question("Something else is asked"))

    assert [*index.near("Is something asked here?", "", EVERYTHING, None, 10)] == []


def test_replies_are_not_looked_at(index: Index):
    fill(index, make_document("dropped kerbs at a crossing", title="Something else"))

    assert near(index, "Dropped kerbs at a crossing") == []


def test_a_thread_is_not_near_itself_and_its_own_words_do_not_count(index: Index):
    mine, other = question("Dropped kerbs at a crossing"), question("Dropped kerbs at a crossing")
    fill(index, mine, other)

    assert near(index, "Dropped kerbs at a crossing", but_for=mine.thread_id) == [other.thread_id]


def test_what_stands_in_closed_boards_changes_neither_choice_nor_closeness(index: Index):
    fill(index, question("Dropped kerbs at a crossing"), question("Kerbs at a crossing, painted"))
    before = index.near("Dropped kerbs at a crossing", "with paint", ONE_BOARD, None, 10)

    index.add([question("Dropped kerbs at a crossing, with paint", board_id=2) for _closed in range(40)])
    index.remove([before[0].post_id + 10_000])
    after = index.near("Dropped kerbs at a crossing", "with paint", ONE_BOARD, None, 10)

    assert before == after != ()
    assert near(index, "dropped kerbs", Permitted()) == []


def test_a_post_that_was_taken_away_counts_nowhere(index: Index):
    gone, other = question("Dropped kerbs at a crossing"), question("Dropped kerbs")
    fill(index, other)
    without: tuple[Near, ...] = index.near("Dropped kerbs", "", EVERYTHING, None, 10)

    index.add([gone])
    but_for = Permitted(boards=EVERYTHING.boards, but_for=frozenset({gone.post_id}))

    assert index.near("Dropped kerbs", "", but_for, None, 10) == without != ()


def test_threads_stay_near_after_segments_were_merged_and_built_anew(index: Index):
    question_at_first = question("Dropped kerbs at a crossing")
    fill(index, question_at_first)
    for number in range(20):
        index.add([make_document(f"a reply {number}")])

    assert near(index, "dropped kerbs") == [question_at_first.thread_id]
    index.remove([question_at_first.post_id])
    index.erase([question_at_first.post_id], [])
    assert near(index, "dropped kerbs") == []
