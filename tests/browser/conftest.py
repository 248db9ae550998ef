"""One running forum with demonstration data, and Chromium, for all tests of this folder."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.reading import read_sign_ins
from tests.serving import RunningForum

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PEOPLE = {
    "asker": "Verified public servant",
    "answerer": "Verified, invited to a closed board",
    "newcomer": "Member, joined this week",
    "silenced": "Silenced",
    "suspended": "Suspended",
    "moderator": "Moderator",
    "administrator": "Administrator",
}  # by their kinds among the demonstration sign-ins

Opens = Callable[..., Page]
PATIENCE_MS = 30_000  # for a page on a machine that others use too
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(autouse=True)
def forum() -> None:
    """These tests look at a forum from outside: they need no empty one inside."""


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Iterator[RunningForum]:
    """The forum with demonstration data, in two processes."""
    forum = RunningForum(tmp_path_factory.mktemp("running"))
    forum.take(demonstration)
    forum.start_web()
    forum.start_worker()
    yield forum
    forum.stop()


@pytest.fixture(scope="session")
def sign_ins(running: RunningForum) -> dict[str, tuple[str, str]]:
    """Address and password of some people of the demonstration data."""
    by_kind = read_sign_ins(running.command("demonstration", "sign-ins"))
    return {who: by_kind[kind] for who, kind in PEOPLE.items()}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, and fail where CI=true."""
    path = shutil.which("chromium")
    if path is None:
        reason = "no chromium here (Debian: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, running: RunningForum, sign_ins: dict[str, tuple[str, str]]) -> Iterator[Opens]:
    """Opens a browser: `opens(who=None, width=1280, scripts=True)`."""
    with opening(chromium, running, sign_ins) as open_browser:
        yield open_browser


@contextmanager
def opening(chromium: Browser, running: RunningForum, sign_ins: dict[str, tuple[str, str]]) -> Iterator[Opens]:
    """What opens a browser, as often as it is asked; all are closed at the end of the block."""
    contexts: list[BrowserContext] = []
    _count_from_nought(running)

    def open_browser(who: str | None = None, width: int = 1280, scripts: bool = True) -> Page:
        size = {"width": width, "height": 900}
        context = chromium.new_context(base_url=running.url, viewport=size, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        if who is not None:
            sign_in(page, *sign_ins[who])
        return page

    yield open_browser
    for context in contexts:
        context.close()


def _count_from_nought(running: RunningForum) -> None:
    """All tests together sign in more often from one address than an office does in a quarter of an hour."""
    with closing(sqlite3.connect(running.folder / "forum.sqlite", timeout=10)) as database, database:
        database.execute("DELETE FROM throttle_count")


@pytest.fixture
def complaints() -> list[str]:
    """What browsers that `listens` was called for have complained of."""
    return []


def listens(page: Page, complaints: list[str], home: str) -> None:
    """Note errors of scripts, refusals of the content policy, and requests that leave the site."""

    def note(request: Any) -> None:
        if not request.url.startswith((home, "data:", "about:")):
            complaints.append(f"a request to {request.url}")

    page.on("pageerror", lambda fault: complaints.append(f"a script failed: {fault}"))
    page.on("console", lambda word: complaints.append(word.text) if word.type == "error" else None)
    page.on("request", note)


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in through the page, as people do."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
