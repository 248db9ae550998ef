"""While Redis is away no deed fails or waits for the queue, and the worker goes on with its own work."""

import time

import pytest
from redis.exceptions import RedisError

from forum.core.jobs import last_begun, make_queue, note_beginning, waker, work_at
from forum.core.redis import SharedRedis

pytestmark = pytest.mark.apart

TROUBLES = ["stop", "freeze", "is_full"]
PATIENCE_SECONDS = 20
PATIENT = {"answer_seconds": 0.5}  # a machine with much to do is no Redis that is away


class Counting(SharedRedis):
    """Counts the questions that are really put."""

    put = 0

    def ask(self, question):
        def counted():
            self.put += 1
            return question()

        return super().ask(counted)


class Kitchen:
    """A queue in the Redis of a test, with one kind of work."""

    def __init__(self, url, folder, **settings):
        self.redis, self.boiled = Counting(url, **settings), []
        self.queue = make_queue(self.redis, folder, immediate=False)
        self.job = self.queue.task(name="boil")(lambda: self.boiled.append(1))
        self.wake = waker(self.queue, self.job)

    def work(self):
        """Do what waits, as the worker does."""
        while (task := self.queue.dequeue()) is not None:
            self.queue.execute(task)


@pytest.fixture
def kitchen(own_redis, tmp_path):
    """One with a Redis that answers."""
    own_redis.start()
    return Kitchen(own_redis.url, tmp_path, **PATIENT, rest_seconds=0.2)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_deed_that_wakes_the_worker_is_not_harmed_and_waits_once(own_redis, tmp_path, trouble):
    own_redis.start()
    kitchen = Kitchen(own_redis.url, tmp_path, **PATIENT, rest_seconds=600)
    getattr(own_redis, trouble)()

    for _time in range(5):
        kitchen.wake()

    assert kitchen.redis.put <= 2  # where it can be read, whether the job waits is asked first
    with pytest.raises(RedisError):
        kitchen.job()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_a_worker_gives_itself_is_done_once(own_redis, kitchen, trouble):
    work_at(kitchen.queue)
    getattr(own_redis, trouble)()

    for _time in range(3):
        kitchen.wake()
    kitchen.work()
    kitchen.work()

    assert kitchen.boiled == [1]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_a_worker_asks_of_the_queue_meanwhile_is_answered_by_nothing(own_redis, kitchen, caplog, trouble):
    work_at(kitchen.queue)
    getattr(own_redis, trouble)()

    note_beginning(kitchen.queue, "minute")

    assert last_begun(kitchen.queue, "minute") is None
    assert kitchen.queue.read_schedule() == []
    assert [record.message[:14] for record in caplog.records] == ["Redis is away:"]


def test_who_is_no_worker_is_told_that_nothing_can_be_known(kitchen, own_redis):
    own_redis.stop()

    with pytest.raises(RedisError):
        last_begun(kitchen.queue, "minute")


def test_a_worker_forgets_the_oldest_of_what_it_can_never_do(kitchen, own_redis):
    work_at(kitchen.queue)
    own_redis.stop()

    for _time in range(1000):
        kitchen.job()

    assert 0 < len(kitchen.queue.pending()) < 1000


def test_back_and_empty_the_queue_is_used_again(kitchen, own_redis):
    work_at(kitchen.queue)
    own_redis.stop()
    kitchen.wake()
    own_redis.start()
    until = time.monotonic() + PATIENCE_SECONDS
    while not own_redis.keys("huey*"):
        assert time.monotonic() < until
        kitchen.job()
        time.sleep(0.05)

    waited = len(kitchen.queue.pending())
    kitchen.work()

    assert len(kitchen.boiled) == waited > 1
    assert own_redis.keys("huey*") == []
