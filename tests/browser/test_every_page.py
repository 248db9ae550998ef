"""Every page, as guest, member, administrator: axe finds nothing, nothing scrolls sideways, nothing leaves the site."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from forum.texts.shipped import TITLES
from tests.browser.conftest import listens

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BESIDE_THE_PLAIN_ONES = (
    "/search?q=letter",
    "/search?q=letter&sort=newest",
    "/search?q=nothingsaysthis",
    "/boards/letters-and-documents",
    "/boards/questions-about-this-forum?show=answered",
    "/boards/emergency-planning",
    "/boards/emergency-planning/ask",
    "/members?place=a",
    "/members?place=nowhereatall",
    "/organisations?name=council&kind=council",
    "/organisations?name=nothingiscalledthis",
    "/organisations/northfold-county-council",
    "/organisations/nhs-lothian",
    "/confirm/rubbish",
    "/reset/rubbish",
    "/no-such-page",
    *(f"/{text}" for text in TITLES),
)
FILES = ("/admin/organisations/export",)  # what is no page
FOR_ADMINISTRATORS = (
    "/admin/organisations/northfold-county-council/change",
    "/admin/organisations/northfold-county-council/merge",
    "/admin/organisations/northfold-county-council/merge?into=eastmere-city-council",
    "/admin/organisations/northfold-county-council/retire",
    "/admin/texts/rules",
    "/admin/texts/rules/versions",
    "/admin/texts/rules/versions/0",
    "/boards/emergency-planning/people",
    "/boards/emergency-planning/requests",
)
WHO = [None, "asker", "administrator"]


@pytest.fixture(scope="module")
def plain_pages(app: Flask) -> list[str]:
    """Every address that takes a GET and has nothing to fill in."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())]
    return sorted(rule.rule for rule in rules if rule.rule not in FILES)


def _own_pages(page: Page) -> list[str]:
    """Pages whose addresses have numbers in them: a long thread, a profile, a new thread, an edit, a history."""
    page.goto("/latest")
    threads = page.locator(".app-thread__title a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    found = [*threads[:6]]
    for address in threads[:12]:
        page.goto(address)
        links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        wanted = re.compile(r"/posts/\d+/(edit|delete|history)|/members/[\w-]+|.*[?&](page=2|quote=\d+).*")
        found += [link for link in links if link and wanted.fullmatch(link)]
    kinds: dict[str, str] = {}
    for address in found[6:]:
        kinds.setdefault(re.sub(r"\d+|/members/.*|/threads/[^?]*", "n", address), address)
    return [*found[:6], *kinds.values(), "/boards/letters-and-documents/threads/new"]


def _addresses(page: Page, plain_pages: list[str], who: str | None) -> list[str]:
    """Every page that there is for this kind of viewer."""
    addresses = [*plain_pages, *BESIDE_THE_PLAIN_ONES, *_own_pages(page)]
    if who == "administrator":
        return [*addresses, *FOR_ADMINISTRATORS]
    return [address for address in addresses if not address.startswith("/admin")]


@pytest.mark.parametrize("who", WHO, ids=["guest", "member", "administrator"])
def test_axe_finds_nothing_on_any_page(opens, running, plain_pages, complaints, who):
    page = opens(who)
    addresses = _addresses(page, plain_pages, who)
    listens(page, complaints, running.url)

    faults = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer
        assert answer.status == (404 if "no-such" in address or "rubbish" in address else 200), address
        violations = Axe().run(page).response["violations"]
        if violations:
            faults[address] = [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in violations]

    assert faults == {}
    assert [word for word in complaints if "404" not in word] == []


@pytest.mark.parametrize("who", WHO, ids=["guest", "member", "administrator"])
@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways(opens, plain_pages, who, width):
    page = opens(who, width)
    addresses = _addresses(page, plain_pages, who)

    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)

    assert wide == []


def test_a_page_without_scripts_says_the_same(opens):
    with_scripts, without = opens(), opens(scripts=False)

    for address in ("/", "/latest", "/search?q=letter"):
        with_scripts.goto(address)
        without.goto(address)
        assert with_scripts.get_by_role("main").inner_text() == without.get_by_role("main").inner_text()
