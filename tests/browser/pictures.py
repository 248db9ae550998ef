"""`make pictures`: the two pictures of the README, taken of a forum with demonstration data."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS, sign_in
from tests.reading import read_sign_ins
from tests.serving import RunningForum

HERE = Path(__file__).resolve().parent / "pictures"
SIZE = {"width": 1280, "height": 900}
QUESTION = "appointment letters page"


def main() -> None:
    """Run a forum, look at its front page and at a search, keep what is seen."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        forum = RunningForum(Path(folder))
        forum.command("db", "upgrade")
        forum.command("demonstration", "load")
        forum.command("search", "rebuild")
        sign_ins = read_sign_ins(forum.command("demonstration", "sign-ins"))
        forum.start_web()
        try:
            _take(forum.url, sign_ins["Verified public servant"])
        finally:
            forum.stop()


def _take(url: str, who: tuple[str, str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = browser.new_context(base_url=url, viewport=SIZE).new_page()  # type: ignore[arg-type]
        sign_in(page, *who)
        _picture(page, "/", "front")
        page.goto(f"/search?q={QUESTION}")
        page.locator(".app-hit a").first.click()
        _picture(page, page.url.partition("#")[0], "thread")
        browser.close()


def _picture(page: Page, path: str, name: str) -> None:
    page.goto(path)
    page.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    main()
