"""A member is suspended in two steps and a reason, sees why, and appeals: with scripts and without, wide and narrow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = pytest.mark.parametrize(
    ("width", "scripts"), [(1280, True), (320, False)], ids=["wide, scripts", "narrow, no scripts"]
)


def is_whole(page: Page, scripts: bool) -> None:
    """Nothing scrolls sideways, and axe, which is a script, finds nothing."""
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert Axe().run(page).response["violations"] == []


@WIDTHS
def test_a_member_is_suspended_in_two_steps_and_the_deed_is_undone(opens, width, scripts):
    page = opens("administrator", width, scripts)
    page.goto("/moderation/members?who=Siobhan")
    page.get_by_role("link", name=re.compile("Siobhan")).first.click()
    is_whole(page, scripts)

    page.get_by_role("link", name="Suspend", exact=True).click()
    expect(page.get_by_label("1 day", exact=True)).to_be_checked()
    is_whole(page, scripts)
    page.get_by_label("In your words").fill("You called a colleague names.")
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("The member is suspended, and is told.")).to_be_visible()

    asker = opens("asker", width, scripts)
    expect(asker.get_by_text("You called a colleague names.")).to_be_visible()
    asker.get_by_label("Why should the decision be looked at again?").fill("It was a quotation.")
    is_whole(asker, scripts)
    asker.get_by_role("button", name="Appeal").click()
    expect(asker.get_by_text("It was a quotation.")).to_be_visible()
    asker.goto("/latest")
    expect(asker.get_by_role("heading", name="Your account is suspended")).to_be_visible()

    page.get_by_role("link", name=re.compile("^Suspension")).first.click()
    page.get_by_label("In your words").fill("It was a quotation, as we have seen.")
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("It is undone.")).to_be_visible()
    asker.goto("/latest")
    expect(asker.get_by_role("heading", name=re.compile("Latest"))).to_be_visible()


@WIDTHS
def test_a_warning_is_read_and_then_one_writes_again(opens, width, scripts):
    page = opens("administrator", width, scripts)
    page.goto("/moderation/members?who=Siobhan")
    page.get_by_role("link", name=re.compile("Siobhan")).first.click()
    page.get_by_role("link", name="Warn", exact=True).click()
    page.get_by_label("In your words").fill("Be kinder to those who are new.")
    page.get_by_role("button", name="Warn").click()

    asker = opens("asker", width, scripts)
    asker.goto("/latest")
    is_whole(asker, scripts)
    asker.get_by_role("link", name="Read the warning").click()
    expect(asker.get_by_text("Be kinder to those who are new.")).to_be_visible()
    is_whole(asker, scripts)
    asker.get_by_role("button", name="I have read this").click()
    expect(asker.get_by_text("You can write again.")).to_be_visible()
    expect(asker.get_by_role("link", name="Read the warning")).to_have_count(0)
