"""What a mail quotes is folded on its page, and left out where only the author's own words count."""

import pytest

from forum.core.markup import own_words, render
from forum.core.quotes import fold_quotes, without_quotes
from tests.elements import read_page

MAIL = "Into the drawer.\n\n> On Thursday Asha wrote:\n> Where do **they** go?\n>> deeper\n\nBen"


def test_each_quotation_is_folded_behind_a_control_that_shows_how_it_begins():
    folded = fold_quotes(render(MAIL), "Show quoted text")

    assert folded.count("<details") == folded.count("</details>") == 1
    assert folded.startswith("<p>Into the drawer.</p>")
    assert folded.rstrip().endswith("<p>Ben</p>")
    assert '<span class="govuk-details__summary-text">Show quoted text</span>' in folded
    assert '<span class="app-quoted__start">On Thursday Asha wrote: Where do they go? deeper</span>' in folded
    assert "<strong>they</strong>" in folded


@pytest.mark.parametrize(
    "source", ["", "no quotation", "a > b", "```\n> code\n```", "&lt;blockquote&gt;", "<blockquote>"]
)
def test_a_text_that_quotes_nothing_stays_as_it_is(source):
    html = render(source)

    assert fold_quotes(html, "Show") == without_quotes(html) == html


def test_several_quotations_are_folded_each_by_itself():
    folded = fold_quotes(render("> one\n\nyes\n\n- item\n  > two\n\nno\n\n> three"), "Show")

    assert folded.count("<details") == 3
    assert [folded.index(word) for word in ("yes", "item", "no")] == sorted(map(folded.index, ("yes", "item", "no")))


@pytest.mark.parametrize(
    "quoted", ["<script>alert(1)</script>", "</blockquote></details><b>", "&lt;b&gt;", '" onclick="x']
)
def test_what_is_quoted_never_becomes_markup(quoted):
    folded = fold_quotes(render(f"> {quoted}"), "<Show>")

    assert "<script" not in folded
    assert "<b>" not in folded
    assert "<Show>" not in folded
    assert folded.count("<details") == folded.count("</details>") == 1


def test_own_words_are_those_outside_quotations():
    assert own_words(MAIL) == "Into the drawer. Ben"
    assert without_quotes(render(MAIL)).split() == ["<p>Into", "the", "drawer.</p>", "<p>Ben</p>"]


def test_a_text_that_is_too_much_for_markdown_has_no_quotations():
    assert own_words("> a\n" * 20_000).startswith("> a > a")


def test_a_folded_quotation_is_well_formed():
    page = read_page(f"<html><body>{fold_quotes(render(MAIL), 'Show')}</body></html>")

    assert page is not None
