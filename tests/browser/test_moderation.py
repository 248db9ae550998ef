"""A guest reports a post and a moderator clears it: with the mouse and scripts, and by keyboard alone without them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _looks_right(page: Page) -> None:
    """Nothing scrolls sideways, and axe finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or {})["width"]
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


def _report(page: Page, words: str) -> str:
    """Report the first reply of the first thread, as a guest; answers the title of the thread."""
    page.goto("/boards/letters-and-documents?show=answered")
    page.locator(".app-thread__title a").first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Report reply").first.click()
    page.get_by_label("I worry about someone’s safety").check()
    page.get_by_label("In your own words").fill(words)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("main")).to_contain_text("116 123")
    return title


@pytest.mark.parametrize("width", [1280, 320])
def test_a_guest_reports_and_a_moderator_clears_it_from_the_notice(opens: Opens, width: int) -> None:
    guest, page = opens(width=width), opens("administrator", width)
    title = _report(guest, f"Seen at {width} pixels")

    page.goto("/moderation")
    expect(page.get_by_role("main")).to_contain_text("Urgent")
    _looks_right(page)
    page.get_by_role("link", name=f"Report: {title}").first.click()
    expect(page.get_by_role("main")).to_contain_text(f"Seen at {width} pixels")
    _looks_right(page)
    page.get_by_label("Reason").select_option("It keeps to the rules.")
    page.get_by_role("button", name="Nothing is wrong").click()

    expect(page.get_by_role("status")).to_contain_text("It is decided")


def test_by_keyboard_alone_and_without_scripts_many_are_cleared_at_once(opens: Opens) -> None:
    guest, page = opens(width=320, scripts=False), opens("administrator", 320, scripts=False)
    _report(guest, "By hand")

    page.goto("/")
    keyboard = Keyboard(page)
    keyboard.press("link", "Moderation", exact=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for moderators")
    keyboard.tick("Choose Report")
    keyboard.type("combobox", "Reason", "It keeps")
    keyboard.press("button", "Nothing is wrong with them")

    expect(page.get_by_role("status")).to_contain_text("1 case is decided")


def test_every_page_of_reporting_is_free_of_faults_at_320_pixels(opens: Opens) -> None:
    guest = opens(width=320)
    guest.goto("/boards/letters-and-documents?show=answered")
    guest.locator(".app-thread__title a").first.click()
    guest.get_by_role("link", name="Report reply").first.click()
    _looks_right(guest)
    guest.get_by_role("button", name="Send the report").click()
    expect(guest.get_by_role("alert")).to_contain_text("Choose what is wrong")
    _looks_right(guest)


def test_back_from_what_a_form_with_faults_led_to_sends_nothing_twice(opens: Opens) -> None:
    page = opens("administrator")
    page.goto("/admin/sections/new")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Error: Make a section – Working Together")
    page.get_by_label("Name of the section").fill("Allotments")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("The section Allotments is made")

    page.go_back()

    expect(page).to_have_title("Make a section – Working Together")


def test_boxes_stand_at_the_margin_and_names_have_the_whole_line(opens: Opens) -> None:
    guest, page = opens(), opens("administrator")
    _report(guest, "Where is the box?")

    page.goto("/moderation")
    row, box = page.locator(".app-entry--ticked").first, page.locator(".app-entry--ticked label").first
    left = box.evaluate("one => one.getBoundingClientRect().left + parseFloat(getComputedStyle(one, '::before').left)")
    assert left == row.evaluate("one => one.getBoundingClientRect().left")
    page.goto("/admin/appointments")
    assert page.locator(".app-thread__title").first.evaluate("one => one.clientWidth / one.parentNode.clientWidth") == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_on_a_tick_box_decides_nothing_and_keeps_the_tick(opens: Opens, scripts: bool) -> None:
    guest, page = opens(scripts=False), opens("administrator", scripts=scripts)
    _report(guest, f"By Enter, {scripts}")

    page.goto("/moderation")
    box = page.get_by_role("checkbox", name="Choose Report").first
    box.check()
    box.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Choose what to do")
    expect(page.get_by_role("checkbox", name="Choose Report").first).to_be_checked()
    if scripts:  # axe is one itself
        _looks_right(page)
