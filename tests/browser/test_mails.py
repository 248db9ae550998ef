"""A thread that came by mail: quoted text opens by keyboard, without scripts, in a narrow window; axe is content."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.walking import Walk
from tests.imports.mails import answer, mail, mbox
from tests.serving import RunningForum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ATTRIBUTION = "On 13 March 2014 Asha Patel <asha@example.org> wrote:"
QUOTING = f"Into the drawer.\n\n{ATTRIBUTION}\n> They are turquoise, all of them.\n\nBen"


@pytest.fixture(scope="module")
def address(running: RunningForum, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a mail with a quotation leads."""
    box = mbox(tmp_path_factory.mktemp("box") / "list.mbox", [mail("a"), answer("b", "a", QUOTING)])
    running.command("boards", "create", "A list", "--section", "Archives", "--slug", "a-list", "--audience", "public")
    running.command("imports", "mbox", str(box), "--board", "a-list")
    return "/archive/b@example.org"


@pytest.mark.parametrize("scripts", [True, False])
def test_quoted_text_is_opened_and_closed_by_keyboard(opens: Opens, address: str, scripts: bool) -> None:
    page = opens(scripts=scripts)
    page.goto(address)
    quoted, control = page.locator(".app-quoted blockquote"), page.locator(".app-quoted summary")
    expect(quoted).to_be_hidden()

    control.focus()
    page.keyboard.press("Enter")
    expect(quoted).to_be_visible()
    page.keyboard.press("Space")

    expect(quoted).to_be_hidden()


def test_a_tab_leads_to_the_control(opens: Opens, address: str) -> None:
    page = opens()
    page.goto(address)

    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.app-quoted summary')"):
            break

    expect(page.locator(".app-quoted summary")).to_be_focused()


def test_folded_and_opened_it_is_free_of_faults_and_never_scrolls_sideways(opens: Opens, address: str) -> None:
    page, walk = opens(), Walk()
    page.goto(address)

    walk.look(page, "folded", (320,))
    page.locator(".app-quoted summary").click()
    walk.look(page, "opened", (320,))

    assert (walk.faults, walk.wide) == ({}, set())


def test_on_paper_own_words_stand_and_the_beginning_of_what_is_quoted(opens: Opens, address: str) -> None:
    page = opens()
    page.goto(address)

    page.emulate_media(media="print")

    expect(page.get_by_text("Into the drawer.")).to_be_visible()
    expect(page.locator(".app-quoted__start")).to_be_visible()
