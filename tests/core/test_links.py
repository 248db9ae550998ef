"""Where a link in a member's text may lead."""

import pytest

from forum.core.links import ADDRESS_LIMIT, is_safe, web_address
from forum.core.markup import render
from tests.core.prose_trees import Tree, faults

pytestmark = pytest.mark.apart


@pytest.mark.parametrize(
    "address",
    ["https://kent.gov.uk", "http://kent.gov.uk:8080/a/b?c=d#e", "HTTPS://KENT.GOV.UK", "http://127.0.0.1/",
     "https://xn--bcher-kva.example/", "https://a_b.example./x", "mailto:asha@kent.gov.uk",
     "mailto:asha@kent.gov.uk?subject=Kettle&body=Hello", "/threads/12", "/", "#post-1",
     "https://en.wikipedia.org/wiki/Kettle_(disambiguation)", "https://e.example/?q=javascript:alert(1)"],
)  # fmt: skip
def test_the_web_a_mailbox_and_this_site_are_safe(address):
    assert is_safe(address)


UNSAFE = [
    "javascript:alert(1)", "JavaScript:alert(1)", "javascript:123", "javascript://e.example/%0aalert(1)",
    "java\tscript:alert(1)", "java\nscript:alert(1)", "java\x00script:alert(1)", " javascript:alert(1)",
    "\x01javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "javascript&#58;alert(1)",
    "&#x6A;avascript:alert(1)", "jav&Tab;ascript:alert(1)", "vbscript:msgbox(1)", "VBScript:x", "livescript:x",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg/>",
    "blob:https://e.example/1", "file:///etc/passwd", "ftp://e.example", "feed:javascript:alert(1)", "view-source:x",
    "ws://e.example", "tel:999", "about:blank", "filesystem:https://e.example/", "jar:https://e.example!/", "x:y",
    "//e.example", "///e.example", "/\\e.example", "\\\\e.example", "\\/e.example", "/\t/e.example",
    "http:\\\\e.example",
    "https:e.example", "https:/e.example", "https:///e.example", "https://", "http://:80", "http://a:b@e.example",
    "http://e.example@evil.example", "http://e.example:0", "http://e.example:99999", "http://e.example:x",
    "http://[::1]/", "http://[e", "http://e.exa mple", "http://é.example", "http://e.example\u2028", "http://a..b/",
    "http://e.example/\u202egpj", "http://%65.example/", "http://e.example;x/", "#top", "#post-0", "#post-1x", "#", "",
    "relative", "../up", "?q=1", "post-1", "mailto:", "mailto:asha", "mailto:a@b.cc,c@d.ee", "mailto:a@b.cc?bcc=c@d.ee",
    "mailto:a@b.cc?cc=c@d.ee", "mailto:a@b.cc?to=c@d.ee", "mailto:a@b.cc?attach=/etc/passwd", "mailto:a%0ab@c.dd",
]  # fmt: skip


@pytest.mark.parametrize("address", UNSAFE)
def test_everything_else_is_not(address):
    assert not is_safe(address)


FORMS = ["[x]({})", "[x](<{}>)", "<{}>", "![x]({})", "[x]\n\n[x]: {}", "[x]\n\n[x]: <{}>", "{}"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", UNSAFE)
def test_no_way_of_writing_a_link_leads_there(form, address):
    html = render(form.format(address))

    assert address not in [link["href"] for link in Tree(html).of("a")]
    assert faults(html) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [("https://e.example/a.", "https://e.example/a"), ("https://e.example/a?!,:;*_~'", "https://e.example/a"),
     ("https://e.example/a)", "https://e.example/a"), ("https://e.example/(a)", "https://e.example/(a)"),
     ("https://e.example/(a))).", "https://e.example/(a)"),
     ("https://e.example/\u00e9t\u00e9", "https://e.example/\u00e9t\u00e9"), ("www.e.example", "www.e.example"),
     ("https://e.example/a<b>", "https://e.example/a")],
)  # fmt: skip
def test_an_address_ends_before_the_punctuation_of_the_sentence(text, address):
    assert web_address(text, 0, len(text)) == address


@pytest.mark.parametrize("text", ["https://", "www.", "www.example", "mailto:a@b.cc", "e.example", "/a"])
def test_what_does_not_begin_as_one_is_no_address(text):
    assert web_address(text, 0, len(text)) is None


def test_what_nobody_can_read_is_no_address():
    too_long = "https://e.example/" + "a" * ADDRESS_LIMIT

    assert web_address(too_long, 0, len(too_long)) is None
