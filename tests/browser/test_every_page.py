"""Every page, as guest, member, administrator: axe finds nothing, nothing scrolls sideways, nothing leaves the site."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page

from forum.texts.shipped import TITLES
from tests.browser.conftest import listens, opening
from tests.browser.walking import WIDEST, WIDTHS, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BESIDE_THE_PLAIN_ONES = (
    "/search?q=letter",
    "/search?q=letter&sort=newest",
    "/search?q=nothingsaysthis",
    "/search?q=lothian",
    "/search?q=letter+answered:yes+board:letters-and-documents+by:nobody+ren*",
    "/search?q=letter+board:letters-and-documents+before:2001",
    "/search?q=answered:no",
    "/search?q=letter&thread=1",
    "/settings/searches/new?q=letter+answered:no",
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
NO_PAGES = ("/admin/organisations/export", "/opensearch.xml", "/search.atom", "/search/suggestions")
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
OFFICES = ("/admin", "/moderation", "/verification")
WHO = [None, "asker", "administrator"]


@pytest.fixture(scope="module")
def plain_pages(app: Flask) -> list[str]:
    """Every address that takes a GET and has nothing to fill in."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())]
    return sorted(rule.rule for rule in rules if rule.rule not in NO_PAGES)


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
    """Every page that there is for this kind of viewer; for administrators those that are more than a member's."""
    own = _own_pages(page)
    if who == "administrator":
        return ["/", *(address for address in plain_pages if address.startswith(OFFICES)), *FOR_ADMINISTRATORS, *own]
    return [*(address for address in plain_pages if not address.startswith(OFFICES)), *BESIDE_THE_PLAIN_ONES, *own]


@pytest.fixture(scope="module", params=WHO, ids=["guest", "member", "administrator"])
def walk(request, chromium, running, sign_ins, plain_pages) -> Walk:
    """Somebody's walk through every page that there is for them."""
    walk = Walk()
    with opening(chromium, running, sign_ins) as opens:
        page = opens(request.param, WIDEST)
        addresses = _addresses(page, plain_pages, request.param)
        listens(page, walk.complaints, running.url)
        for address in addresses:
            walk.go(page, address)
    return walk


def test_every_page_is_there_and_runs_without_a_complaint(walk):
    absent = {address for address in walk.statuses if "no-such" in address or "rubbish" in address}

    assert walk.statuses == {address: 404 if address in absent else 200 for address in walk.statuses}
    assert [word for word in walk.complaints if "404" not in word] == []


def test_axe_finds_nothing_on_any_page(walk):
    assert walk.faults == {}


@pytest.mark.parametrize("width", [*WIDTHS, WIDEST])
def test_no_page_scrolls_sideways(walk, width):
    assert [address for address, too_narrow in walk.wide if too_narrow == width] == []


def test_a_page_without_scripts_says_the_same(opens):
    with_scripts, without = opens(), opens(scripts=False)

    for address in ("/", "/latest", "/search?q=letter"):
        with_scripts.goto(address)
        without.goto(address)
        assert with_scripts.get_by_role("main").inner_text() == without.get_by_role("main").inner_text()
