"""An answer that was taken away is the answer again of its own thread, and of no other."""

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.log import LogEntry
from forum.moderation.both import Both
from forum.moderation.cleaning_up import clean_up
from forum.moderation.hiding import hide_post
from forum.moderation.merging import merge_threads
from forum.moderation.splitting import split_into_new, split_into_thread
from forum.moderation.undoing import undo
from forum.threads.actions import mark_answer
from forum.threads.models import Post, Thread
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator

WHY = "It breaks the rules."


def answers() -> dict[int, int | None]:
    session.rollback()
    threads = select(Thread).order_by(Thread.id).execution_options(populate_existing=True)
    return {thread.id: thread.accepted_id for thread in session.scalars(threads)}


def hidden(post: Post) -> LogEntry:
    return hide_post(make_moderator(), post, WHY)


def cleaned_up(post: Post) -> LogEntry:
    return clean_up(make_moderator(), post.author, [post.id], WHY)


def taken_back(entry: LogEntry, post: Post) -> None:
    undo(make_moderator(), entry, post if entry.thing == "post" else post.author, "It was all right.")


def an_answer(thread: Thread) -> Post:
    post = make_post(thread, make_member())
    mark_answer(make_moderator(), post)
    return post


@pytest.mark.parametrize("take_away", [hidden, cleaned_up])
def test_it_is_not_the_answer_of_the_thread_into_which_it_was_moved_meanwhile(take_away):
    thread = make_thread(board=busy_board())
    other, post = make_thread(board=thread.board), an_answer(thread)
    entry = take_away(post)
    split_into_thread(make_moderator(), Both(thread, other), [post.id], WHY)

    taken_back(entry, post)

    assert answers() == {thread.id: None, other.id: None}
    assert post.state == "published"


@pytest.mark.parametrize("take_away", [hidden, cleaned_up])
def test_it_is_the_answer_of_the_thread_into_which_its_own_was_merged(take_away):
    thread = make_thread(board=busy_board())
    other, post = make_thread(board=thread.board), an_answer(thread)
    entry = take_away(post)
    merge_threads(make_moderator(), Both(other, thread), WHY)

    taken_back(entry, post)

    assert answers() == {thread.id: None, other.id: post.id}


@pytest.mark.parametrize("take_away", [hidden, cleaned_up])
def test_it_comes_back_also_where_the_thread_that_it_answered_is_gone(take_away):
    thread = make_thread(board=busy_board())
    first, post = make_post(thread), make_post(thread, make_member())
    split = split_into_new(make_moderator(), thread, [first.id, post.id], "What was split off", thread.board, WHY)
    mark_answer(make_moderator(), post)
    entry = take_away(post)
    undo(make_moderator(), split, thread, WHY)

    taken_back(entry, post)

    assert (answers(), post.state) == ({thread.id: None}, "published")


def test_a_question_that_was_an_answer_while_two_threads_were_one_answers_nothing_when_they_are_two():
    with at(now()):
        older = make_thread(board=busy_board())
        thread = make_thread(board=older.board)
    question = session.scalars(select(Post).where(Post.thread_id == thread.id)).one()
    entry = merge_threads(make_moderator(), Both(thread, older), WHY)
    mark_answer(make_moderator(), question)

    undo(make_moderator(), entry, thread, "They were two questions.")

    assert answers() == {older.id: None, thread.id: None}
