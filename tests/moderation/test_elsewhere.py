"""A post goes into another thread while a deed on it waits for the first: nothing is done that may not be there."""

from collections.abc import Callable
from functools import partial
from threading import Thread as Worker
from time import sleep
from typing import Any

from flask import Flask
from sqlalchemy import func, select, text, update

from forum.core.db import lock, session, transaction
from forum.core.errors import ForumError
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.both import Both
from forum.moderation.cleaning_up import clean_up
from forum.moderation.editing import edit_others_post
from forum.moderation.splitting import split_into_thread
from forum.moderation.undoing import undo
from forum.threads.models import Post, Thread
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.pairs import is_told
from tests.moderation.people import busy_board, make_moderator
from tests.moderation.test_random_deeds import check_counters

WHY, SAID, SAYS = "It breaks the rules.", "Ask vanadium about it.", "Ask somebody about it."
HERE = "SELECT pid FROM pg_locks JOIN pg_database ON oid = database WHERE datname = current_database()"
WAITING = text(f"SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN ({HERE})")


def meanwhile(app: Flask, thread: Thread, waits: Callable[[], Any], first: Callable[[], Any]) -> Any:
    """What met the one that waits for the thread, until the other is done and lets it go."""
    ends, number = [], thread.id

    def work() -> None:
        with app.app_context():
            try:
                ends.append(waits())
            except ForumError as fault:
                ends.append(fault)

    worker = Worker(target=work)
    with transaction():
        lock(session.get_one(Thread, number))
        worker.start()
        _until_it_waits()
        first()
    worker.join(30)
    session.expire_all()
    return ends[0]


def _until_it_waits() -> None:
    """On SQLite it waits before it has read anything."""
    for _time in range(200 if session.get_bind().dialect.name == "postgresql" else 0):
        if session.scalar(WAITING):
            return
        sleep(0.02)


def test_an_edit_is_not_undone_where_its_moderator_moderates_nothing(app: Flask):
    board, closed = busy_board(), make_board(audience="invited")
    thread, other, moderator = make_thread(board=board), make_thread(board=closed), make_moderator(board)
    post = make_post(thread, body=SAID)
    entry = edit_others_post(moderator, post, prose(SAYS), WHY, None, 0)
    who, what, which, there = moderator.id, entry.id, post.id, other.id

    def give_back() -> Any:
        return undo(session.get_one(Member, who), session.get_one(LogEntry, what), session.get_one(Post, which), WHY)

    def move() -> None:
        session.execute(update(Post).where(Post.id == which).values(thread_id=there, number=2))

    end = meanwhile(app, thread, give_back, move)

    assert is_told(end)
    assert (post.body, session.scalar(select(func.count(LogEntry.id)))) == (SAYS, 1)


def test_a_clean_up_leaves_no_counter_wrong(app: Flask):
    board = busy_board()
    thread, other = make_thread(board=board), make_thread(board=board)
    spam = make_post(thread, make_member())
    who, another, whom, posts = make_moderator().id, make_moderator().id, spam.author_id, [spam.id]
    threads = thread.id, other.id

    def hide() -> Any:
        return clean_up(session.get_one(Member, who), session.get_one(Member, whom), posts, WHY)

    def split() -> None:
        both = Both(*map(partial(session.get_one, Thread), threads))
        split_into_thread(session.get_one(Member, another), both, posts, WHY)

    end = meanwhile(app, thread, hide, split)

    assert isinstance(end, LogEntry) or is_told(end)
    check_counters([board])
