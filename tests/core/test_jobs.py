"""The queue that the worker empties, in each of its stores."""

from pathlib import Path

import pytest
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey

from forum.core.jobs import make_queue


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


def test_with_redis_jobs_wait_there(redis_url: str, tmp_path: Path):
    queue = make_queue(redis_url, tmp_path, immediate=False)

    assert isinstance(queue, RedisHuey)
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
