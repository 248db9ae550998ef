"""Ask, reply, mark the answer, find it again: with scripts and without, on a desktop and on a phone."""

import itertools

import pytest
from playwright.sync_api import Page, expect

from tests.serving import RunningForum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOARD = "/boards/letters-and-documents"
_numbers = itertools.count(1)


class Steps:
    """Counts clicks and submits; a step is one of them."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, page: Page, role: str, name: str) -> None:
        """One step."""
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.count += 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_question_is_asked_answered_and_found_within_the_steps_that_we_allow(opens, running, width, scripts):
    word = f"zebracrossing{next(_numbers)}x{width}{scripts}".lower()
    asker, answerer = opens("asker", width, scripts), opens("answerer", width, scripts)

    address = _ask(asker, word)
    _reply(answerer, address, word)
    _mark(asker, address)
    _found_in_time(running, asker, word)
    _find(opens("asker", width, scripts), word)


def _own_words(word: str) -> str:
    """Words of this journey alone: nearly the same text in many threads would wait for a moderator."""
    return " ".join(f"{word}{letter}" for letter in "abcdefghijklmnopqrst")


def _ask(page: Page, word: str) -> str:
    steps = Steps()
    page.goto(BOARD)
    steps.click(page, "link", "Start a thread")
    page.get_by_label("Title").fill(f"Where do you put the {word} on a reminder letter?")
    page.get_by_label("What you know").fill(
        f"We moved it to the *top* and calls fell.\n\n- once\n- twice\n\n{_own_words(word)}"
    )
    steps.click(page, "button", "Publish thread")

    expect(page.get_by_role("heading", level=1)).to_contain_text(word)
    expect(page.locator("article em")).to_have_text("top")
    assert steps.count == 2
    return page.url


def _reply(page: Page, address: str, word: str) -> None:
    steps = Steps()
    page.goto(address)
    page.get_by_label("Your reply").fill(f"Below the amount: 412 of our {word} letters. {_own_words(word)}")
    steps.click(page, "button", "Publish reply")

    expect(page.locator("#post-2")).to_contain_text("Below the amount")
    assert "#post-2" in page.url
    assert steps.count == 1


def _mark(page: Page, address: str) -> None:
    steps = Steps()
    page.goto(address)
    steps.click(page, "button", "Mark as the answer")

    expect(page.get_by_role("heading", name="Accepted answer")).to_be_visible()
    assert steps.count == 1


def _found_in_time(running: RunningForum, page: Page, word: str) -> None:
    """A new post is found within ten seconds."""
    for _second in range(10):
        page.goto(f"/search?q={word}")
        if page.get_by_text("Accepted answer").count():
            return
        page.wait_for_timeout(1000)
    pytest.fail("the post was not found within ten seconds")


def _find(page: Page, word: str) -> None:
    steps = Steps()
    page.goto("/rules")
    page.get_by_label("Search the forum").fill(f"{word} amount")
    steps.click(page, "button", "Search")
    expect(page.locator("mark").first).to_be_visible()
    page.locator(".app-hit a").first.click()
    steps.count += 1

    assert page.url.endswith("#post-2")
    expect(page.locator("#post-2")).to_be_in_viewport()
    assert steps.count == 2


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_preview_shows_what_publishing_would(opens, scripts):
    page = opens("asker", scripts=scripts)
    page.goto(BOARD)
    page.get_by_role("link", name="Start a thread").click()
    page.get_by_label("Title").fill("Does the preview look like the post?")
    page.get_by_label("What you know").fill("**Bold** and <b>typed</b>\n\n> a quote")

    page.get_by_role("button", name="Preview").click()

    preview = page.locator("#preview .app-prose")
    expect(preview.locator("strong")).to_have_text("Bold")
    shown = preview.inner_html().strip()
    page.get_by_role("button", name="Publish thread").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does the preview look like the post?")
    assert page.locator("#post-1 .app-prose").inner_html().strip() == shown


def test_a_reply_can_be_written_with_the_keyboard_alone(opens):
    page = opens("answerer")
    page.goto("/latest")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.app-thread__title a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/threads/**")
    for _press in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('textarea')"):
            break
    page.keyboard.type("Written without a mouse.")
    for _press in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.includes('Publish reply')"):
            break
    page.keyboard.press("Enter")

    expect(page.get_by_text("Written without a mouse.").first).to_be_visible()


def test_a_form_sent_twice_by_a_double_click_makes_one_post(opens):
    page = opens("asker", scripts=False)
    page.goto(BOARD)
    page.get_by_role("link", name="Start a thread").click()
    title = "Does a double click make two threads?"
    page.get_by_label("Title").fill(title)
    page.get_by_label("What you know").fill("It should not.")

    page.get_by_role("button", name="Publish thread").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.goto(BOARD)
    expect(page.get_by_role("link", name=title)).to_have_count(1)
