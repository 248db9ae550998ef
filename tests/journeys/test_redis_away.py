"""Redis is frozen, gone and back empty under a forum that runs: pages answer, the worker goes on, nothing is lost."""

import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from pathlib import Path

import pytest
import requests

from tests.reading import read_sign_ins
from tests.redises import OwnRedis
from tests.serving import RunningForum

pytestmark = [pytest.mark.slow, pytest.mark.apart]

PATIENCE_SECONDS = 20
WITHIN_A_MINUTE = 80  # the worker looks by itself each minute; then it has to write the index
AT_ONCE = 25  # less than that, so the worker was woken
PATIENT = "?socket_timeout=0.5&socket_connect_timeout=0.5"  # a machine with much to do is no Redis that is away
_searches = count()


@pytest.fixture(autouse=True)
def forum() -> None:
    """These tests look at a forum from outside."""


@pytest.fixture
def running(tmp_path: Path, demonstration: Path, own_redis: OwnRedis) -> Iterator[RunningForum]:
    """A forum with a Redis of its own, none of them started."""
    forum = RunningForum(tmp_path, FORUM_REDIS_URL=own_redis.url + PATIENT, FORUM_PROXIES="1")
    forum.take(demonstration)
    yield forum
    forum.stop()


class Person:
    """Somebody with a browser, in a place of their own."""

    def __init__(self, running: RunningForum, kind: str) -> None:
        self._url, self._browser = running.url, requests.Session()
        self._browser.headers["X-Forwarded-For"] = f"203.0.113.{len(kind)}"
        self._email, self._password = read_sign_ins(running.command("demonstration", "sign-ins"))[kind]
        self.words: list[str] = []

    def enter(self) -> int:
        """Sign in; answers the status."""
        return self._send("/sign-in", "/sign-in", email=self._email, password=self._password)

    def reply(self, word: str) -> None:
        """Reply to a thread. What is acknowledged is remembered."""
        thread = _thread(self._url)
        sent = self._send(thread, f"{thread.rpartition('/')[0]}/replies", body=f"We tried {word} and it held.")
        assert sent == 303
        self.words.append(word)

    def _send(self, page: str, address: str, **fields: str) -> int:
        text = self._browser.get(f"{self._url}{page}", timeout=PATIENCE_SECONDS).text
        hidden = re.findall(r'<input[^>]*name="(csrf_token|form_key)"[^>]*value="([^"]*)"', text)
        filled = {**{name: unescape(value) for name, value in hidden}, **fields}
        to = f"{self._url}{address}"
        return self._browser.post(to, filled, allow_redirects=False, timeout=PATIENCE_SECONDS).status_code


def test_redis_is_frozen_then_gone_then_back_empty(running, own_redis):
    own_redis.start()
    running.start_web()
    running.start_worker()
    person = Person(running, "Administrator")
    assert person.enter() == 303
    person.reply("boiledkettle")
    assert _within(AT_ONCE, lambda: _is_found(running, "boiledkettle"))

    own_redis.freeze()
    _all_pages_answer(running)
    person.reply("frozenkettle")
    assert Person(running, "Moderator").enter() == 303
    assert _within(WITHIN_A_MINUTE, lambda: _is_found(running, "frozenkettle"))

    own_redis.stop()
    _all_pages_answer(running)
    person.reply("gonekettle")
    assert Person(running, "Verified public servant").enter() == 303

    own_redis.start()
    assert _within(PATIENCE_SECONDS, lambda: _counts_in_redis(running, own_redis))
    person.reply("backkettle")
    assert _within(AT_ONCE, lambda: _is_found(running, "backkettle"))
    assert _is_found(running, "gonekettle")
    assert _within(WITHIN_A_MINUTE, lambda: own_redis.keys("huey.results.*"))  # the worker notes there that it lives

    texts = _texts(running)
    assert {word: texts.count(f"We tried {word} and it held.") for word in person.words} == dict.fromkeys(
        person.words, 1
    )
    assert "Traceback" not in _logs(running)


def test_redis_is_not_there_when_the_forum_starts(running, own_redis):
    running.start_web()
    person = Person(running, "Administrator")
    assert person.enter() == 303
    person.reply("earlykettle")
    running.start_worker()
    assert _within(WITHIN_A_MINUTE, lambda: _is_found(running, "earlykettle"))
    _all_pages_answer(running)

    own_redis.start()
    assert _within(PATIENCE_SECONDS, lambda: _counts_in_redis(running, own_redis))
    person.reply("latekettle")
    assert _within(AT_ONCE, lambda: _is_found(running, "latekettle"))
    assert "Traceback" not in _logs(running)


def _all_pages_answer(running: RunningForum) -> None:
    pages = ("/", "/latest", "/sign-in", "/search?q=letter", _thread(running.url), "/health/ready")
    answers = {page: requests.get(f"{running.url}{page}", timeout=PATIENCE_SECONDS) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert answers["/health/ready"].text == "degraded\n"


def _within(seconds: float, is_so: Callable[[], object]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.3)
    return False


def _is_found(running: RunningForum, word: str) -> bool:
    """Asked from many addresses: one alone would soon have searched enough."""
    place = {"X-Forwarded-For": f"198.51.100.{next(_searches) // 50 % 256}"}
    found = requests.get(f"{running.url}/search?q={word}", headers=place, timeout=PATIENCE_SECONDS)
    assert found.status_code in (200, 503)  # 503: the worker has not built the index yet
    return "app-hit__text" in found.text


def _counts_in_redis(running: RunningForum, own_redis: OwnRedis) -> bool:
    _is_found(running, "kettle")
    return bool(own_redis.keys("LIMITS*"))


def _thread(url: str) -> str:
    page = requests.get(f"{url}/boards/letters-and-documents", timeout=PATIENCE_SECONDS).text
    return re.findall(r'href="(/threads/\d+/[^"?#]+)"', page)[0]


def _texts(running: RunningForum) -> str:
    """All pages of the thread, one after the other."""
    path, pages, number = _thread(running.url), "", 1
    while (answer := requests.get(f"{running.url}{path}?page={number}", timeout=PATIENCE_SECONDS)).ok:
        pages, number = pages + answer.text, number + 1
    return pages


def _logs(running: RunningForum) -> str:
    return "".join((running.folder / name).read_text() for name in ("web.log", "worker.log"))
