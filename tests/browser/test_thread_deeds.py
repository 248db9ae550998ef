"""Looking after threads in a browser, with scripts and without: the pages that ask, and posts moved in n + 2 steps."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THREAD = re.compile(r"190 desks for 410 people")
ASKED = ("Pin", "Close on a day", "Change the title", "Move to another board", "Merge into another", "Hide")


def looks_right(page: Page, width: int, scripts: bool) -> None:
    """Axe, which is a script itself, finds nothing, and nothing scrolls sideways."""
    if not scripts:
        return
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def open_thread(page: Page) -> str:
    page.goto("/search?q=190+desks")
    page.get_by_role("link", name=THREAD).first.click()
    page.goto(page.url.split("#")[0])
    return page.url


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, True), (1280, False)])
def test_every_page_that_asks_for_a_deed_can_be_read(opens, width, scripts):
    page = opens("administrator", width=width, scripts=scripts)
    address = open_thread(page)
    looks_right(page, width, scripts)
    side = page.get_by_role("region", name="Moderate this thread")
    for deed in ASKED:
        page.goto(address)
        side.get_by_role("link", name=deed, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("190 desks")
        looks_right(page, width, scripts)
    page.goto(address)
    page.get_by_role("link", name=re.compile("^Take personal data out of reply 2")).click()
    looks_right(page, width, scripts)


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, False)])
def test_two_posts_are_moved_in_four_steps(opens, width, scripts):
    page, steps = opens("administrator", width=width, scripts=scripts), 0
    address = open_thread(page)

    boxes = page.get_by_role("checkbox", name=re.compile("^Tick reply"))
    for number in range(2):
        boxes.nth(number).check()
        steps += 1
    page.get_by_role("button", name="Move the ticked posts").click()
    steps += 1
    looks_right(page, width, scripts)
    page.get_by_label("Title of the new thread").fill(f"Which desks stand empty, at {width} pixels?")
    page.get_by_label("Reason").select_option(label="It is about something else than the thread.")
    page.get_by_role("button", name="Move the posts").click()
    steps += 1

    assert steps == 2 + 2
    expect(page.get_by_text("2 posts were moved")).to_have_count(1 if scripts else 2)
    page.get_by_role("link", name=f"Which desks stand empty, at {width} pixels?").first.click()
    expect(page.get_by_text("The next 2 posts were moved here")).to_be_visible()
    looks_right(page, width, scripts)
    assert page.url != address


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, False)])
def test_what_was_done_to_a_post_far_down_is_said_in_sight_and_covers_nothing_of_it(opens, width, scripts):
    page = opens("administrator", width=width, scripts=scripts)
    page.goto("/latest")
    page.get_by_role("link", name=re.compile("^Say hello")).first.click()
    page.goto(page.url.split("#")[0])
    page.locator("#post-12").get_by_role("link", name=re.compile("^Hide")).click()
    page.get_by_label("Reason").select_option(label="It breaks the rules of this forum.")
    page.get_by_role("button", name=re.compile("^Hide")).click()

    post = page.locator(".app-post:target")
    expect(page.get_by_role("status")).to_be_in_viewport(ratio=1)
    expect(post.get_by_text("Hidden", exact=True)).to_be_in_viewport()
    said, shown = page.get_by_role("status").bounding_box(), post.bounding_box()
    assert said
    assert shown
    assert said["y"] + said["height"] <= shown["y"]
    page.get_by_role("link", name="Look at it, or undo it").click()
    page.get_by_label("Reason").select_option(label="The earlier decision was a mistake.")
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_role("status")).to_contain_text("undone")
