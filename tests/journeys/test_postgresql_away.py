"""PostgreSQL is killed, and frozen, while people write: pages say so, no post is lost, and all goes on by itself."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.journeys.writers import Writer, not_found, people, texts, thread
from tests.postgresqls import OwnPostgresql
from tests.serving import RunningForum

pytestmark = [pytest.mark.slow, pytest.mark.apart]

AWAY_SECONDS = float(os.environ.get("FORUM_TEST_AWAY_SECONDS", "6"))
PATHS = ("", "/health/live", "/health/ready")
PATIENCE_SECONDS = 60  # for an answer, and for what comes back, on a machine that others use too


@pytest.fixture(autouse=True)
def forum() -> None:
    """These tests look at a forum from outside."""


@pytest.fixture
def running(tmp_path: Path, own_postgresql: OwnPostgresql) -> Iterator[RunningForum]:
    """A forum on a PostgreSQL of its own, with people who write."""
    settings = {"FORUM_DATABASE_URL": own_postgresql.url, "FORUM_DATABASE_SECONDS": "2"}
    forum = RunningForum(tmp_path, FORUM_PROXIES="1", **settings)
    forum.command("demonstration", "load", "--migrate")
    forum.start_web()
    forum.start_worker()
    yield forum
    forum.stop()


@pytest.fixture
def writers(running: RunningForum) -> Iterator[list[Writer]]:
    """They have begun to write."""
    place = thread(running)
    writing = [Writer(running.url, who, place, f"w{number}") for number, who in enumerate(people(running))]
    for writer in writing:
        writer.enter()
    for writer in writing:
        writer.start()
    time.sleep(2)
    yield writing
    for writer in writing:
        writer.stopping.set()
        writer.join()


def test_the_server_is_killed_and_comes_back(running, writers, own_postgresql):
    own_postgresql.stop()
    until = time.monotonic() + AWAY_SECONDS
    while time.monotonic() < until:
        _says_that_it_is_away(running)
        time.sleep(0.5)
    own_postgresql.start()

    _pages_answer_again(running)
    _nothing_is_lost(running, writers)


def test_the_server_is_frozen_and_goes_on(running, writers, own_postgresql):
    own_postgresql.freeze()
    try:
        _says_that_it_is_away(running)
    finally:
        own_postgresql.go_on()

    _pages_answer_again(running)
    _nothing_is_lost(running, writers)


def _says_that_it_is_away(running: RunningForum) -> None:
    page, live, ready = (requests.get(f"{running.url}{path}", timeout=PATIENCE_SECONDS) for path in PATHS)
    assert page.status_code == 503
    assert int(page.headers["Retry-After"]) > 0
    assert "The forum cannot reach its database." in page.text
    assert page.text.count("<h1") == 1
    assert (live.status_code, ready.status_code) == (200, 503)


def _pages_answer_again(running: RunningForum) -> None:
    """Without a restart."""
    began = time.monotonic()
    while requests.get(running.url, timeout=PATIENCE_SECONDS).status_code != 200:
        assert time.monotonic() < began + PATIENCE_SECONDS
        time.sleep(0.1)


def _nothing_is_lost(running: RunningForum, writers: list[Writer]) -> None:
    before = [len(writer.acknowledged) for writer in writers]
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and not _have_written_more(writers, before):
        time.sleep(0.2)
    after = [len(writer.acknowledged) for writer in writers]
    for writer in writers:
        writer.stopping.set()
        writer.join()
    words = [word for writer in writers for word in writer.acknowledged]
    found = texts(running)
    assert all(now > then for now, then in zip(after, before, strict=True))
    assert {word: found.count(f"We tried {word} and it held.") for word in words} == dict.fromkeys(words, 1)
    assert not_found(running, words) == []
    assert "Traceback" not in (running.folder / "web.log").read_text()
    assert running.worker is not None
    assert running.worker.poll() is None


def _have_written_more(writers: list[Writer], before: list[int]) -> bool:
    return all(len(writer.acknowledged) > many for writer, many in zip(writers, before, strict=True))
