"""Threads that may already answer a question, while it is typed or on the preview; and from the answer back to it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOARD, NEAR = "letters-and-documents", "Appointment letters: cutting a page and a half"
TITLE = "How can we cut our appointment letters to one page?"
BODY = "Our appointment letters are two pages, and people do not read what they need."


def _is_faultless(page: Page, width: int, scripts: bool) -> None:
    """Nothing scrolls sideways, and axe, which is a script, finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if scripts:
        assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize(
    ("width", "scripts"), [(320, True), (1280, False)], ids=["narrow, scripts", "wide, no scripts"]
)
def test_a_question_finds_its_answer_and_what_was_typed_is_there_until_it_is_thrown_away(opens, width, scripts):
    page = opens("asker", width, scripts)
    page.goto(f"/boards/{BOARD}/threads/new")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("What you know").fill(BODY)
    if not scripts:
        page.get_by_role("button", name="Preview").click()

    near = page.get_by_role("region", name="may already answer this")
    expect(near).to_contain_text(NEAR)
    if scripts:
        expect(page.locator("[data-near] [role=status]")).to_contain_text("may already answer this")
        assert page.evaluate("document.activeElement.name") == "body"
    _is_faultless(page, width, scripts)
    near.get_by_role("listitem").filter(has_text=NEAR).get_by_role("button", name="This answers it").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(NEAR)
    expect(page.get_by_role("status", name="Please note")).to_contain_text("Good that it was answered")
    _is_faultless(page, width, scripts)
    page.get_by_role("link", name="go on with it or throw it away").press("Enter")
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.get_by_label("What you know")).to_have_value(BODY)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("Title")).to_have_value("")
    _is_faultless(page, width, scripts)


@pytest.mark.parametrize("width", [320, 1280])
def test_who_types_the_title_sees_that_threads_may_answer_it_and_is_led_to_them(opens, width):
    page = opens("asker", width, True)
    page.goto(f"/boards/{BOARD}/threads/new")
    page.get_by_label("Title").fill(TITLE)

    way = page.get_by_role("link", name="may already answer this")
    near = page.get_by_role("region", name="may already answer this")
    expect(way).to_be_in_viewport(ratio=1)
    expect(near).not_to_be_in_viewport()
    assert page.evaluate("document.activeElement.name") == "title"
    _is_faultless(page, width, scripts=True)

    way.click()

    expect(near.get_by_role("heading")).to_be_in_viewport()
