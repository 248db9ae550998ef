"""A title stands in the history of posts of its own thread alone, wherever posts have been meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.moderation.both import Both
from forum.moderation.editing import edit_others_post
from forum.moderation.merging import merge_threads
from forum.moderation.redacting import redact_post, redaction_of
from forum.moderation.renaming import change_title
from forum.moderation.splitting import split_into_new, split_into_thread
from forum.moderation.undoing import undo
from forum.threads.models import Post, Revision, Thread
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator
from tests.pages import sign_in

WHY, SECRET, NEUTRAL = "It names somebody.", "Who pays for the vanadium kettle?", "Who pays for the kettle?"


@pytest.fixture
def older() -> Thread:
    """A thread that everybody reads."""
    return make_thread(board=busy_board(), created_at=now() - timedelta(days=3))


@pytest.fixture
def closed() -> Thread:
    """A younger one that only verified people read."""
    return make_thread(board=make_board(audience="verified"), title=SECRET)


def question(thread: Thread) -> Post:
    return session.scalars(select(Post).where(Post.thread_id == thread.id, Post.number == 1)).one()


def by_title(thread: Thread) -> None:
    change_title(make_moderator(), thread, NEUTRAL, SECRET, WHY)


def by_edit(thread: Thread) -> None:
    edit_others_post(make_moderator(), question(thread), prose("Whose kettle is it?"), WHY, NEUTRAL, 0)


@pytest.mark.parametrize("rename", [by_title, by_edit])
def test_one_that_it_had_while_two_were_merged_is_told_where_it_stands(
    client, older: Thread, closed: Thread, rename: Callable[[Thread], None]
):
    merged = merge_threads(make_moderator(), Both(closed, older), WHY)
    rename(closed)

    undo(make_moderator(), merged, closed, "They were two questions.")

    sign_in(client, make_member())
    assert "vanadium" not in client.get(f"/posts/{question(older).id}/history").text
    sign_in(client, make_member(verified=True))
    assert "vanadium" in client.get(f"/posts/{question(closed).id}/history").text


def test_one_that_a_post_brings_from_a_closed_board_is_not_told(client, older: Thread, closed: Thread):
    by_title(closed)
    post = question(closed)
    other = make_thread(board=older.board)
    merge_threads(make_moderator(), Both(closed, older), WHY)

    split_into_thread(make_moderator(), Both(closed, other), [post.id], WHY)

    sign_in(client, make_member())
    history = client.get(f"/posts/{post.id}/history")
    assert (history.status_code, "vanadium" in history.text) == (200, False)


def test_one_of_another_thread_is_not_told_of_a_post_that_begins_a_new_one(client, older: Thread, closed: Thread):
    by_title(closed)
    post = question(closed)
    merge_threads(make_moderator(), Both(closed, older), WHY)

    split = split_into_new(make_moderator(), closed, [post.id], "Another kettle", older.board, WHY)

    sign_in(client, make_member())
    history = client.get(f"/posts/{post.id}/history")
    assert (history.status_code, "vanadium" in history.text) == (200, False)

    undo(make_moderator(), split, closed, "It belongs there.")
    assert session.scalars(select(Revision.title).where(Revision.post_id == post.id)).all() == [SECRET]


def test_titles_of_a_thread_that_is_no_more_are_kept_nowhere(older: Thread, closed: Thread):
    make_post(thread=closed, body="Another question about it.")
    last = session.scalars(select(Post).where(Post.thread_id == closed.id, Post.number == 2)).one()
    split = split_into_new(make_moderator(), closed, [last.id], SECRET, older.board, WHY)
    by_title(last.thread)

    undo(make_moderator(), split, closed, "It belongs there.")

    assert session.scalars(select(Revision.title).where(Revision.post_id == last.id)).all() == [None]


def test_words_that_are_taken_out_of_a_title_are_in_no_history_that_was_moved_away(older: Thread, closed: Thread):
    by_title(closed)
    post, board = question(closed), older.board
    merge_threads(make_moderator(), Both(closed, older), WHY)
    split_into_new(make_moderator(), closed, [post.id], "Another kettle", board, WHY)
    first = question(closed)

    redact_post(make_moderator(), first, redaction_of(first, first.body, "Who pays for the?"), WHY)

    titles = session.scalars(select(Revision.title)).all()
    assert [title for title in titles if "kettle" in (title or "")] == []
