"""A mail server that hangs or is away delays mail and nothing else; when it is there, mail leaves at once."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import requests

from tests.core.desks import MailDesk
from tests.reading import read_sign_ins
from tests.serving import RunningForum

pytestmark = [pytest.mark.slow, pytest.mark.apart]

PATIENCE_SECONDS = 60
FOUND_WITHIN_SECONDS = 18  # less than the worker waits for a mail server that hangs


@pytest.fixture(autouse=True)
def forum() -> None:
    """This test looks at a forum from outside."""


@pytest.fixture
def desk() -> Iterator[MailDesk]:
    """A mail server, not started yet."""
    desk = MailDesk()
    yield desk
    desk.stop()


@pytest.fixture
def running(tmp_path: Path, demonstration: Path, desk: MailDesk) -> Iterator[RunningForum]:
    """A forum that sends its mail there."""
    forum = RunningForum(tmp_path, FORUM_MAIL_URL=f"smtp://127.0.0.1:{desk.port}")
    forum.take(demonstration)
    forum.start_web()
    forum.start_worker()
    yield forum
    forum.stop()


class Person:
    """Somebody with a browser."""

    def __init__(self, url: str) -> None:
        self._url, self._browser = url, requests.Session()

    def send(self, page: str, address: str = "", **fields: str) -> None:
        """Fill the form of a page and send it."""
        text = self._browser.get(f"{self._url}{page}", timeout=20).text
        hidden = re.findall(r'<input[^>]*name="(csrf_token|form_key)"[^>]*value="([^"]*)"', text)
        known = {name: unescape(value) for name, value in hidden}
        answer = self._browser.post(f"{self._url}{address or page}", {**known, **fields}, timeout=20)
        assert answer.ok, answer.status_code


def within(seconds: float, is_so: Callable[[], object]) -> bool:
    """Whether something is so before the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.2)
    return False


def test_a_mail_server_that_hangs_delays_mail_and_nothing_else(running, desk):
    stranger, member = Person(running.url), Person(running.url)
    email, password = read_sign_ins(running.command("demonstration", "sign-ins"))["Administrator"]
    member.send("/sign-in", email=email, password=password)

    with socket.create_server(("127.0.0.1", desk.port)):  # takes connections and never says a word
        stranger.send("/sign-up", email="asha@kent.example")
        time.sleep(1)
        thread = _thread(running)
        member.send(thread, f"{thread.rpartition('/')[0]}/replies", body="We tried hangingkettle and it held.")
        found = within(FOUND_WITHIN_SECONDS, lambda: _is_found(running, "hangingkettle"))
    assert found

    desk.start()
    stranger.send("/sign-up", email="ben@kent.example")
    assert within(PATIENCE_SECONDS, lambda: {"asha@kent.example", "ben@kent.example"} <= set(desk.recipients))
    assert len(desk.recipients) == len(set(desk.recipients))  # with those who follow the thread, each once


def _thread(running: RunningForum) -> str:
    page = requests.get(f"{running.url}/boards/letters-and-documents", timeout=20).text
    return re.findall(r'href="(/threads/\d+/[^"?#]+)"', page)[0]


def _is_found(running: RunningForum, word: str) -> bool:
    time.sleep(0.6)  # below the pace that one address may search at
    return "app-hit__text" in requests.get(f"{running.url}/search?q={word}", timeout=20).text
