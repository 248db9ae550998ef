"""Web server and worker are killed while posts are written: every acknowledged post is there once, and is found."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.writers import Writer, not_found, people, texts, thread
from tests.serving import RunningForum

pytestmark = [pytest.mark.slow, pytest.mark.apart]

WRITERS, ROUNDS = 3, 3
SECONDS_BETWEEN_CUTS = 2.0


@pytest.fixture(autouse=True)
def forum() -> None:
    """This test looks at a forum from outside."""


@pytest.fixture
def running(tmp_path: Path, demonstration: Path) -> Iterator[RunningForum]:
    """A forum with a public board and three people who may write there."""
    forum = RunningForum(tmp_path, FORUM_PROXIES="1")
    forum.take(demonstration)
    forum.start_web()
    forum.start_worker()
    yield forum
    forum.stop()


def test_what_was_acknowledged_is_there_once_and_is_found(running):
    writers = [Writer(running.url, who, thread(running), f"w{number}") for number, who in enumerate(people(running))]
    for writer in writers:
        writer.enter()
    for writer in writers:
        writer.start()
    for _round in range(ROUNDS):
        time.sleep(SECONDS_BETWEEN_CUTS)
        running.kill(running.web)
        running.kill(running.worker)
        running.start_web()
        running.start_worker()
    time.sleep(SECONDS_BETWEEN_CUTS)
    for writer in writers:
        writer.stopping.set()
        writer.join()

    words = [word for writer in writers for word in writer.acknowledged]
    found = texts(running)
    assert len(words) >= WRITERS * ROUNDS
    assert {word: found.count(f"We tried {word} and it held.") for word in words} == dict.fromkeys(words, 1)
    assert not_found(running, words) == []
