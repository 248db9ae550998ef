"""Ask to come into a closed board from the front page, and be let in: with scripts and without, wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOARD = "Emergency planning"
ADDRESS = "/boards/emergency-planning"


@pytest.mark.parametrize(
    ("width", "scripts"), [(1280, True), (320, False)], ids=["wide, scripts", "narrow, no scripts"]
)
def test_a_colleague_asks_in_two_steps_and_is_let_in_in_one(opens, width, scripts):
    asker, moderator = opens("asker", width, scripts), opens("answerer", width, scripts)
    asker.goto("/")

    asker.get_by_role("link", name=re.compile(f"Ask to come in.*{BOARD}")).click()
    asker.get_by_label("Why you ask").fill("I write the letters that go out after a flood.")
    asker.get_by_role("button", name="Ask to come in").click()
    expect(asker.get_by_role("heading", name="Your request waits")).to_be_visible()

    moderator.goto(f"{ADDRESS}/requests")
    expect(moderator.get_by_text("I write the letters that go out after a flood.")).to_be_visible()
    moderator.get_by_role("button", name=re.compile("Let in.*Siobhan Keane")).click()
    expect(moderator.get_by_text("Let in. The person is told.")).to_be_visible()

    asker.goto(ADDRESS)
    expect(asker.locator(".app-thread").first).to_be_visible()
    moderator.goto(f"{ADDRESS}/people")
    moderator.get_by_role("button", name=re.compile("Remove.*Siobhan Keane")).click()
    asker.goto(ADDRESS)
    expect(asker.get_by_role("link", name="Ask to come in")).to_be_visible()
