"""Facts of the installation in the texts: true at once when they change, and never taken for Markdown."""

import pytest

from forum.core.markup import render
from forum.texts.placeholders import MEANINGS, fill
from tests.core.prose_trees import Tree, faults
from tests.pages_of_site.looking import main_of

FACTS = {"contact": "help@forum.example", "cookie": "__Host-forum", "site": "Working Together"}


def test_each_placeholder_is_filled():
    filled = render(fill("{site}: {contact}, {cookie}", FACTS))

    assert Tree(filled).text.strip() == "Working Together: help@forum.example, __Host-forum"
    assert [link["href"] for link in Tree(filled).of("a")] == ["mailto:help@forum.example"]
    assert "<code>__Host-forum</code>" in filled


def test_what_is_no_placeholder_stays_as_it_is():
    assert fill("{Site} {} {secret_key} {{contact}} {0}", FACTS) == "{Site} {} {secret_key} {<help@forum.example>} {0}"


@pytest.mark.parametrize("name", MEANINGS)
@pytest.mark.parametrize(
    "fact",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "a `b` **c** __d__", "# One", "1. One", "x\n\n# y",
     "{site}", "a@b.example> <b>", "https://shop.example", "@asha", "&lt;b&gt;", "a | b", "\\"],
)  # fmt: skip
def test_a_fact_is_words_and_never_markdown(name, fact):
    html = render(fill(f"{{{name}}}", {**FACTS, name: fact}))

    assert faults(html) == []
    assert {tag for tag, _ in Tree(html).tags} <= {"p", "code", "a"}
    assert Tree(html).text.split() == fact.split()


def test_the_facts_are_those_of_the_installation(client, monkeypatch):
    monkeypatch.setitem(client.application.config, "FORUM_CONTACT_EMAIL", "team@kettles.example")
    monkeypatch.setitem(client.application.config, "FORUM_SITE_NAME", "Kettles_and_*more*")

    assert 'href="mailto:team@kettles.example"' in main_of(client.get("/contact").text)
    assert "Kettles_and_*more* is a place" in main_of(client.get("/about").text)
