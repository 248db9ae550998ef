"""The queue that the worker empties, in each of its stores."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from huey import Huey, MemoryHuey, SqliteHuey

from forum.core.jobs import OneAtATime, make_queue, waker
from forum.core.queue import QueueInRedis
from forum.core.redis import SharedRedis

pytestmark = pytest.mark.apart


@pytest.fixture
def patient_redis(redis_url: str) -> SharedRedis:
    """A machine with much to do is not taken for a Redis that is away."""
    return SharedRedis(redis_url, answer_seconds=20)


def _runs_what_it_is_given(queue: Huey) -> bool:
    """Hand a job in, take it out again as the worker does, and run it."""
    done: list[str] = []
    job = queue.task(name="boil")(lambda word: done.append(word))
    queue.flush()
    job("kettle")
    assert done == [] or queue.immediate
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
    return done == ["kettle"]


def test_by_default_jobs_wait_in_a_file(tmp_path: Path):
    queue = make_queue(None, tmp_path / "var", immediate=False)

    assert isinstance(queue, SqliteHuey)
    assert _runs_what_it_is_given(queue)
    assert (tmp_path / "var" / "jobs.sqlite").is_file()


def test_with_redis_jobs_wait_there(patient_redis: SharedRedis, tmp_path: Path):
    queue = make_queue(patient_redis, tmp_path, immediate=False)

    assert isinstance(queue, QueueInRedis)
    assert _runs_what_it_is_given(queue)
    assert list(tmp_path.iterdir()) == []


def test_in_tests_jobs_run_at_once(tmp_path: Path):
    queue = make_queue(None, tmp_path, immediate=True)

    assert isinstance(queue, MemoryHuey)
    assert _runs_what_it_is_given(queue)


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_job_survives_a_restart(tmp_path: Path, jobs: int):
    before = make_queue(None, tmp_path, immediate=False)
    job = before.task(name="boil")(lambda: None)
    for _number in range(jobs):
        job()

    after = make_queue(None, tmp_path, immediate=False)

    assert after.pending_count() == jobs


@pytest.mark.parametrize("store", ["file", "redis"])
def test_a_job_is_asked_for_once_until_it_begins_whatever_else_waits(
    request: pytest.FixtureRequest, tmp_path: Path, store: str
):
    redis = request.getfixturevalue("patient_redis") if store == "redis" else None
    queue = make_queue(redis, tmp_path, immediate=False)
    queue.flush()
    wake_boil = waker(queue, queue.task(name="boil")(lambda: None))
    wake_pour = waker(queue, queue.task(name="pour")(lambda: None))

    for _time in range(3):
        wake_boil()
        wake_pour()
    assert [task.name for task in queue.pending()] == ["boil", "pour"]

    queue.dequeue()
    wake_boil()
    assert [task.name for task in queue.pending()] == ["pour", "boil"]
    queue.flush()


def test_work_is_done_by_one_thread_at_a_time_and_once_more_for_who_asked_meanwhile():
    begun, may_end, done = Event(), Event(), []

    def boil() -> None:
        done.append("begun")
        begun.set()
        may_end.wait(10)
        done.append("ended")

    work = OneAtATime(boil)
    first = _started(work)
    begun.wait(10)
    others = [_started(work) for _number in range(3)]
    for thread in others:
        thread.join(10)
    assert done == ["begun"]

    may_end.set()
    first.join(10)
    assert done == ["begun", "ended"] * 2


def test_work_that_fails_is_done_again_when_it_is_asked_for():
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise RuntimeError("The kettle is broken")

    work = OneAtATime(fail)
    for _time in range(2):
        with pytest.raises(RuntimeError):
            work()

    assert tries == [1, 1]


def _started(work: Callable[[], None]) -> Thread:
    thread = Thread(target=work)
    thread.start()
    return thread
