"""The deeds of threads and posts."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.boards.models import Board
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Absent, Conflict, Invalid, Refused
from forum.core.outbox import OutboxRow
from forum.members.named import BoardRole
from forum.threads import actions
from forum.threads.models import Post, ReadMarker, Revision, State, Thread
from forum.threads.prose import Prose, prose
from tests.factories import make_board, make_member, make_named, make_post, make_thread


def text(source: str = "One more thing") -> Prose:
    return Prose(source, f"<p>{source}</p>", 1)


def test_a_thread_begins_with_its_first_post():
    member, board = make_member(verified=True), make_board()

    thread = actions.start_thread(member, board, "How do you file these letters?", text("We have nine drawers."))

    post = session.scalars(select(Post).where(Post.thread_id == thread.id)).one()
    assert (post.number, post.author_id, post.body) == (1, member.id, "We have nine drawers.")
    assert (thread.reply_count, thread.last_number, thread.slug) == (0, 1, "how-do-you-file-these-letters")
    assert (board.thread_count, board.post_count) == (1, 1)


def test_a_reply_takes_the_next_number_and_brings_the_thread_up():
    thread = make_thread(created_at=now() - timedelta(days=3), last_post_at=now() - timedelta(days=3))
    member = make_member(verified=True)

    post = actions.reply(member, thread, text())

    assert (post.number, thread.reply_count) == (2, 1)
    assert thread.last_post_at == post.created_at > now() - timedelta(minutes=1)


def test_a_locked_thread_takes_no_reply():
    thread = make_thread(locked=True)

    with pytest.raises(Refused, match="This thread is locked"):
        actions.reply(make_member(), thread, text())

    assert thread.reply_count == 0


def test_a_board_moderator_replies_in_a_locked_thread():
    thread, moderator = make_thread(locked=True), make_member()
    make_named(moderator, thread.board, BoardRole.MODERATOR)

    assert actions.reply(moderator, thread, text()).number == 2


def test_a_thread_that_one_may_not_read_is_absent():
    thread = make_thread(board=make_board(audience="verified"))

    with pytest.raises(Absent):
        actions.reply(make_member(), thread, text())


def test_the_deed_decides_on_what_is_true_now_not_on_what_was_read_before():
    thread, member = make_thread(), make_member()
    with transaction():
        session.execute(Thread.__table__.update().values(locked=True))

    with pytest.raises(Refused):
        actions.reply(member, thread, text())


def test_a_form_sent_twice_makes_one_post():
    thread, member = make_thread(), make_member(verified=True)

    first = actions.reply(member, thread, text(), "a" * 32)
    second = actions.reply(member, thread, text(), "a" * 32)

    assert first.id == second.id
    assert thread.reply_count == 1


def test_the_same_form_key_of_somebody_else_makes_a_post_of_its_own():
    thread = make_thread()

    first = actions.reply(make_member(), thread, text(), "a" * 32)
    second = actions.reply(make_member(), thread, text(), "a" * 32)

    assert first.id != second.id


def test_a_new_thread_sent_twice_makes_one_thread():
    member, board = make_member(verified=True), make_board()

    first = actions.start_thread(member, board, "How do you file these letters?", text(), "b" * 32)
    second = actions.start_thread(member, board, "How do you file these letters?", text(), "b" * 32)

    assert first.id == second.id
    assert board.thread_count == 1


def test_an_edit_keeps_what_was_said_before():
    author = make_member(verified=True)
    thread = make_thread(starter=author, body="Nine drawers.")
    post = session.scalars(select(Post)).one()

    actions.edit_post(author, post, text("Ten drawers."), "counted again", "How do you file all these letters?", 0)

    before = session.scalars(select(Revision)).one()
    assert (post.body, post.edit_count, thread.title) == ("Ten drawers.", 1, "How do you file all these letters?")
    assert (before.body, before.reason, before.title) == (
        "Nine drawers.",
        "counted again",
        "What do you do about this?",
    )


def test_an_edit_that_changes_nothing_leaves_no_trace():
    author = make_member(verified=True)
    make_thread(starter=author, body="Nine drawers.")
    post = session.scalars(select(Post)).one()

    actions.edit_post(author, post, text("Nine drawers."), "", None, 0)

    assert post.edit_count == 0
    assert session.scalar(select(func.count(Revision.id))) == 0


def test_of_two_edits_at_once_the_second_is_told():
    author = make_member(verified=True)
    make_thread(starter=author)
    post = session.scalars(select(Post)).one()
    actions.edit_post(author, post, text("First"), "", None, 0)

    with pytest.raises(Conflict, match="edited meanwhile"):
        actions.edit_post(author, post, text("Second"), "", None, 0)

    assert post.body == "First"


@pytest.mark.parametrize(("verified", "hours", "allowed"), [(False, 23, True), (False, 25, False), (True, 700, True)])
def test_one_edits_ones_own_post_for_a_day_or_when_verified_for_a_month(verified, hours, allowed):
    author = make_member(verified=verified)
    post = make_post(make_thread(), author, created_at=now() - timedelta(hours=hours))

    if allowed:
        actions.edit_post(author, post, text("Better"), "", None, 0)
        assert post.body == "Better"
    else:
        with pytest.raises(Refused, match="is over"):
            actions.edit_post(author, post, text("Better"), "", None, 0)


def test_a_deleted_reply_is_gone_for_good_and_its_number_is_never_used_again():
    thread, author = make_thread(), make_member(verified=True)
    post = actions.reply(author, thread, text("Nobody should read this"))
    actions.edit_post(author, post, text("Nobody should read this either"), "", None, 0)

    actions.delete_post(author, post)
    following = actions.reply(author, thread, text("Again"))

    assert (post.state, post.body, post.html, post.number) == (State.DELETED, "", "", 2)
    assert session.scalar(select(func.count(Revision.id))) == 0
    assert (following.number, thread.reply_count) == (3, 1)


def test_after_a_deletion_the_thread_stands_where_its_last_post_put_it():
    long_ago = now() - timedelta(days=9)
    thread, author = make_thread(created_at=long_ago), make_member(verified=True)
    post = actions.reply(author, thread, text())

    actions.delete_post(author, post)

    assert thread.last_post_at == long_ago


def test_nobody_deletes_what_was_replied_to():
    author = make_member(verified=True)
    thread = make_thread(starter=author)
    post = session.scalars(select(Post)).one()
    make_post(thread)

    with pytest.raises(Refused, match="Somebody has replied since"):
        actions.delete_post(author, post)


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_nobody_deletes_a_thread_in_which_a_reply_waits_or_is_hidden(state):
    author = make_member(verified=True)
    thread = actions.start_thread(author, make_board(), "How do you file these letters?", text())
    post = session.scalars(select(Post)).one()
    reply = make_post(thread, state=state)

    with pytest.raises(Refused, match="Somebody has replied since"):
        actions.delete_post(author, post)

    assert (post.state, reply.body) == (State.PUBLISHED, "We do this.")


def test_deleting_the_only_post_takes_the_thread_with_it():
    author, board = make_member(verified=True), make_board()
    thread = actions.start_thread(author, board, "How do you file these letters?", text())
    post = session.scalars(select(Post)).one()

    actions.delete_post(author, post)

    assert thread.state == State.DELETED
    assert (board.thread_count, board.post_count) == (0, 0)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.HELD, State.HIDDEN])
def test_with_the_first_post_all_goes_that_its_author_wrote_in_the_thread(state):
    author, board = make_member(verified=True), make_board()
    thread = make_thread(board=board, starter=author)
    first, before = session.scalars(select(Post)).one(), thread.created_at - timedelta(hours=1)
    own = make_post(thread, author, state=state, created_at=before)  # as posts that a moderator moves bring it
    with transaction():
        thread.last_post_at = first.created_at
        session.add(Revision(post_id=own.id, editor_id=author.id, body="What I said before"))

    actions.delete_post(author, first)

    assert [(post.state, post.body, post.html) for post in (first, own)] == [(State.DELETED, "", "")] * 2
    assert (board.thread_count, board.post_count) == (0, 0)
    assert session.scalar(select(func.count(Revision.id))) == 0


def test_the_starter_marks_another_answer_and_none():
    starter = make_member(verified=True)
    thread = make_thread(starter=starter)
    one, two = make_post(thread), make_post(thread)

    actions.mark_answer(starter, one)
    actions.mark_answer(starter, two)
    assert thread.accepted_id == two.id

    actions.unmark_answer(starter, one)
    assert thread.accepted_id == two.id

    actions.unmark_answer(starter, two)
    assert (thread.accepted_id, thread.accepted_at, thread.accepted_by_id) == (None, None, None)


def test_a_bystander_marks_no_answer():
    post = make_post(make_thread())

    with pytest.raises(Refused, match="Only the person who started"):
        actions.mark_answer(make_member(verified=True), post)


def test_the_question_is_not_its_own_answer():
    starter = make_member(verified=True)
    make_thread(starter=starter)
    question = session.scalars(select(Post)).one()

    with pytest.raises(Refused, match="The question itself"):
        actions.mark_answer(starter, question)


def test_a_read_marker_never_goes_back():
    thread, member = make_thread(), make_member()
    for _more in range(3):
        make_post(thread)

    actions.mark_read(member, thread, 3)
    actions.mark_read(member, thread, 2)

    assert session.scalars(select(ReadMarker.number)).one() == 3


def test_a_text_that_is_too_long_is_refused_in_words():
    with pytest.raises(Invalid, match="2 too many"):
        prose("x" * 40_002)


def test_the_counters_are_right_after_any_mixture_of_deeds():
    author, board = make_member(verified=True), make_board()
    for turn in range(12):
        thread = actions.start_thread(author, board, f"A question of some length, number {turn}", text(str(turn)))
        posts = [actions.reply(author, thread, text(f"{turn}.{reply}")) for reply in range(turn % 4)]
        for post in reversed(posts[turn % 3 :]):
            actions.delete_post(author, post)
        if turn % 4 == 0 and turn % 3 == 0:
            actions.delete_post(author, session.scalars(select(Post).where(Post.thread_id == thread.id)).first())

    session.rollback()
    published = (Thread.state == State.PUBLISHED, Post.state == State.PUBLISHED)
    posts_there = select(func.count(Post.id)).join(Thread, Post.thread_id == Thread.id).where(*published)
    assert board.post_count == session.scalar(posts_there)
    assert board.thread_count == session.scalar(select(func.count(Thread.id)).where(Thread.state == State.PUBLISHED))
    for thread in session.scalars(select(Thread).where(Thread.state == State.PUBLISHED)):
        replies = posts_there.where(Post.thread_id == thread.id, Post.number > 1)
        newest = select(func.max(Post.created_at)).where(Post.thread_id == thread.id, Post.state == State.PUBLISHED)
        assert thread.reply_count == session.scalar(replies)
        assert thread.last_post_at == session.scalar(newest)


def test_what_happened_stands_in_the_outbox_of_the_same_transaction():
    thread, member = make_thread(locked=True), make_member()

    with pytest.raises(Refused):
        actions.reply(member, thread, text())

    assert session.scalar(select(func.count(OutboxRow.id))) == 0


def test_time_is_that_of_the_clock():
    thread, member, moment = make_thread(), make_member(), now() - timedelta(days=40)

    with at(moment):
        post = actions.reply(member, thread, text())

    assert post.created_at == moment


def test_a_board_counts_for_everybody_what_is_published():
    board = make_board()
    make_post(make_thread(board=board))

    assert session.scalar(select(Board.post_count).where(Board.id == board.id)) == 2
