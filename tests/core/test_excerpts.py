"""Parts of a text for other places: plain text, first words, quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.markup import excerpt, plain_text, quote, render
from tests.core.prose_trees import Tree

pytestmark = pytest.mark.apart


@pytest.mark.parametrize(
    ("source", "plain"),
    [("# Kettle\n\nIt *leaks* **badly**.", "Kettle It leaks badly."), ("- a\n- b", "a b"), ("> said", "said"),
     ("[rules](https://kent.gov.uk/rules)", "rules"), ("![A kettle](https://e.example/k.png)", "A kettle"),
     ("a | b\n--|--\nc | d", "a b c d"), ("`ls` and\n\n    code", "ls and code"), ("a  \nb\nc", "a b c"),
     ("<b>not</b> &lt; & &amp;", "<b>not</b> < & &"), ("See https://e.example.", "See https://e.example."), ("", ""),
     ("  \n\n ", "")],
)  # fmt: skip
def test_plain_text_is_the_words_in_one_line(source, plain):
    assert plain_text(source) == plain


def test_a_short_text_is_its_own_excerpt():
    assert excerpt("The *kettle* leaks.") == "The kettle leaks."


def test_an_excerpt_is_cut_between_words_and_says_so():
    assert excerpt("The kettle leaks, and nobody cares.", 20) == "The kettle leaks…"
    assert excerpt("The kettle leaks, and nobody cares.", 18) == "The kettle leaks…"
    assert excerpt("The kettle leaks and nobody cares.", 17) == "The kettle leaks…"
    assert excerpt("The kettle leaks and nobody cares.", 16) == "The kettle…"


def test_a_single_long_word_is_cut_where_it_must_be():
    assert excerpt("a" * 50, 10) == "a" * 9 + "…"


@given(st.text(max_size=400), st.integers(1, 300))
def test_an_excerpt_keeps_its_length(source, length):
    shown = excerpt(source, length)

    assert len(shown) <= length
    assert "\n" not in shown


def test_a_quote_says_whose_words_they_are():
    quoted = quote("First.\n\nSecond\nline.", "[Asha Patel](/threads/1#post-2) wrote")

    assert quoted == "> [Asha Patel](/threads/1#post-2) wrote:\n>\n> First.\n>\n> Second\n> line."


@pytest.mark.parametrize(
    "source",
    ["Plain.", "> A quote.", "- a\n- b", "```\ncode\n```", "    code", "# Heading", "\n\nx\n\n"],
)  # fmt: skip
def test_a_quote_holds_the_whole_text(source):
    html = render(quote(source, "Asha wrote") + "\n\nMy answer.")

    assert html.startswith("<blockquote>")
    assert html.endswith("</blockquote>\n<p>My answer.</p>\n")
    assert "".join(plain_text(source).split()) in "".join(Tree(html).text.split())
