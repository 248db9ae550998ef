"""An administrator opens a board to everyone: password again, what it means, done; with scripts and without."""

import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.serving import RunningForum

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _long_ago(running: RunningForum) -> None:
    """Let it be long since anybody gave the password."""
    with sqlite3.connect(running.folder / "forum.sqlite", timeout=10) as database:
        database.execute("UPDATE browser_session SET proven_at = '2020-01-01 00:00:00.000000'")


def _give_password(page: Page, password: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Give your password again")
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is lost")
    page.get_by_role("button", name="Go on").click()


@pytest.mark.parametrize(
    ("scripts", "width", "name", "slug"),
    [
        (True, 1280, "Schools and child care", "schools-and-child-care"),
        (False, 320, "Information and data", "information-and-data"),
    ],
    ids=["scripts", "no scripts"],
)
def test_a_board_is_opened_to_everyone(
    opens: Opens,
    running: RunningForum,
    sign_ins: dict[str, tuple[str, str]],
    scripts: bool,
    width: int,
    name: str,
    slug: str,
) -> None:
    guest, page = opens(), opens("administrator", width, scripts)
    closed = guest.goto(f"/boards/{slug}")
    _long_ago(running)

    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="Sections and boards").click()
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_label("Everyone, guests and search engines included").check()
    page.get_by_role("button", name="Save").click()
    _give_password(page, sign_ins["administrator"][1])

    expect(page.get_by_role("heading", level=1)).to_have_text("What the change means")
    expect(page.get_by_role("main")).to_contain_text("become readable by everyone, guests and search engines included.")
    still_closed = guest.goto(f"/boards/{slug}")
    page.get_by_role("button", name="Change the board").click()

    expect(page.get_by_role("main")).to_contain_text(f"The board {name} is changed.")
    opened = guest.goto(f"/boards/{slug}")
    assert [answer.status for answer in (closed, still_closed, opened) if answer] == [404, 404, 200]


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_the_head_of_the_page_has_one_height_for_an_administrator(opens: Opens, width: int) -> None:
    page, heights = opens("administrator", width), set()

    for address in ("/", "/latest", "/verification/requests", "/admin"):
        page.goto(address)
        box = page.get_by_role("banner").bounding_box()
        heights.add(box["height"] if box else None)

    assert len(heights) == 1
