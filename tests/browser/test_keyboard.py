"""Moderators who use no mouse: each journey by keyboard alone, in as few steps, with scripts and without."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.held import let_wait
from tests.browser.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
PATIENCE_SECONDS = 30
GRITTING = "Gritting decisions at 2 °C and falling"


def _moderator(opens: Opens, scripts: bool) -> Page:
    """A narrow window with scripts, a wide one without."""
    return opens("moderator", 320 if scripts else 1280, scripts)


def until_told(page: Page, words: str) -> None:
    """Wait for the worker: until something is told in these words that is not read yet."""
    notice, until = page.locator("li.app-thread", has_text=words).filter(has_text="unread"), time.monotonic()
    while not notice.count():
        assert time.monotonic() < until + PATIENCE_SECONDS, page.get_by_role("main").inner_text()
        time.sleep(0.2)
        page.goto("/notifications")


@SCRIPTS
def test_a_report_is_cleared_in_two_steps_from_its_notice_and_the_reporter_is_told(opens: Opens, scripts: bool) -> None:
    asker, page = opens("asker", 320, scripts), _moderator(opens, scripts)
    asker.goto("/boards/letters-and-documents?show=answered")
    asker.locator(".app-thread__title a").first.click()
    asker.get_by_role("link", name="Report reply").first.click()
    asker.get_by_label("It breaks the rules").check()
    asker.get_by_role("button", name="Send the report").click()
    page.goto("/")
    keyboard = Keyboard(page)
    keyboard.press("link", "Notifications")
    until_told(page, "A report of a post by")

    keyboard.steps = 0
    keyboard.press("link", "A report of a post by")
    keyboard.type("combobox", "Reason", "It keeps")
    keyboard.press("button", "Nothing is wrong")

    assert keyboard.steps == 2
    expect(page.get_by_role("status")).to_contain_text("It is decided")
    until_told(asker, "What you reported was looked at, and nothing found wrong")
    asker.get_by_role("link", name="What you reported was looked at, and nothing found wrong").first.click()
    expect(asker.get_by_role("main")).to_contain_text("It keeps to the rules.")


@SCRIPTS
def test_a_post_that_waits_is_published_in_one_step(opens: Opens, scripts: bool) -> None:
    chief, asker, page = opens("administrator"), opens("asker", scripts=scripts), _moderator(opens, scripts)
    let_wait(chief, "Every post")
    asker.goto("/boards/libraries-and-communities")
    asker.locator(".app-thread__title a").first.click()
    words = f"We closed at noon on {'Mondays' if scripts else 'Tuesdays'}."
    asker.get_by_label("Your reply").fill(words)
    asker.get_by_role("button", name="Publish reply").click()
    let_wait(chief, "None")
    keyboard = Keyboard(page)
    until_told(page, "waits for a moderator to approve it")
    keyboard.press("link", "waits for a moderator to approve it")
    expect(page.get_by_role("main")).to_contain_text(words)

    keyboard.steps = 0
    keyboard.press("button", "Publish the post")

    assert keyboard.steps == 1
    expect(page.get_by_role("status")).to_contain_text("It is decided")
    asker.reload()
    expect(asker.get_by_role("article").filter(has_text=words)).not_to_contain_text("Waits for a moderator")


@SCRIPTS
def test_a_member_is_suspended_in_two_steps_with_the_next_rung_pre_set_and_it_is_undone(
    opens: Opens, scripts: bool
) -> None:
    page = _moderator(opens, scripts)
    page.goto("/moderation/members/yusuf-demir")
    keyboard = Keyboard(page)

    keyboard.press("link", "Suspend", exact=True)
    expect(page.get_by_label("1 day", exact=True)).to_be_checked()
    keyboard.type("textbox", "In your words", "You called a colleague names.")
    keyboard.press("button", "Suspend", exact=True)

    assert keyboard.steps == 2
    expect(page.get_by_role("status")).to_contain_text("The member is suspended, and is told.")
    keyboard.press("link", "Suspension")
    keyboard.type("textbox", "In your words", "It was a quotation.")
    keyboard.press("button", "Undo it")
    expect(page.get_by_role("status")).to_contain_text("It is undone.")


@SCRIPTS
def test_two_posts_are_moved_into_another_board_in_four_steps(opens: Opens, scripts: bool) -> None:
    page, title = _moderator(opens, scripts), f"Who drives at four in the morning, {scripts}?"
    page.goto("/boards/roads-and-winter-service")
    keyboard = Keyboard(page)
    keyboard.press("link", GRITTING)
    boxes = page.get_by_role("checkbox", name=re.compile("^Tick reply"))
    names = [boxes.nth(place).evaluate("box => box.labels[0].innerText") for place in range(2)]

    keyboard.steps = 0
    for name in names:
        keyboard.tick(name)
    keyboard.press("button", "Move the ticked posts")
    keyboard.type("textbox", "Title of the new thread", title)
    keyboard.type("combobox", "Board", "Workplace")
    keyboard.type("combobox", "Reason", "It is about")
    keyboard.press("button", "Move the posts")

    assert keyboard.steps == 2 + 2
    keyboard.press("link", title)
    expect(page.get_by_role("navigation", name="Where you are")).to_contain_text("Workplace and people")
    expect(page.get_by_text("The next 2 posts were moved here")).to_be_visible()
