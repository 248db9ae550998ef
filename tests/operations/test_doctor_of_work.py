"""What the doctor says of the index, the worker and what waits for it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from forum.core.clock import at, now
from forum.core.db import db, session, transaction
from forum.core.delivery import deliver_letters
from forum.core.outbox import OutboxRow, deliver_pending
from forum.operations.findings import Level
from tests.core.desks import queue
from tests.operations.examining import found, nobody_has_worked, write_post
from tests.servers import ON_POSTGRESQL

ASHA = "asha@kent.example"


def test_the_index_is_compared_with_the_posts(sound):
    write_post()
    deliver_pending()

    assert found("index") == "Posts in it: 1, in the database: 1. Changes on their way: 0. -> "


@pytest.mark.usefixtures("worker_sleeps")
def test_an_index_that_is_behind_says_since_when(sound):
    with at(now() - timedelta(hours=3)):
        write_post()

    assert ", the oldest for 3 h" in found("index", Level.WARNING)
    assert "worker run" in found("index", Level.WARNING)


@pytest.mark.usefixtures("worker_sleeps")
def test_an_index_that_lacks_a_post_for_which_nothing_waits_is_rebuilt(sound):
    write_post()
    with db.engine.begin() as connection:
        connection.execute(OutboxRow.__table__.delete())

    assert "Posts in it: 0, in the database: 1, and nothing is on its way" in found("index", Level.WARNING)
    assert "search rebuild" in found("index", Level.WARNING)


@pytest.mark.skipif(ON_POSTGRESQL, reason="there are no files of an index beside PostgreSQL")
@pytest.mark.parametrize("kind", ["*.toc", "*.post.col", "*.created.col"])
def test_a_damaged_index_is_rebuilt(sound, folder, kind, capfd):
    write_post()
    deliver_pending()
    [damaged, *_] = folder.rglob(kind)
    damaged.write_bytes(b"This is a recipe.")
    sound.extensions["forum.index"] = type(sound.extensions["forum.index"])(folder)  # as in a new process

    assert "Search does not work: the search index is damaged" in found("index", Level.FAULT)
    assert "search rebuild" in found("index", Level.FAULT)


def test_a_worker_that_never_was_is_a_fault(forum, folder):
    nobody_has_worked(forum)

    assert "None has been at work yet" in found("worker", Level.FAULT)
    assert "worker run" in found("worker", Level.FAULT)


def test_a_worker_that_has_gone_is_a_fault(sound):
    for what in ("minute", "mail"):
        sound.extensions["forum.queue"].put(f"last-begun-{what}", datetime(2026, 1, 2, 3, 4, tzinfo=UTC))

    assert "None has been at work since 2026-01-02 03:04 UTC" in found("worker", Level.FAULT)


def test_a_worker_that_does_not_come_to_an_end_is_a_warning(sound):
    sound.extensions["forum.queue"].put("last-begun-mail", now() - timedelta(minutes=20))

    assert found("worker", Level.FAULT) == ""
    assert "It is at one piece of work (mail) since" in found("worker", Level.WARNING)


def test_whatever_the_worker_does_it_writes_down_that_it_began(forum):
    queue = forum.extensions["forum.queue"]
    queue.get("last-begun-minute")

    write_post()  # which wakes the worker

    assert queue.get("last-begun-minute", peek=True) is not None


@pytest.mark.usefixtures("worker_sleeps")
def test_events_that_were_set_aside_are_counted(sound):
    write_post()
    with transaction():
        session.execute(update(OutboxRow).values(set_aside_at=now() - timedelta(days=3), tries=10))

    assert ", the first 3 days ago" in found("outbox", Level.FAULT)
    assert "outbox retry" in found("outbox", Level.FAULT)


def test_letters_that_were_not_sent_are_counted(sound, desk, kettle_mail):
    desk.at_recipient[ASHA] = "550 No such mailbox"
    queue("asha", "ben")
    deliver_letters()

    assert "Letters that were not sent (refused, given up, unsure): 1, the first" in found("letters", Level.WARNING)
    assert "mail retry" in found("letters", Level.WARNING)


def test_letters_that_wait_too_long_are_counted(sound, kettle_mail):
    with at(now() - timedelta(hours=5)):
        queue("asha", "ben")

    assert "Letters that are due: 2, the oldest for 5 h" in found("letters", Level.WARNING)
