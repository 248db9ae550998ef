"""With a closed account go the titles that its member gave, whoever started what was merged with the threads."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.closing import close_account
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict
from forum.members.models import Member
from forum.moderation.both import Both
from forum.moderation.cleaning_up import clean_up
from forum.moderation.hiding import hide_post
from forum.moderation.merging import merge_threads
from forum.moderation.renaming import change_title
from forum.moderation.splitting import split_into_new
from forum.moderation.undoing import undo
from forum.threads.actions import delete_post, edit_post, start_thread
from forum.threads.models import Post, Thread
from forum.threads.openers import titled_by
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.leaks.rows import every_row
from tests.moderation.people import counters, make_moderator, words_told
from tests.pages import sign_in

WHY, GONE = "It says the same.", "A thread of a former member"
LATER, EARLIER = "What do you do about zirconium kettles?", "Who has a kettle of vanadium?"


class Merged:
    """A thread into which an older one was merged: both have a first post and a reply of somebody else."""

    def __init__(self) -> None:
        board, day = make_board(), now() - timedelta(hours=9)
        self.author, self.older_author, self.moderator = make_member(), make_member(), make_moderator()
        self.thread = make_thread(board=board, starter=self.author, title=LATER, slug="later", body="zirconium")
        self.older = make_thread(
            board=board, starter=self.older_author, created_at=day, title=EARLIER, slug="earlier", body="vanadium"
        )
        self.first, self.older_first = (_first(one) for one in (self.thread, self.older))
        self.entry = merge_threads(self.moderator, Both(self.thread, self.older), WHY)
        session.refresh(self.thread)

    @property
    def titles(self) -> tuple[str, str]:
        """Of the thread that there is, and of the one that went."""
        session.expire_all()
        return self.thread.title, self.older.title


def _first(thread: Thread) -> Post:
    return session.scalars(select(Post).where(Post.thread_id == thread.id)).one()


def close(member: Member) -> None:
    close_account(make_member(role="administrator"), member, False, "They asked.")


def left(word: str) -> list[str]:
    """The tables in which a word still stands."""
    return [name for name, rows in every_row({"letter", "outbox"}).items() if any(word in str(row) for row in rows)]


def test_who_wrote_the_older_post_takes_along_the_title_of_the_thread_that_went_and_not_the_others():
    merged = Merged()
    assert merged.thread.starter_id == merged.older_author.id

    close(merged.older_author)

    assert merged.titles == (LATER, GONE)
    assert (merged.thread.state, left("vanadium")) == ("published", [])


def test_who_gave_the_title_takes_it_along_though_somebody_else_started_the_thread_by_date():
    merged = Merged()

    close(merged.author)

    assert merged.titles == (GONE, EARLIER)
    assert (merged.thread.state, left("zirconium")) == ("published", [])


def test_when_both_have_left_nothing_is_there_to_be_read():
    merged = Merged()

    close(merged.author)
    close(merged.older_author)

    assert (merged.thread.state, merged.older.state) == ("deleted", "deleted")
    assert counters(merged.thread.board) == [(0, 0)]
    assert (left("zirconium"), left("vanadium")) == ([], [])


def test_a_title_is_known_also_when_the_post_that_it_was_given_with_stands_elsewhere():
    merged = Merged()
    split_into_new(merged.moderator, merged.thread, [merged.first.id], "A title of moderators", make_board(), WHY)

    close(merged.author)

    assert merged.titles == (GONE, EARLIER)


def test_a_title_is_whose_own_first_post_changed_it_after_the_merging():
    merged = Merged()
    edit_post(merged.older_author, merged.older_first, prose("vanadium again"), "", "Who has vanadium at all?", 0)

    close(merged.older_author)

    assert merged.titles == (GONE, GONE)
    assert left("vanadium") == []


def test_what_a_moderator_called_a_thread_does_not_go_with_the_moderator():
    merged = Merged()
    change_title(merged.moderator, merged.thread, "A title of moderators", merged.thread.title, WHY)

    assert [one.id for one in titled_by(merged.author)] == [merged.thread.id]
    close(merged.moderator)

    assert merged.titles == ("A title of moderators", EARLIER)


def test_a_title_goes_also_from_the_history_of_a_post_that_stands_in_a_third_thread_by_now(client):
    merged = Merged()
    change_title(merged.moderator, merged.thread, "A better title for both kettles", LATER, WHY)
    third = make_thread(board=merged.thread.board, created_at=now() - timedelta(days=2))
    again = merge_threads(merged.moderator, Both(third, merged.thread), WHY)

    close(merged.author)

    assert left("zirconium") == []
    undo(merged.moderator, again, third, WHY)
    sign_in(client, make_member())
    history = client.get(f"/posts/{merged.older_first.id}/history")
    assert history.status_code == 200
    assert "zirconium" not in history.text


def test_after_the_two_came_apart_each_title_is_its_starters():
    merged = Merged()
    undo(merged.moderator, merged.entry, merged.thread, WHY)

    assert [one.id for one in titled_by(merged.author)] == [merged.thread.id]
    assert [one.id for one in titled_by(merged.older_author)] == [merged.older.id]


@pytest.mark.parametrize("who", ["author", "older_author"])
def test_what_has_no_post_any_more_is_not_published_again_when_merging_is_undone(who):
    merged = Merged()
    board = merged.thread.board
    close(getattr(merged, who))

    undo(merged.moderator, merged.entry, merged.thread, WHY)

    states = (merged.thread.state, merged.older.state)
    assert states == (("deleted", "published") if who == "author" else ("published", "deleted"))
    assert counters(board) == [(1, 1)]


def test_a_question_that_was_deleted_since_does_not_come_back_as_a_thread():
    board, author = make_board(), make_member()
    thread = make_thread(board=board, created_at=now() - timedelta(hours=9))
    later = make_thread(board=board, starter=author, last_post_at=now())
    entry = merge_threads(make_moderator(), Both(thread, later), WHY)
    delete_post(author, session.scalars(select(Post).where(Post.author_id == author.id)).one())

    undo(make_moderator(), entry, thread, WHY)

    assert (thread.state, later.state) == ("published", "deleted")
    assert words_told(author) == ["merge threads", "undo"]


@pytest.mark.parametrize(("since", "state"), [("cleaned up", "hidden"), ("hidden", "published")])
def test_a_thread_whose_question_is_out_of_sight_comes_back_as_it_would_be_without_the_merging(client, since, state):
    board, author, moderator = make_board(), make_member(), make_moderator()
    older = make_thread(board=board, created_at=now() - timedelta(days=1))
    thread = start_thread(author, board, LATER, prose("zirconium"))
    first = _first(thread)
    merged = merge_threads(moderator, Both(older, thread), WHY)
    if since == "cleaned up":
        clean_up(moderator, author, [first.id], WHY)
    else:
        hide_post(moderator, first, WHY)

    undo(moderator, merged, older, WHY)

    assert (older.state, thread.state) == ("published", state)
    assert counters(board) == [(1 + (state == "published"), 1)]
    assert (LATER in client.get(f"/boards/{board.slug}").text) == (state == "published")


def test_where_others_have_replied_the_thread_comes_back_without_what_was_deleted():
    board, author, day = make_board(), make_member(), now() - timedelta(hours=9)
    thread, older = make_thread(board=board), make_thread(board=board, starter=author, created_at=day)
    reply = make_post(older, created_at=day + timedelta(hours=1))
    entry = merge_threads(make_moderator(), Both(thread, older), WHY)
    close(author)

    undo(make_moderator(), entry, thread, WHY)

    assert (older.state, older.title, reply.thread_id, reply.number) == ("published", GONE, older.id, 2)
    with pytest.raises(Conflict):
        undo(make_moderator(), entry, thread, WHY)
