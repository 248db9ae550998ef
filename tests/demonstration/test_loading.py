"""Loading a demonstration: everything is written by the people who are said to have written it, and only once."""

from datetime import timedelta

from sqlalchemy import func, select

from forum.boards.models import AdmissionRequest, Board
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.letters import QueuedLetter
from forum.core.outbox import deliver_pending
from forum.demonstration.loading import load
from forum.demonstration.reading import read_demonstration
from forum.members.models import Member
from forum.members.named import NamedOrganisation
from forum.notifications.models import Notice
from forum.threads.following import ThreadFollow
from forum.threads.models import Post, Revision, Thread
from tests.factories import make_organisation

ANOTHER_THREAD = """
[[threads]]
title = "And for eighty people?"

[[threads.posts]]
by = "{by}"
when = "2 days ago, 12:00"
text = "Four urns, I suppose."
"""

CLOSED_BOARD = """
[[sections.boards]]
slug = "drawers"
name = "Drawers"
audience = "invited"
open_title = true
organisations = ["dorset"]

[[sections.boards.requests]]
by = "bram-osei"
words = "I have a drawer too."
"""


def counted(model):
    return session.scalar(select(func.count()).select_from(model))


def thread_named(title):
    return session.scalar(select(Thread).where(Thread.title == title))


def add_thread(folder, by):
    with (folder / "threads" / "kettles.toml").open("a") as file:
        file.write(ANOTHER_THREAD.format(by=by))


def test_nobody_is_told_of_what_is_for_show(folder):
    load(read_demonstration(folder))
    deliver_pending()

    assert counted(ThreadFollow) > 0
    assert counted(Notice) == counted(QueuedLetter) == 0


def test_a_second_run_adds_nothing(folder):
    load(read_demonstration(folder))
    before = [counted(model) for model in (Member, Board, Thread, Post, Revision)]

    added = load(read_demonstration(folder))

    assert not added
    assert [counted(model) for model in (Member, Board, Thread, Post, Revision)] == before


def test_a_run_goes_on_where_another_ended(folder):
    whole = (folder / "threads" / "kettles.toml").read_text()
    (folder / "threads" / "kettles.toml").write_text("threads = []")
    load(read_demonstration(folder))
    (folder / "threads" / "kettles.toml").write_text(whole)

    with transaction():
        session.scalar(select(Member).where(Member.handle == "bram-osei")).silenced_until = None
    added = load(read_demonstration(folder))

    assert (added.members, added.boards, added.threads, added.posts) == (0, 0, 1, 2)


def test_posts_are_dated_when_they_were_written(folder):
    load(read_demonstration(folder))

    thread = thread_named("Which kettle for forty people?")

    assert timedelta(days=11) < now() - thread.created_at < timedelta(days=13)
    assert thread.last_post_at == session.scalar(select(func.max(Post.created_at)).where(Post.thread == thread))
    assert thread.accepted_at < now() - timedelta(days=9)


def test_the_counters_are_right(folder):
    load(read_demonstration(folder))

    thread = thread_named("Which kettle for forty people?")

    assert (thread.last_number, thread.reply_count) == (2, 1)
    assert (thread.board.thread_count, thread.board.post_count) == (1, 2)


def test_the_starter_has_accepted_the_answer(folder):
    load(read_demonstration(folder))

    thread = thread_named("Which kettle for forty people?")

    assert thread.accepted.number == 2
    assert thread.accepted_by_id == thread.starter_id


def test_an_edited_post_keeps_what_it_said(folder):
    load(read_demonstration(folder))

    revision = session.scalars(select(Revision)).one()
    post = session.get(Post, revision.post_id)

    assert (revision.body, revision.reason) == ("Two urns of ten litres.", "Wrong size.")
    assert "<strong>fifteen</strong>" in post.html
    assert post.edited_at > post.created_at


def test_a_board_is_archived_and_a_thread_locked_when_they_are_full(folder):
    load(read_demonstration(folder))

    thread = thread_named("Do teapots need a test each year?")

    assert thread.locked
    assert thread.board.archived


def test_a_silenced_member_has_written_before(folder):
    load(read_demonstration(folder))

    member = session.scalar(select(Member).where(Member.handle == "bram-osei"))

    assert member.is_silenced
    assert counted(Post) == 3


def test_everybody_keeps_what_they_are(folder):
    load(read_demonstration(folder))

    member = session.scalar(select(Member).where(Member.handle == "asha-lindqvist"))

    assert member.is_administrator
    assert member.is_verified
    assert timedelta(days=79) < now() - member.verified_since < timedelta(days=82)


def test_what_a_moderator_has_taken_back_stays_so(folder):
    load(read_demonstration(folder))
    with transaction():
        session.scalar(select(Member).where(Member.handle == "bram-osei")).silenced_until = None

    load(read_demonstration(folder))

    assert not session.scalar(select(Member).where(Member.handle == "bram-osei")).is_silenced


def test_what_may_not_be_written_is_left_out_and_named(folder):
    load(read_demonstration(folder))
    add_thread(folder, by="bram-osei")

    added = load(read_demonstration(folder))

    assert added.threads == 0
    assert len(added.left_out) == 1
    assert "And for eighty people?: A moderator has paused" in added.left_out[0]


def test_a_new_thread_of_the_content_is_added_to_what_is_there(folder):
    load(read_demonstration(folder))
    add_thread(folder, by="asha-lindqvist")

    load(read_demonstration(folder))

    assert thread_named("And for eighty people?").board.thread_count == 2


def test_those_outside_ask_to_come_in_and_an_organisation_is_in(folder):
    make_organisation(slug="dorset")
    (folder / "threads" / "drawers.toml").write_text("threads = []")
    with (folder / "boards.toml").open("a") as file:
        file.write(CLOSED_BOARD)

    load(read_demonstration(folder))

    waiting = session.scalars(select(AdmissionRequest)).one()
    assert (waiting.board.slug, waiting.words, waiting.is_waiting) == ("drawers", "I have a drawer too.", True)
    assert session.scalars(select(NamedOrganisation.board_id)).all() == [waiting.board_id]
