"""Members and mailboxes named in running text."""

import pytest

from forum.core.markup import mentioned_handles, render
from forum.core.mentions import MENTION_LIMIT
from tests.core.prose_trees import Tree, words


def everybody(handles):
    return {handle: f"/members/{handle}" for handle in handles}


@pytest.mark.parametrize(
    ("source", "handles"),
    [("Thanks @asha-patel!", {"asha-patel"}), ("@Asha @asha", {"asha"}), ("(@tom, @li-2)", {"tom", "li-2"}),
     ("**@asha** and *@tom*", {"asha", "tom"}), ("> @asha said", {"asha"}),
     ("| @asha |\n|--|\n| @tom |", {"asha", "tom"}), ("@asha\n@tom", {"asha", "tom"}), ("@asha's kettle", {"asha"}),
     ("Hello @asha.", {"asha"}), ("- @asha", {"asha"}),
     ("@asha--who knows", {"asha"})],
)  # fmt: skip
def test_a_member_is_named_by_the_handle(source, handles):
    assert mentioned_handles(source) == handles


@pytest.mark.parametrize(
    "source",
    ["asha@kent.gov.uk", "`@asha`", "    @asha", "```\n@asha\n```", "[@asha](https://e.example)", "@ab", "@", "@@asha",
     "x@asha", "@asha@kent", "@asha.patel", "https://e.example/@asha", "@asha_patel", "@" + "a" * 31, "@1asha",
     "@-asha", "[1]: /a@asha", "/@asha", "@ashaé", "&#64;asha"],
)  # fmt: skip
def test_what_only_looks_like_a_handle_names_nobody(source):
    assert mentioned_handles(source) == set()


def test_the_addresses_of_all_whom_a_text_names_are_asked_for_once():
    asked = []

    def note(handles):
        asked.append(handles)
        return everybody(handles)

    html = render("@asha and @Tom and @asha", note)

    assert asked == [{"asha", "tom"}]
    assert [link["href"] for link in Tree(html).of("a")] == ["/members/asha", "/members/tom", "/members/asha"]
    assert words(html) == "@ashaand@Tomand@asha"


def test_nobody_is_asked_where_nobody_is_named():
    assert render("Hello", lambda _handles: pytest.fail("nobody is named")) == "<p>Hello</p>\n"


def test_a_handle_that_nobody_bears_stays_text():
    assert render("Hello @asha", lambda _handles: {}) == "<p>Hello @asha</p>\n"


def test_a_mention_is_marked_as_one():
    assert Tree(render("@asha", everybody)).of("a") == [{"class": "mention", "href": "/members/asha"}]


def test_an_address_that_is_not_safe_is_not_linked():
    assert render("@asha", lambda _handles: {"asha": "javascript:alert(1)"}) == "<p>@asha</p>\n"


def test_no_post_names_more_members_than_the_limit():
    source = " ".join(f"@member-{number}" for number in range(MENTION_LIMIT + 10))

    assert mentioned_handles(source) == {f"member-{number}" for number in range(MENTION_LIMIT)}


@pytest.mark.parametrize("mailbox", ["asha@kent.gov.uk", "asha.o'connor+forum@a-b.example", "a_b@c.de"])
def test_a_mailbox_is_a_link(mailbox):
    assert [link["href"] for link in Tree(render(f"Write to {mailbox}, please")).of("a")] == [f"mailto:{mailbox}"]


@pytest.mark.parametrize(
    "text",
    ["a@b", "@kent.gov.uk", "a@b.c", "asha@kent.gov.uk@evil.example", "a@b.cc.1", "a@-.c1"],
)  # fmt: skip
def test_what_is_no_mailbox_stays_text(text):
    assert render(text) == f"<p>{text}</p>\n"
