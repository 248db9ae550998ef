"""The one door: every text comes out, as HTML or as it was typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core import markup
from forum.core.markup import BODY_LIMIT, excerpt, mentioned_handles, plain_text, render
from tests.core.prose_trees import Tree, everything, faults

pytestmark = pytest.mark.apart

WORDS = ["kettle", "leaks", "office", "permit", "queue", "archive", "desk"]
MARKS = [
    *WORDS, *WORDS, " ", " ", "\n", "\n", "\n\n", "*", "**", "_", "__", "~~", "`", "```", "~~~", "#", "## ", ">", "> ",
    "- ", "+ ", "1. ", "7) ", "    ", "\t", "|", "--", "\n--|--\n", "---", "===", "[", "]", "(", ")", "](", "]: ",
    "][", "![", "<", ">", "</", "<!--", "&", ";", "&amp;", "&#", '"', "'", "\\", "\\\n", "  \n", "@", "@asha", ".",
    ",", ":", "/", "//", "https://", "www.", "https://kent.example/a", "asha@kent.example", "mailto:", "javascript:",
    "data:", "é", "ß", "0",
]  # fmt: skip
MARKED = st.lists(st.sampled_from(MARKS), max_size=60).map("".join)
ANYTHING = st.text(st.characters(codec=None), max_size=200)


@given(MARKED | ANYTHING)
@settings(max_examples=400, deadline=None)
def test_any_text_comes_out_as_html_that_a_post_may_have(source):
    assert faults(render(source, lambda handles: dict.fromkeys(handles, "/members/asha"))) == []


@given(MARKED)
@settings(max_examples=400, deadline=None)
def test_no_word_is_lost(source):
    shown = everything(render(source))

    labels = "".join(source.split("][")[1:])  # the name of a definition is not shown where it is used
    lost = [word for word in WORDS if shown.count(word) < source.count(word) - labels.count(word)]
    assert lost == []


@given(MARKED)
@settings(max_examples=200, deadline=None)
def test_plain_text_has_the_words_that_the_page_shows(source):
    shown, plain = Tree(render(source)).text, plain_text(source)

    assert [word for word in WORDS if plain.count(word) < shown.count(word)] == []
    assert "\n" not in plain


@given(MARKED | ANYTHING)
@settings(max_examples=200, deadline=None)
def test_every_text_has_an_excerpt_and_names_somebody_or_nobody(source):
    assert len(excerpt(source)) <= 200
    assert all(handle == handle.lower() for handle in mentioned_handles(source))


def test_a_text_that_is_too_long_is_shown_as_it_was_typed():
    html = render("*kettle* " * (BODY_LIMIT // 9 + 1))

    assert html.startswith('<div class="app-prose__source"><p>*kettle* *kettle*')
    assert faults(html) == []


def test_a_text_of_the_longest_length_is_read():
    assert render("kettle " * (BODY_LIMIT // 7)).startswith("<p>kettle")


def test_a_text_that_is_too_deep_is_shown_as_it_was_typed():
    html = render("> " * 30 + "kettle")

    assert html == f'<div class="app-prose__source"><p>{"&gt; " * 30}kettle</p></div>\n'
    assert plain_text("> " * 30 + "kettle").endswith("kettle")


def test_a_fault_of_the_reader_is_logged_and_costs_no_text(monkeypatch, caplog):
    monkeypatch.setattr(markup, "parse", lambda _source: [][0])

    html = render("*kettle*")

    assert html == '<div class="app-prose__source"><p>*kettle*</p></div>\n'
    assert "could not be read" in caplog.text
    assert "kettle" not in caplog.text


@pytest.mark.parametrize("source", ["", " ", "\n\n", "\x00", "\ud800"])
def test_nothing_gives_nothing(source):
    assert render(source) == ""
    assert plain_text(source) == ""
