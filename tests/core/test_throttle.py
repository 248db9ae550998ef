"""Limits on how often something may be done."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import TooMany
from forum.core.redis import SharedRedis
from forum.core.throttle import DatabaseStorage, Limit, Throttle, ThrottleCount, forget_ended, throttle

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
PATIENCE_SECONDS = 20  # so that a machine with much to do is not taken for a Redis that is away


@pytest.fixture(params=["database", "redis"])
def counting(request):
    """A throttle that counts in the database, and one that counts in Redis."""
    if request.param == "database":
        return Throttle(None)
    return Throttle(SharedRedis(request.getfixturevalue("redis_url"), answer_seconds=PATIENCE_SECONDS))


@pytest.fixture
def limit():
    """Three times a minute, and counted for this test only."""
    return Limit(f"kettle {uuid4()}", 3, A_MINUTE)


def spend(counting, limit, times, *who):
    for _ in range(times):
        counting.spend(limit, *who)


def test_what_is_done_too_often_is_refused(counting, limit):
    spend(counting, limit, 3, "asha")

    with pytest.raises(TooMany, match=r"Try again in 1 minute\.$"):
        counting.spend(limit, "asha")


def test_one_is_told_how_long_to_wait(counting, limit):
    spend(counting, limit, 3, "asha")

    with pytest.raises(TooMany) as refusal:
        counting.spend(limit, "asha")

    assert 1 <= refusal.value.retry_after <= 60
    assert refusal.value.status == 429


def test_everybody_and_every_limit_is_counted_alone(counting, limit):
    spend(counting, limit, 3, "asha", "kent")

    spend(counting, limit, 3, "asha", "surrey")
    spend(counting, limit, 3, "ashakent")
    spend(counting, Limit(f"{limit.name} again", 3, A_MINUTE), 3, "asha", "kent")

    with pytest.raises(TooMany):
        counting.spend(limit, "asha", "kent")


def test_after_a_success_the_count_begins_from_nothing(counting, limit):
    spend(counting, limit, 3, "asha")

    counting.forget(limit, "asha")

    spend(counting, limit, 3, "asha")
    with pytest.raises(TooMany):
        counting.spend(limit, "asha")


def test_what_happens_at_the_same_moment_is_all_counted(counting, forum):
    many, ready, refused = Limit(f"kettle {uuid4()}", 30, timedelta(hours=1)), Barrier(4), []

    def spend_ten():
        with forum.app_context():
            ready.wait()
            for _ in range(10):
                try:
                    counting.spend(many, "asha")
                except TooMany:
                    refused.append(1)

    threads = [Thread(target=spend_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 10


def test_a_new_window_begins_when_the_last_is_over(limit):
    with time_machine.travel(NOON, tick=False) as clock:
        spend(throttle, limit, 3, "asha")
        clock.shift(A_MINUTE - timedelta(seconds=1))
        with pytest.raises(TooMany):
            throttle.spend(limit, "asha")
        clock.shift(timedelta(seconds=1))

        spend(throttle, limit, 3, "asha")

        with pytest.raises(TooMany):
            throttle.spend(limit, "asha")


def test_trying_in_vain_does_not_make_the_wait_longer(limit):
    with time_machine.travel(NOON, tick=False) as clock:
        spend(throttle, limit, 3, "asha")
        clock.shift(timedelta(seconds=40))
        with pytest.raises(TooMany) as refusal:
            throttle.spend(limit, "asha")

    assert refusal.value.retry_after == 20


def test_the_wait_is_told_in_whole_minutes():
    hourly = Limit("kettle", 1, timedelta(hours=1))
    with time_machine.travel(NOON, tick=False) as clock:
        throttle.spend(hourly, "asha")
        clock.shift(timedelta(minutes=20, seconds=30))

        with pytest.raises(TooMany, match=r"in 40 minutes\.$"):
            throttle.spend(hourly, "asha")


def test_who_was_counted_is_kept_as_a_digest_only(limit):
    throttle.spend(limit, "asha@kent.gov.uk", "192.0.2.7")

    [key] = session.scalars(select(ThrottleCount.key))

    assert "asha" not in key
    assert "192.0.2" not in key


def test_any_name_can_be_counted(limit):
    for who in ("", "\x00", "\ud800", "é" * 5000, None, 7):
        throttle.spend(limit, who)

    assert len(session.scalars(select(ThrottleCount)).all()) == 6


def test_counts_of_windows_that_are_over_are_forgotten(limit):
    with time_machine.travel(NOON, tick=False) as clock:
        throttle.spend(limit, "asha")
        clock.shift(timedelta(seconds=30))
        throttle.spend(limit, "tom")
        clock.shift(timedelta(seconds=31))

        assert forget_ended() == 1
        assert len(session.scalars(select(ThrottleCount)).all()) == 1


def test_the_store_says_what_it_holds():
    store = DatabaseStorage()
    with time_machine.travel(NOON, tick=False):
        store.incr("kettle", 60, amount=2)

        assert store.check()
        assert store.get("kettle") == 2
        assert store.get_expiry("kettle") == NOON.timestamp() + 60
        assert store.get("cup") == 0
        assert store.reset() == 1
        assert store.get("kettle") == 0
