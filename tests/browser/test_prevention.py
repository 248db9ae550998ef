"""What is looked at before publishing: personal data is asked about, a post waits and is approved in one step."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.held import BOARD, let_wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NUMBER = "943 476 5919"


def _is_faultless(page: Page, width: int, scripts: bool) -> None:
    """Nothing scrolls sideways, and axe, which is a script, finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if scripts:
        assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize(
    ("width", "scripts"), [(320, True), (1280, False)], ids=["narrow, scripts", "wide, no scripts"]
)
def test_a_post_is_asked_about_waits_and_is_approved_in_one_step(opens, width, scripts):
    chief, asker = opens("administrator", width, scripts), opens("asker", width, scripts)
    let_wait(chief, "Every post")
    asker.goto(f"/boards/{BOARD}")
    title = f"Who lends out tablets at {width} pixels, and for how long?"

    asker.get_by_role("link", name="Start a thread").first.click()
    asker.get_by_label("Title").fill(title)
    asker.get_by_label("What you know").fill(f"We lend twelve of them.\nOne went to {NUMBER}.")
    asker.get_by_role("button", name="Publish thread").click()
    expect(asker.get_by_role("group", name="This looks like personal data")).to_contain_text(
        f"NHS number: {NUMBER}, in line 2 of the text"
    )
    _is_faultless(asker, width, scripts)
    asker.get_by_label("It is meant").check()
    asker.get_by_role("button", name="Publish thread").click()
    expect(asker.get_by_role("main")).to_contain_text("A moderator reads it before others do, by")
    expect(asker.get_by_role("article")).to_contain_text("Waits for a moderator")
    _is_faultless(asker, width, scripts)

    chief.goto(asker.url)
    expect(chief.get_by_role("article")).to_contain_text("every post on this board does")
    _is_faultless(chief, width, scripts)
    chief.get_by_role("link", name="Decline").click()
    _is_faultless(chief, width, scripts)
    chief.go_back()
    chief.get_by_role("button", name="Approve").click()
    expect(chief.get_by_role("main")).to_contain_text("It is published. Its author is told.")

    asker.reload()
    expect(asker.get_by_role("article")).not_to_contain_text("Waits for a moderator")
    let_wait(chief, "None")


@pytest.mark.parametrize(
    ("width", "scripts"), [(320, True), (1280, False)], ids=["narrow, scripts", "wide, no scripts"]
)
def test_a_word_is_watched_tried_and_explained(opens, width, scripts):
    chief, asker = opens("administrator", width, scripts), opens("asker", width, scripts)
    word = f"gasket{width}"

    chief.goto("/admin")
    chief.get_by_role("link", name="Watched words").click()
    chief.get_by_role("link", name="Add a word or a pattern").click()
    chief.get_by_label("What to look for").fill(word)
    chief.get_by_label("Its author is told why").check()
    chief.get_by_label("What the author is told").fill("Say seal: readers look for that.")
    chief.get_by_role("button", name="Save").click()
    expect(chief.get_by_role("main")).to_contain_text(f"“{word}” is watched from now on.")
    chief.get_by_role("link", name="Try them with a text").click()
    chief.get_by_label("Text", exact=True).fill(f"A new {word.upper()} for the boiler")
    chief.get_by_role("button", name="Look for the words").click()
    expect(chief.get_by_role("status")).to_contain_text(f"“{word}”")

    asker.goto(f"/boards/{BOARD}")
    asker.locator(".app-thread__title a").first.click()
    asker.get_by_label("Your reply").fill(f"We need a new {word}.")
    asker.get_by_role("button", name="Publish reply").click()
    expect(asker.get_by_role("alert")).to_contain_text("Say seal: readers look for that.")
    expect(asker.get_by_label("Your reply")).to_have_value(f"We need a new {word}.")
    chief.goto("/admin/words")
    chief.get_by_role("button", name="Retire").first.click()
    expect(chief.get_by_role("main")).to_contain_text("is no longer watched")
