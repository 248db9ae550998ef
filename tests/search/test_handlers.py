"""The worker keeps the index in step with the posts."""

from sqlalchemy import select

from forum.core.db import session, transaction
from forum.core.outbox import OutboxRow, deliver_pending, emit
from forum.search.engine import Index, Question
from forum.search.handlers import build_index, build_missing_index
from forum.search.permitted import everything
from forum.search.query import parse
from forum.threads import actions
from forum.threads.events import PostsImported
from forum.threads.models import Post
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.searching import break_index, have_no_patience, new_index, written_by_another


def found(index: Index, words: str) -> list[int]:
    session.rollback()
    return [hit.post_id for hit in index.find(Question(parse(words), everything()), 0, 100).hits]


def test_a_new_thread_and_a_reply_are_found(forum_index):
    member = make_member(verified=True)
    thread = actions.start_thread(member, make_board(), "Who paints the kerbs?", prose("In yellow."))
    post = actions.reply(member, thread, prose("We do, at night."))
    deliver_pending()

    assert len(found(forum_index, "yellow kerbs")) == 1
    assert found(forum_index, "night") == [post.id]


def test_an_edited_post_is_found_by_its_new_words_only(forum_index):
    member = make_member(verified=True)
    thread = make_thread(starter=member)
    post = make_post(thread, member, body="magenta")
    build_index()

    actions.edit_post(member, post, prose("turquoise"), "", None, 0)
    deliver_pending()

    assert found(forum_index, "turquoise") == [post.id]
    assert found(forum_index, "magenta") == []


def test_a_new_title_counts_for_all_posts_of_the_thread(forum_index):
    member = make_member(verified=True)
    thread = make_thread(starter=member, title="About something")
    first, second = make_post(thread), make_post(thread)
    build_index()
    question = session.scalars(select(Post).where(Post.thread_id == thread.id, Post.number == 1)).one()

    actions.edit_post(member, question, prose(question.body), "", "All about turquoise kerbs", 0)
    deliver_pending()

    assert set(found(forum_index, "turquoise kerbs")) == {question.id, first.id, second.id}


def test_a_deleted_post_is_found_no_more(forum_index):
    member = make_member(verified=True)
    thread = make_thread()
    post = actions.reply(member, thread, prose("turquoise"))
    deliver_pending()

    actions.delete_post(member, post)
    deliver_pending()

    assert found(forum_index, "turquoise") == []


def test_the_accepted_answer_rises_and_falls(forum_index):
    member = make_member(verified=True)
    thread = make_thread(starter=member)
    one, other = make_post(thread, body="kerbs in a row"), make_post(thread, body="kerbs in a pile")
    build_index()
    later = found(forum_index, "kerbs")[1]
    marked = one if one.id == later else other

    actions.mark_answer(member, marked)
    deliver_pending()
    assert found(forum_index, "kerbs")[0] == marked.id

    actions.unmark_answer(member, marked)
    deliver_pending()
    assert found(forum_index, "kerbs")[1] == marked.id


def test_imported_posts_are_found(forum_index):
    thread = make_thread(body="kerbs")
    posts = [make_post(thread, body="kerbs") for _number in range(5)]

    with transaction():
        emit(PostsImported(posts[0].id, posts[-1].id))
    deliver_pending()

    assert set(found(forum_index, "kerbs")) == {post.id for post in posts}


def test_where_there_is_no_index_the_first_event_makes_one_of_everything(forum_index, forum, tmp_path):
    make_thread(body="older than the index")
    forum.extensions["forum.index"] = fresh = new_index(tmp_path / "other")

    actions.reply(make_member(verified=True), make_thread(), prose("turquoise"))
    deliver_pending()

    assert len(found(fresh, "turquoise")) == 1
    assert len(found(fresh, "older")) == 1


def test_the_clock_makes_a_missing_index_and_leaves_a_present_one(forum_index, forum, tmp_path):
    make_thread(body="turquoise")
    build_missing_index()
    assert found(forum_index, "turquoise") == []

    forum.extensions["forum.index"] = fresh = new_index(tmp_path / "other")
    build_missing_index()

    assert len(found(fresh, "turquoise")) == 1


def test_while_somebody_else_writes_the_event_waits_and_posting_goes_on(forum_index, tmp_path, monkeypatch):
    have_no_patience(monkeypatch)
    with written_by_another(tmp_path / "search"):
        post = actions.reply(make_member(verified=True), make_thread(), prose("turquoise"))
        deliver_pending()

        waiting = session.scalars(select(OutboxRow)).all()
        assert [row.tries for row in waiting] == [1]
        assert "somebody else is writing" in str(waiting[0].last_error)
    assert post.number == 2


def test_a_damaged_index_keeps_nobody_from_posting(forum_index, tmp_path):
    break_index(tmp_path / "search")

    post = actions.reply(make_member(verified=True), make_thread(), prose("turquoise"))
    deliver_pending()
    assert post.number == 2

    build_index()
    assert found(forum_index, "turquoise") == [post.id]
