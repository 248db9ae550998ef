"""Joining and being verified by a work address: three steps and three fields, with scripts and without."""

import itertools
import re
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.serving import RunningForum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "gravel pigeon teaspoon Norwich"
PATIENCE_SECONDS = 30
_numbers = itertools.count(1)


def link_to(running: RunningForum, address: str, path: str) -> str:
    """The link in the letter that the worker sent to an address."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        for letter in sorted(Path(running.folder, "mail").glob("*"), reverse=True):
            text = letter.read_text(errors="replace").replace("=\n", "")
            found = re.search(rf"{re.escape(running.url)}{path}\S+", text)
            if f"To: {address}" in text and found:
                return found[0]
        time.sleep(0.2)
    pytest.fail(f"no letter came to {address}")


def fields(page: Page) -> int:
    """How many fields the form of the page has for people to fill in."""
    return page.get_by_role("main").locator("input:not([type=hidden]), textarea, select").count()


def looks_right(page: Page, width: int) -> None:
    """Axe finds nothing, and nothing scrolls sideways."""
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_work_address_joins_and_verifies_in_three_steps_and_three_fields(opens, running, width, scripts):
    page, address = opens(width=width, scripts=scripts), f"asha.patel{next(_numbers)}@eastmere.example"
    steps, filled = 0, 0

    page.goto("/sign-up")
    filled += fields(page)
    page.get_by_label("What is your work e-mail address?").fill(address)
    page.get_by_role("button", name="Send me the link").click()
    steps += 1
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")

    page.goto(link_to(running, address, "/confirm/"))
    steps += 1
    expect(page.locator(".app-verified")).to_contain_text("Your address belongs to Eastmere City Council")
    filled += fields(page)
    page.get_by_label("Your name").fill("Asha Patel")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    steps += 1

    expect(page.get_by_text("You have joined, you are verified, and you are signed in.")).to_be_visible()
    expect(page.locator(".app-header__me .app-badge")).to_have_text("Verified")
    assert (steps, filled) == (3, 3)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_member_confirms_a_work_address_at_the_press_of_a_button(opens, running, scripts):
    number = next(_numbers)
    home, work = f"bram{number}@example.org", f"bram.osei{number}@penrowan-health.example"
    page = opens(scripts=scripts)
    page.goto("/sign-up")
    page.get_by_label("What is your work e-mail address?").fill(home)
    page.get_by_role("button", name="Send me the link").click()
    page.goto(link_to(running, home, "/confirm/"))
    page.get_by_label("Your name").fill("Bram Osei")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()

    page.goto("/settings/verification")
    page.get_by_label("Your work e-mail address").fill(work)
    page.get_by_role("button", name="Send me the link").click()
    link = link_to(running, work, "/settings/verification/confirm/")
    stranger = opens(scripts=scripts)
    stranger.goto(link)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto(link)
    page.get_by_role("button", name="Yes, this is my work address").click()

    expect(page.locator(".app-verified")).to_contain_text("Penrowan Health Board")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_the_pages_of_those_who_ask_and_decide(opens, width):
    asker, moderator = opens("asker", width), opens("administrator", width)
    own = ["", "/end", "/ask?q=council", "/ask?q=nothing+of+this+name"]
    own += ["/ask/glenfarra-council", "/ask/glenfarra-council/colleagues", "/ask/glenfarra-council/evidence"]
    for path in own:
        asker.goto(f"/settings/verification{path}")
        looks_right(asker, width)

    moderator.goto("/verification/requests")
    looks_right(moderator, width)
    moderator.get_by_role("link", name="Rosalind Peck").click()
    expect(moderator.get_by_role("heading", name="What was sent")).to_be_visible()
    looks_right(moderator, width)
    moderator.get_by_role("button", name="Refuse the request").click()
    expect(moderator.get_by_role("heading", name="There is a problem")).to_be_visible()
    looks_right(moderator, width)
    moderator.goto("/verification/members/siobhan-keane")
    looks_right(moderator, width)
