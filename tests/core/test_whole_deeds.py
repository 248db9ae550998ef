"""Two deeds that wait for each other: one of them is done again from its beginning, and nobody sees it."""

from threading import Barrier, Thread
from typing import Any

from flask import Flask
from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError

from forum.core.db import db, lock, session, transaction, whole, wholly
from forum.threads.models import Thread as ForumThread
from tests.factories import make_thread


def test_of_two_deeds_in_each_others_way_both_are_done(app: Flask):
    first, second = make_thread().id, make_thread().id
    session.rollback()
    meeting, attempts, faults = Barrier(2, timeout=10), list[int](), list[Any]()

    def work(here: int, there: int) -> None:
        def deed() -> None:
            attempts.append(here)
            with transaction():
                one = lock(session.get_one(ForumThread, here))
                if len(attempts) <= 2 and db.engine.dialect.name == "postgresql":
                    meeting.wait()
                other = lock(session.get_one(ForumThread, there))
                one.reply_count += 1
                other.reply_count += 1

        try:
            with app.app_context():
                whole(deed)
        except Exception as fault:
            faults.append(fault)

    both = [Thread(target=work, args=(first, second)), Thread(target=work, args=(second, first))]
    for one in both:
        one.start()
    for one in both:
        one.join(30)

    assert faults == []
    assert [session.get_one(ForumThread, number).reply_count for number in (first, second)] == [2, 2]
    assert len(attempts) == (3 if db.engine.dialect.name == "postgresql" else 2)


def test_the_keeping_of_books_is_done_again_too_and_counts_once(app: Flask):
    thread, attempts = make_thread(), list[int]()

    @wholly
    def keep(number: int) -> int:
        with transaction():
            session.get_one(ForumThread, number).reply_count += 1
            attempts.append(number)
            if len(attempts) == 1:
                raise OperationalError("UPDATE thread", {}, DeadlockDetected())
        return number

    assert keep(thread.id) == thread.id
    assert len(attempts) == 2
    assert session.get_one(ForumThread, thread.id).reply_count == 1
