"""While Redis is away limits are counted in the database: nothing is done uncounted, and nobody is kept out."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import TooMany
from forum.core.redis import SharedRedis
from forum.core.throttle import Limit, Throttle, ThrottleCount

THREE_AN_HOUR = Limit("kettle", 3, timedelta(hours=1))
TROUBLES = ["stop", "freeze", "is_full"]
PATIENCE_SECONDS = 20
PATIENT = {"answer_seconds": 0.5, "rest_seconds": 0.2}  # a machine with much to do is no Redis that is away


@pytest.fixture
def counting(own_redis):
    """A throttle that counts in the Redis of this test."""
    own_redis.start()
    return Throttle(SharedRedis(own_redis.url, **PATIENT))


def tries(counting, most=20):
    """How many tries are let through until one is refused."""
    for number in range(most):
        try:
            counting.spend(THREE_AN_HOUR, "asha")
        except TooMany:
            return number
    return most


def counted_here():
    return sum(session.scalars(select(ThrottleCount.count)))


@pytest.mark.parametrize("trouble", TROUBLES)
def test_who_tries_too_often_is_stopped_all_the_same(own_redis, counting, trouble):
    getattr(own_redis, trouble)()

    assert tries(counting) == 3
    with pytest.raises(TooMany) as refusal:
        counting.spend(THREE_AN_HOUR, "asha")
    assert 3500 < refusal.value.retry_after <= 3600


@pytest.mark.parametrize("trouble", TROUBLES)
def test_after_a_success_the_count_begins_from_nothing(own_redis, counting, trouble):
    getattr(own_redis, trouble)()
    tries(counting)

    counting.forget(THREE_AN_HOUR, "asha")

    assert tries(counting) == 3


def test_without_redis_from_the_first_moment_it_is_counted(own_redis):
    assert tries(Throttle(SharedRedis(own_redis.url))) == 3


def test_while_redis_counts_the_database_does_not(own_redis, counting):
    assert tries(counting) == 3

    assert counted_here() == 0
    assert own_redis.keys("LIMITS*")


def test_however_often_redis_comes_and_goes_the_database_gives_a_window_once(own_redis, counting):
    let_through = tries(counting)
    for _time in range(3):
        own_redis.freeze()
        let_through += tries(counting)
        own_redis.go_on()
        until_redis_counts(counting)
        let_through += tries(counting)

    assert let_through == 2 * THREE_AN_HOUR.amount


def test_when_it_is_back_and_empty_redis_counts_again(own_redis, counting):
    own_redis.stop()
    tries(counting)

    own_redis.start()
    until_redis_counts(counting)

    assert tries(counting) == 3
    assert own_redis.keys("LIMITS*kettle*")


def until_redis_counts(counting):
    until, before = time.monotonic() + PATIENCE_SECONDS, -1
    while counted_here() != before:
        before = counted_here()
        counting.spend(Limit("waiting", 1000, timedelta(hours=1)), "nobody")
        assert time.monotonic() < until
        time.sleep(0.05)
