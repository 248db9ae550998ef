"""The search box: it suggests while one types, is led by the keyboard, and is a plain box without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import listens

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOARD = "Letters, forms and documents"


def begin(page: Page, address: str, words: str) -> None:
    """Type into the box of a page, and wait for what it suggests."""
    page.goto(address)
    page.locator("#find[role=combobox]").focus()
    page.keyboard.type(words)
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()


@pytest.mark.parametrize("address", ["/rules", "/search"])
def test_a_suggestion_is_chosen_by_the_keyboard_and_leads_there(opens, running, complaints, address):
    page = opens("asker")
    listens(page, complaints, running.url)
    begin(page, address, "appointm")
    box, options = page.locator("#find"), page.get_by_role("option")

    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("form[data-suggestions] [aria-live]")).to_contain_text("the arrow keys lead there")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    expect(box).to_be_focused()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Enter")

    page.wait_for_url("**/threads/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ppointment")
    assert complaints == []


def test_escape_closes_the_list_and_enter_searches_where_nothing_is_chosen(opens):
    page = opens()
    begin(page, "/", "letters")

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#find")).to_have_value("letters")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").last).to_contain_text("Search for “letters”")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=letters")


def test_a_click_leads_there_and_the_tabulator_leads_on(opens):
    page = opens()
    begin(page, "/", "letters")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()

    begin(page, "/", "letters")
    page.get_by_role("option", name=BOARD).filter(has_text="Board").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(BOARD)


def test_the_list_fits_a_narrow_phone(opens):
    page = opens("asker", width=320)

    for address in ("/", "/search"):
        begin(page, address, "letter")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert Axe().run(page).response["violations"] == []


def test_without_scripts_the_box_is_a_plain_one(opens):
    page = opens(scripts=False)
    page.goto("/")
    page.get_by_role("searchbox", name="Search the forum").fill("letters")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="posts in")).to_be_visible()
    assert page.get_by_role("listbox").count() == 0
