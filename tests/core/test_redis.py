"""A Redis that is away is asked once, then left alone, and used again when it is back."""

import time

import pytest
from redis import Redis
from redis.exceptions import RedisError

from forum.core.redis import Away, SharedRedis
from tests.operations.relays import Silent

pytestmark = pytest.mark.apart

PAGE_SECONDS = 0.1  # what an outage may cost a page
PATIENCE_SECONDS = 20
PATIENT = {"answer_seconds": 0.5}  # a machine with much to do is no Redis that is away


class Asking:
    """Somebody who writes to a Redis, and how often the question was really put."""

    def __init__(self, url, **settings):
        self.shared = SharedRedis(url, **settings)
        self.put = 0

    def answered(self):
        try:
            return self.shared.ask(self._put)
        except RedisError:
            return None

    def answered_again(self):
        """Whether it is answered before patience ends, with nothing done but to ask."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.answered():
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def _put(self):
        self.put += 1
        return Redis(connection_pool=self.shared.pool).set("kettle", "on")


@pytest.fixture
def asking(own_redis):
    """Somebody who asks the Redis of this test, with short rests."""
    own_redis.start()
    return Asking(own_redis.url, **PATIENT, rest_seconds=0.2)


def test_both_times_that_a_page_may_wait_are_less_than_it_may_cost():
    waits = SharedRedis("redis://127.0.0.1/0").pool.connection_kwargs

    assert waits["socket_connect_timeout"] + waits["socket_timeout"] < PAGE_SECONDS
    assert waits["retry"].get_retries() == 0


@pytest.mark.parametrize("trouble", ["stop", "freeze", "is_full"])
def test_after_one_question_in_vain_none_is_put_until_it_is_back(own_redis, trouble):
    own_redis.start()
    asking = Asking(own_redis.url, **PATIENT, rest_seconds=600)
    assert asking.answered()

    getattr(own_redis, trouble)()
    answers = [asking.answered() for _time in range(5)]

    assert answers == [None] * 5
    assert asking.put == 2
    with pytest.raises(Away):
        asking.shared.ask(asking.answered)


def test_one_that_was_gone_is_used_again(own_redis, asking):
    assert asking.answered()
    own_redis.stop()
    assert not asking.answered()

    own_redis.start()

    assert asking.answered_again()
    assert own_redis.keys("kettle")


def test_one_that_was_frozen_is_used_again(own_redis, asking):
    assert asking.answered()
    own_redis.freeze()
    assert not asking.answered()

    own_redis.go_on()

    assert asking.answered_again()


def test_one_that_was_never_there_is_used_when_it_comes(own_redis):
    asking = Asking(own_redis.url, **PATIENT, rest_seconds=0.2)
    assert not asking.answered()

    own_redis.start()

    assert asking.answered_again()


def test_one_that_only_answers_and_takes_nothing_is_left_alone(own_redis, asking):
    own_redis.is_full()
    assert not asking.answered()

    for _time in range(10):
        time.sleep(0.1)
        assert not asking.answered()

    assert asking.put == 1


def test_one_try_that_hangs_is_the_only_one():
    with Silent() as one:
        asking = Asking(f"redis://127.0.0.1:{one.port}/0", answer_seconds=0.3, rest_seconds=0)
        asking.answered()
        asking.answered()
        trial = asking.shared._trial
        asking.answered()

        assert not trial.done()
        assert asking.shared._trial is trial


def test_what_is_away_is_logged_once_and_that_it_is_back(own_redis, asking, caplog):
    own_redis.stop()
    for _time in range(5):
        time.sleep(0.1)
        asking.answered()
    own_redis.start()
    asking.answered_again()

    said = [record.message for record in caplog.records]
    assert len(said) == 2
    assert said[0].startswith("Redis is away: ")
    assert said[1] == "Redis is back."
