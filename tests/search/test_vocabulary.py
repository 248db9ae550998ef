"""The words of published posts are counted for each board, and always as often as they stand there."""

import random
from collections import Counter

import pytest
from sqlalchemy import select

from forum.core.db import session, transaction
from forum.core.outbox import deliver_pending, emit
from forum.search import vocabulary
from forum.search.documents import all_documents
from forum.search.handlers import build_index, build_missing_index, update_index
from forum.search.models import PostWords, WordUse
from forum.search.vocabulary import count_words, uses_of, words_beginning, words_of
from forum.threads import actions
from forum.threads.events import PostChanged, ThreadChanged
from forum.threads.models import Post, State
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.search.documents import make_document

pytestmark = pytest.mark.usefixtures("forum_index")


def counts() -> dict[tuple[str, int], int]:
    session.rollback()
    return {(row.word, row.board_id): row.uses for row in session.scalars(select(WordUse))}


def truth() -> dict[tuple[str, int], int]:
    """What the counts should be: by all published posts, read again."""
    found = Counter[tuple[str, int]]()
    for document in all_documents():
        found.update((word, document.board_id) for word in words_of(document))
    return dict(found)


def uses(word: str, *board_ids: int) -> int:
    session.rollback()
    return uses_of([word], board_ids).get(word, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kerbs, KERBS and Kerbs", {"kerbs"}),
        ("Café naïve", {"cafe", "naive"}),
        ("abc 2025 covid19 9lives follow-up", {"follow"}),
        ("area² ﷺﷺﷺﷺ ﬁﬁﬁﬁ " + "ß" * 16, {"fifififi"}),
        ("snake_case don't", {"snake", "case"}),
        ("Cafe\u0301 co\u00adoperate Ångström Straße", {"cafe", "cooperate", "angstrom", "strasse"}),
        ("x" * 31, set()),
        ("x" * 30, {"x" * 30}),
    ],
)
def test_words_of_letters_alone_are_counted_without_capitals_and_accents(text, words):
    assert words_of(make_document(text, title="A b")) == words


def test_a_word_counts_once_for_each_post_and_for_its_board():
    one, other = make_board(), make_board()
    thread = make_thread(board=one, title="About bins", body="kerbs kerbs kerbs")
    make_post(thread, body="kerbs")
    make_thread(board=other, title="About bins", body="kerbs")
    build_index()

    assert (uses("kerbs", one.id), uses("kerbs", other.id), uses("kerbs", one.id, other.id)) == (2, 1, 3)
    assert uses("bins", one.id) == 2  # the title belongs to each post
    assert uses("kerbs") == uses("never", one.id) == 0


def test_deeds_keep_the_counts_true():
    member, board = make_member(verified=True), make_board()
    thread = actions.start_thread(member, board, "Who paints the kerbs?", prose("In yellow."))
    post = actions.reply(member, thread, prose("turquoise"))
    deliver_pending()
    assert uses("turquoise", board.id) == 1

    actions.edit_post(member, post, prose("magenta"), "", None, 0)
    deliver_pending()
    assert (uses("turquoise", board.id), uses("magenta", board.id)) == (0, 1)

    actions.delete_post(member, post)
    deliver_pending()
    assert uses("magenta", board.id) == 0
    assert counts() == truth() != {}
    assert session.get(PostWords, post.id) is None


def test_a_thread_that_moves_takes_its_words_along():
    before, after = make_board(), make_board()
    thread = make_thread(board=before, body="turquoise")
    build_index()

    with transaction():
        thread.board_id = after.id
        emit(ThreadChanged(thread.id))
    deliver_pending()

    assert (uses("turquoise", before.id), uses("turquoise", after.id)) == (0, 1)
    assert counts() == truth()


def test_whatever_happens_in_whichever_order_the_counts_are_the_sum_of_the_posts():
    chance, boards = random.Random(7), [make_board(), make_board()]
    posts = [make_post(make_thread(board=board)) for board in boards for _number in range(4)]
    build_index()
    for _round in range(15):
        with transaction():
            for post in chance.sample(posts, 3):
                there = session.get_one(Post, post.id)
                there.body = " ".join(chance.choices(["kerbs", "bins", "yellow", "magenta"], k=3))
                there.state = chance.choice([State.PUBLISHED, State.PUBLISHED, State.HIDDEN])
                there.thread.board_id = chance.choice(boards).id
        count_words([post.id for post in chance.sample(posts, 6)])
        count_words(list(session.scalars(select(Post.id))))
        assert counts() == truth()


def test_counting_twice_counts_once():
    thread = make_thread(body="turquoise")
    post = session.scalars(select(Post).where(Post.thread_id == thread.id)).one()
    build_index()

    update_index([PostChanged(post.id), PostChanged(post.id)])
    update_index([PostChanged(post.id)])

    assert uses("turquoise", thread.board_id) == 1


def test_a_rebuild_counts_everything_anew(monkeypatch):
    monkeypatch.setattr(vocabulary, "AT_ONCE", 2)
    for _number in range(5):
        make_thread(body="turquoise")
    build_index()
    board = make_board()
    with transaction():
        session.add(WordUse(word="nonsense", board_id=board.id, uses=7))

    build_index()

    assert counts() == truth() != {}


def test_where_words_were_never_counted_the_clock_counts_them(monkeypatch):
    monkeypatch.setattr(vocabulary, "BATCH", 2)
    for _number in range(5):
        make_thread(body="turquoise")
    build_index()
    wanted = counts()
    with transaction():
        for kind in (PostWords, WordUse):
            for row in session.scalars(select(kind)):
                session.delete(row)

    build_missing_index()

    assert counts() == wanted != {}


def test_what_was_begun_is_finished(monkeypatch):
    threads = [make_thread(body="turquoise") for _number in range(3)]
    build_index()
    wanted = counts()
    oldest = session.scalars(select(Post).where(Post.thread_id == threads[0].id)).one()
    with transaction():
        session.execute(vocabulary.delete(PostWords).where(PostWords.post_id == oldest.id))
        for row in session.scalars(select(WordUse).where(WordUse.board_id == threads[0].board_id)):
            session.delete(row)

    build_missing_index()

    assert counts() == wanted


def test_a_rebuild_that_was_broken_off_is_finished_by_the_clock(monkeypatch):
    monkeypatch.setattr(vocabulary, "AT_ONCE", 2)
    for _number in range(5):
        make_thread(body="turquoise")
    build_index()
    wanted, documents = counts(), vocabulary.counted_anew(all_documents())
    for _number in range(3):
        next(documents)
    documents.close()
    assert counts() != wanted

    build_missing_index()

    assert counts() == wanted


def test_words_that_begin_so_come_by_how_many_posts_say_them():
    board, other = make_board(), make_board()
    make_thread(board=board, title="renewal", body="renewable")
    make_thread(board=board, title="renewal", body="reply")
    make_thread(board=other, title="renewed", body="renewed")
    build_index()

    assert words_beginning("Renew", [board.id], 5) == {"renewal": 2, "renewable": 1}
    assert list(words_beginning("re", [board.id], 1)) == ["renewal"]
    assert words_beginning("", [board.id], 5) == words_beginning("renew", [], 5) == {}
