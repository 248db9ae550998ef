"""The pages about somebody or something that moderators look after, and those of whom they concern.

Each is looked at with axe, at 320 pixels, and says the same without scripts.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import listens, opening
from tests.browser.walking import WIDEST, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEMBER, NARROW = "/moderation/members/olive-nkemelu", 320
OF_MEMBERS = (
    "/moderation/members?who=olive",
    "/moderation/members?who=nobodyiscalledthis",
    MEMBER,
    *(f"{MEMBER}/{deed}" for deed in ("warn", "silence", "suspend", "clean-up", "contact")),
    "/admin/members/olive-nkemelu/close",
    "/admin/members/olive-nkemelu/merge",
    "/moderation/log?words=nothingsaysthis",
    "/moderation?kind=held&claim=mine",
    "/admin/reports",
    "/admin/reports/reasons/safety",
    "/admin/reports/reasons/add",
)
LEFT_EMPTY = {  # forms that are sent without a word, and the button that sends them
    f"{MEMBER}/suspend": "Suspend",
    f"{MEMBER}/contact": "Show the address",
    "/admin/members/olive-nkemelu/close": "Close the account",
    "/admin/reports/reasons/add": "Save",
}


@dataclass
class Pages(Walk):
    """The walk of several people; `said` is what their pages say, with scripts and without."""

    said: dict[str, tuple[str, str]] = field(default_factory=dict)

    def visit(self, page: Page, who: str, *addresses: str) -> None:
        """Open pages, look at them, and note what they say."""
        with without_scripts(page) as plain:
            for address in addresses:
                name, answer = f"{who}: {address}", page.goto(address)
                self.statuses[name] = answer.status if answer else 0
                self.look(page, name, (NARROW,))
                plain.goto(address)
                self.said[name] = (text_of(page), text_of(plain))


@contextmanager
def without_scripts(page: Page) -> Iterator[Page]:
    """The same person in the same session, in a browser that runs no scripts."""
    browser, base = page.context.browser, re.match(r"https?://[^/]+", page.url)
    assert browser is not None
    assert base is not None
    state, width = page.context.storage_state(), {"width": WIDEST, "height": 900}
    context = browser.new_context(java_script_enabled=False, storage_state=state, base_url=base[0], viewport=width)
    yield context.new_page()
    context.close()


def text_of(page: Page) -> str:
    """What a page says."""
    return page.get_by_role("main").inner_text()


def links(page: Page, address: str, wanted: str) -> list[str]:
    """The addresses of this kind to which a page leads."""
    page.goto(address)
    found = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [link for link in found if link and re.fullmatch(wanted, link)]


@pytest.fixture(scope="module")
def pages(chromium, running, sign_ins) -> Pages:
    """What everybody met: an administrator, who reported, who is silenced, who is suspended."""
    pages = Pages()
    with opening(chromium, running, sign_ins) as opens:
        chief, asker, silenced, suspended = map(opens, ("administrator", "asker", "silenced", "suspended"))
        for page in (chief, asker, silenced, suspended):
            listens(page, pages.complaints, running.url)
        _of_reporter(pages, asker)
        _of_those_who_were_sanctioned(pages, silenced, suspended)
        case = links(chief, MEMBER, r"/moderation/cases/\d+")[0]
        _of_administrator(pages, chief, case)
        _leave_nothing_behind(chief, case)
    return pages


def _of_reporter(pages: Pages, page: Page) -> None:
    page.goto("/")
    pages.visit(page, "asker", "/members/olive-nkemelu/report")
    page.get_by_label("It breaks the rules").check()
    page.get_by_label("In your own words").fill("A word about a colleague.")
    page.get_by_role("button", name="Send the report").click()
    number = next(one for one in range(1, 100) if page.request.get(f"/reports/{one}").ok)
    pages.visit(page, "asker", "/reports/sent?reason=safety", f"/reports/{number}", "/settings/moderation")


def _of_those_who_were_sanctioned(pages: Pages, silenced: Page, suspended: Page) -> None:
    deed = links(silenced, "/settings/moderation", r"/moderation/deeds/\d+")[0]
    pages.visit(silenced, "silenced", "/settings/moderation", deed)
    suspended.goto("/")
    suspended.get_by_label("Why should the decision be looked at again?").fill("It was a quotation.")
    suspended.get_by_role("button", name="Appeal").click()
    pages.visit(suspended, "suspended", "/")


def _of_administrator(pages: Pages, page: Page, case: str) -> None:
    page.goto(MEMBER)
    page.get_by_label("A note for moderators").fill("Has asked twice how to change the name.")
    page.get_by_role("button", name="Keep the note").click()
    appealed = "/moderation/members/dean-purcell"
    ends = links(page, appealed, rf"{appealed}/sanctions/\d+/lift")[0]
    appeal = links(page, appealed, r"/moderation/appeals/\d+")[0]
    deed = links(page, appealed, r"/moderation/deeds/\d+")[0]
    pages.visit(page, "administrator", *OF_MEMBERS, appealed, ends, appeal, deed, case)
    for address, button in LEFT_EMPTY.items():
        page.goto(address)
        page.get_by_role("main").get_by_role("button", name=button).click()
        page.get_by_role("alert").wait_for()
        pages.look(page, f"{address}, left empty", (NARROW,))
    page.goto(f"{MEMBER}/contact")
    page.get_by_label("In your words").fill("She asks for her address.")
    page.get_by_role("button", name="Show the address").click()
    page.get_by_text("This is shown once").wait_for()
    pages.look(page, "what was looked up", (NARROW,))


def _leave_nothing_behind(page: Page, case: str) -> None:
    page.goto(case)
    page.get_by_label("Reason").select_option(label="It keeps to the rules.")
    page.get_by_role("button", name="Nothing is wrong").click()
    page.get_by_text("It is decided").wait_for()


def test_every_page_is_there_and_runs_without_a_complaint(pages):
    assert pages.statuses == {name: 403 if name == "suspended: /" else 200 for name in pages.statuses}
    assert [word for word in pages.complaints if not re.search("40[349]|422", word)] == []


def test_axe_finds_nothing_and_nothing_scrolls_sideways(pages):
    assert pages.faults == {}
    assert pages.wide == set()


def test_they_say_the_same_without_scripts(pages):
    assert {name for name, (scripted, plain) in pages.said.items() if scripted != plain} == set()
