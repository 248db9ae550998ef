"""E-mail addresses, written one way, and browsers in plain words."""

import pytest

from forum.accounts.addresses import plain_address
from forum.accounts.agents import browser_in_words
from forum.core.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("asha@example.org", "asha@example.org"),
        ("  Asha.Patel@EXAMPLE.org\n", "asha.patel@example.org"),
        ("asha+forum@example.org", "asha+forum@example.org"),
        ("asha@b\u00fccher.example.org", "asha@xn--bcher-kva.example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
    ],
)
def test_an_address_is_written_one_way(typed, plain):
    assert plain_address(typed) == plain


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "asha",
        "asha@",
        "@example.org",
        "asha@example",
        "asha@example..org",
        "asha@example.org.",
        "asha@[192.0.2.1]",
        '"asha patel"@example.org',
        "asha@example.org, ben@example.org",
        "asha@example.org;ben@example.org",
        "Asha <asha@example.org>",
        "=?utf-8?q?asha?=@example.org",
        "asha@example.org\nBcc: ben@example.org",
        "asha\0@example.org",
        "\u00e4sha@example.org",
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(typed):
    with pytest.raises(Invalid, match=r"name@example\.org"):
        plain_address(typed)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/139.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Firefox", "Firefox"),
        ("curl/8.0", "A browser that does not say what it is"),
        ("", "A browser that does not say what it is"),
    ],
)
def test_a_browser_is_named_in_plain_words(text, words):
    assert browser_in_words(text) == words
