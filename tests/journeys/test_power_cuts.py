"""Web server and worker are killed while posts are written: every acknowledged post is there once, and is found."""

import re
import threading
import time
from collections.abc import Iterator
from html import unescape
from itertools import count
from pathlib import Path

import pytest
import requests

from tests.reading import read_sign_ins
from tests.serving import RunningForum

pytestmark = [pytest.mark.slow, pytest.mark.apart]

WRITERS, ROUNDS = 3, 3
SECONDS_BETWEEN_CUTS = 2.0
FOUND_WITHIN_SECONDS = 60
_searches = count()


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


class Writer(threading.Thread):
    """Replies to one thread again and again, sends anew what was not acknowledged, remembers what was."""

    def __init__(self, url: str, sign_in: tuple[str, str], thread: str, name: str) -> None:
        super().__init__(name=name)
        self._url, self._sign_in, self._thread = url, sign_in, thread
        self._browser = requests.Session()
        self.acknowledged: list[str] = []
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            self._write(f"{self.name}wrote{len(self.acknowledged)}")
            self.stopping.wait(0.8)  # below what one person may post

    def _write(self, word: str) -> None:
        fields: dict[str, str] = {}
        while not self.stopping.is_set():
            try:
                fields = fields or {**self._form(self._thread), "body": f"We tried {word} and it held."}
                address = f"{self._url}{self._thread.rpartition('/')[0]}/replies"
                answer = self._browser.post(address, data=fields, allow_redirects=False, timeout=20)
            except requests.RequestException:
                time.sleep(0.1)
                continue
            assert answer.status_code == 303, answer.status_code
            self.acknowledged.append(word)
            return

    def enter(self) -> None:
        """Sign in."""
        email, password = self._sign_in
        fields = {**self._form("/sign-in"), "email": email, "password": password}
        assert self._browser.post(f"{self._url}/sign-in", data=fields, timeout=20).ok

    def _form(self, path: str) -> dict[str, str]:
        page = self._browser.get(f"{self._url}{path}", timeout=20).text
        hidden = re.findall(r'<input[^>]*name="(csrf_token|form_key)"[^>]*value="([^"]*)"', page)
        return {name: unescape(value) for name, value in hidden}


def test_what_was_acknowledged_is_there_once_and_is_found(running):
    writers = [Writer(running.url, who, _thread(running), f"w{number}") for number, who in enumerate(_people(running))]
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
    texts = _texts(running)
    assert len(words) >= WRITERS * ROUNDS
    assert {word: texts.count(f"We tried {word} and it held.") for word in words} == dict.fromkeys(words, 1)
    assert _not_found(running, words) == []


def _people(running: RunningForum) -> list[tuple[str, str]]:
    sign_ins = read_sign_ins(running.command("demonstration", "sign-ins"))
    return [sign_ins[kind] for kind in ("Administrator", "Moderator", "Verified public servant")]


def _thread(running: RunningForum) -> str:
    page = requests.get(f"{running.url}/boards/letters-and-documents", timeout=20).text
    return re.findall(r'href="(/threads/\d+/[^"?#]+)"', page)[0]


def _texts(running: RunningForum) -> str:
    """All pages of the thread, one after the other."""
    path, pages, number = _thread(running), "", 1
    while (answer := requests.get(f"{running.url}{path}?page={number}", timeout=20)).ok:
        pages, number = pages + answer.text, number + 1
    return pages


def _not_found(running: RunningForum, words: list[str]) -> list[str]:
    until, missing = time.monotonic() + FOUND_WITHIN_SECONDS, words
    while missing and time.monotonic() < until:
        missing = [word for word in missing if not _is_found(running, word)]
        time.sleep(0.5 if missing else 0)
    return missing


def _is_found(running: RunningForum, word: str) -> bool:
    """Asked from many addresses: one alone would soon have searched enough."""
    place = {"X-Forwarded-For": f"198.51.100.{next(_searches) // 50 % 256}"}
    return "app-hit__text" in requests.get(f"{running.url}/search?q={word}", headers=place, timeout=20).text
