"""Where to go next, and only inside the site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.web.redirects import inside
from tests.factories import make_member

SITE = "https://forum.kent.example"


@pytest.mark.parametrize(
    "address",
    ["/", "/threads/12", "/threads/12/kettle?page=2#post-42", "/search?q=a+b&next=//x", "/search?q=https://e.example",
     "/members/asha?x=%2F%2F", "/boards/a%20b", "/search?q=%5C%5C"],
)  # fmt: skip
def test_a_place_of_this_site_is_taken(address):
    assert inside(address) == address


HOSTILE = [
    None, "", " ", "threads/12", "../threads", "?next=1", "#x", "https://evil.example", "HTTPS://evil.example",
    "http:evil.example", "https:/evil.example", "https:///evil.example", "//evil.example", "///evil.example",
    "////evil.example", "//evil.example/threads/12", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\\/evil.example", "/\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example",
    "\t//evil.example", " //evil.example", "/ /evil.example", "/\x00/evil.example", "\x00//evil.example",
    "/\x0b/evil.example", "/\x7f/x", "//evil.example\\@forum.kent.example", "https://forum.kent.example@evil.example",
    "//[evil", "https://[", "//", "///", "javascript:alert(1)", "javascript://%0aalert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,x", "vbscript:x", "mailto:a@b.cc", "x:/threads", "%2F%2Fevil.example", "/%2Fevil.example",
    "/%5Cevil.example", "/%2f%2fevil.example", "/threads\r\nSet-Cookie: x=1", "/threads\nLocation: //evil.example",
    "/" + "a" * 2000, "//evil.example/..", "/%09/evil.example", ".//evil.example", ";//evil.example",
    "/..//evil.example", "/.//evil.example", "/threads/..//evil.example/%2e%2e", "http://", "https:", ":",
    "://evil.example", "/\u2028/evil.example", "\u3000//evil.example", "\uff0f\uff0fevil.example",
]  # fmt: skip


def host_after(address):
    """The host where a browser that stands on a page of the site ends up."""
    address = address.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "").strip("\x00 ")
    return urlsplit(urljoin(f"{SITE}/sign-in", address)).hostname


@pytest.mark.parametrize("address", HOSTILE)
def test_no_address_leads_away(address):
    assert host_after(inside(address)) == "forum.kent.example"


@pytest.mark.parametrize(
    "address",
    [one for one in HOSTILE if one is None or not one.startswith(("/.", "/thr", "/%09", "/\u2028"))],
)  # fmt: skip
def test_what_is_no_place_of_this_site_is_the_front_page(address):
    assert inside(address) == "/"


@given(st.text("/\\.:@%25cC\t\n evil#?", max_size=20))
def test_no_mixture_of_signs_leads_away(address):
    assert host_after(inside(address)) == "forum.kent.example"


def test_after_signing_in_one_is_inside_the_site(client):
    make_member()

    page = client.get("/sign-in", query_string={"next": "https://evil.example"})

    assert "evil.example" not in page.text
