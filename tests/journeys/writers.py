"""People who write while something fails, and whether all that was acknowledged is there, once, and is found."""

import re
import threading
import time
from html import unescape
from itertools import count

import requests

from tests.reading import read_sign_ins
from tests.serving import RunningForum

FOUND_WITHIN_SECONDS = 60
_searches = count()


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
            if answer.status_code == 503:  # not acknowledged, and what was sent comes back
                assert fields["body"] in answer.text
                time.sleep(0.3)
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
        page = self._browser.get(f"{self._url}{path}", timeout=20)
        page.raise_for_status()
        hidden = re.findall(r'<input[^>]*name="(csrf_token|form_key)"[^>]*value="([^"]*)"', page.text)
        return {name: unescape(value) for name, value in hidden}


def people(running: RunningForum) -> list[tuple[str, str]]:
    """Address and password of three who may write."""
    sign_ins = read_sign_ins(running.command("demonstration", "sign-ins"))
    return [sign_ins[kind] for kind in ("Administrator", "Moderator", "Verified public servant")]


def thread(running: RunningForum) -> str:
    """The address of a thread of a public board."""
    page = requests.get(f"{running.url}/boards/letters-and-documents", timeout=20).text
    return re.findall(r'href="(/threads/\d+/[^"?#]+)"', page)[0]


def texts(running: RunningForum) -> str:
    """All pages of the thread, one after the other."""
    path, pages, number = thread(running), "", 1
    while (answer := requests.get(f"{running.url}{path}?page={number}", timeout=20)).ok:
        pages, number = pages + answer.text, number + 1
    return pages


def not_found(running: RunningForum, words: list[str]) -> list[str]:
    """Those of the words that search does not find, however long one waits."""
    until, missing = time.monotonic() + FOUND_WITHIN_SECONDS, words
    while missing and time.monotonic() < until:
        missing = [word for word in missing if not _is_found(running, word)]
        time.sleep(0.5 if missing else 0)
    return missing


def _is_found(running: RunningForum, word: str) -> bool:
    """Asked from many addresses: one alone would soon have searched enough."""
    place = {"X-Forwarded-For": f"198.51.100.{next(_searches) // 50 % 256}"}
    return "app-hit__text" in requests.get(f"{running.url}/search?q={word}", headers=place, timeout=20).text
