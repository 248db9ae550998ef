"""What Markdown the forum reads."""

import pytest

from forum.core.markup import render
from tests.core.prose_trees import Tree, words


@pytest.mark.parametrize(
    ("source", "html"),
    [("One paragraph.\n\nAnother.", "<p>One paragraph.</p>\n<p>Another.</p>\n"),
     ("*soft* _soft_", "<p><em>soft</em> <em>soft</em></p>\n"),
     ("**loud** __loud__", "<p><strong>loud</strong> <strong>loud</strong></p>\n"),
     ("~~gone~~ but ~not~ this", "<p><s>gone</s> but ~not~ this</p>\n"),
     ("Type `ls -l <dir>`", "<p>Type <code>ls -l &lt;dir&gt;</code></p>\n"),
     ("- kettle\n- cups\n  - blue", "<ul>\n<li>kettle</li>\n<li>cups\n<ul>\n<li>blue</li>\n</ul>\n</li>\n</ul>\n"),
     ("1. fill\n2. boil", "<ol>\n<li>fill</li>\n<li>boil</li>\n</ol>\n"),
     ("> said she\n\nIndeed", "<blockquote>\n<p>said she</p>\n</blockquote>\n<p>Indeed</p>\n"),
     ("above\n\n---\n\nbelow", "<p>above</p>\n<hr>\n<p>below</p>\n"),
     ("    indented <code>", "<pre><code>indented &lt;code&gt;\n</code></pre>\n"),
     (r"\*not soft\* 2 \* 3", "<p>*not soft* 2 * 3</p>\n"),
     ("&copy; &#65; &nosuch;", "<p>© A &amp;nosuch;</p>\n"),
     ("snake_case_name and 2*3*4", "<p>snake_case_name and 2<em>3</em>4</p>\n")],
)  # fmt: skip
def test_commonmark_is_read(source, html):
    assert render(source) == html


def test_who_presses_enter_means_it():
    assert render("14 High Street\nMaidstone") == "<p>14 High Street<br>\nMaidstone</p>\n"


def test_fenced_code_names_its_language():
    html = render("```python\nif a < b:\n    **go**\n```")

    assert html == '<pre><code class="language-python">if a &lt; b:\n    **go**\n</code></pre>\n'


def test_words_behind_a_fence_are_no_language_and_are_kept():
    assert render("```see this file\nx\n```") == "<pre><code>see this file\nx\n</code></pre>\n"


def test_a_fence_that_is_never_closed_goes_to_the_end():
    assert render("~~~\nx\n\n# y") == "<pre><code>x\n\n# y</code></pre>\n"


def test_a_table_has_headings_and_alignment_without_inline_style():
    html = render("| Kettle | Price |\n|:--|--:|\n| **blue** | 20 |")

    tree = Tree(html)
    assert tree.of("th") == [
        {"scope": "col", "class": "app-prose__left"},
        {"scope": "col", "class": "app-prose__right"},
    ]
    assert tree.of("td") == [{"class": "app-prose__left"}, {"class": "app-prose__right"}]
    assert "<strong>blue</strong>" in html


def test_cells_beyond_the_last_column_join_it():
    html = render("a | b\n--|--\n1 | 2 | 3 | 4\n5")

    assert "<td>2 | 3 | 4</td>" in html
    assert "<td>5</td>" in html


def test_an_escaped_bar_does_not_end_a_cell():
    assert r"<td>a | b</td>" in render("x | y\n--|--\na \\| b | c")


@pytest.mark.parametrize(
    ("source", "address", "text"),
    [("See https://kent.gov.uk/a?b=c&d=e.", "https://kent.gov.uk/a?b=c&d=e", "https://kent.gov.uk/a?b=c&d=e"),
     ("(see http://a.org/b_(c))", "http://a.org/b_(c)", "http://a.org/b_(c)"),
     ("WWW.Kent.gov.uk, please", "http://WWW.Kent.gov.uk", "WWW.Kent.gov.uk"),
     ("<https://kent.gov.uk>", "https://kent.gov.uk", "https://kent.gov.uk"),
     ("mail asha@kent.gov.uk.", "mailto:asha@kent.gov.uk", "asha@kent.gov.uk"),
     ("<asha@kent.gov.uk>", "mailto:asha@kent.gov.uk", "asha@kent.gov.uk")],
)  # fmt: skip
def test_an_address_in_running_text_is_a_link(source, address, text):
    html = render(source)

    assert [link["href"] for link in Tree(html).of("a")] == [address]
    assert f">{text.replace('&', '&amp;')}</a>" in html


@pytest.mark.parametrize(
    "source",
    ["`https://kent.gov.uk`", "    https://kent.gov.uk", "www. is short for", "http:// is a start", "example.org",
     "ftp://kent.gov.uk/x", "www.x", "a@b", "file.name@", "x.https://kent.gov.uk"],
)  # fmt: skip
def test_what_is_no_address_or_is_code_becomes_no_link(source):
    html = render(source)

    assert Tree(html).of("a") == []
    assert words(html) == source.strip(" `").replace(" ", "")


def test_an_address_inside_a_link_is_no_second_link():
    html = render("[call https://kent.gov.uk or asha@kent.gov.uk](https://kent.gov.uk/contact)")

    assert [link["href"] for link in Tree(html).of("a")] == ["https://kent.gov.uk/contact"]


def test_a_definition_gives_its_link_an_address_and_is_not_shown():
    html = render('Read [the rules][rules].\n\n[Rules]: https://kent.gov.uk/rules "All of them"')

    assert Tree(html).of("a") == [
        {"href": "https://kent.gov.uk/rules", "title": "All of them", "rel": "nofollow ugc noopener"}
    ]
    assert words(html) == "Readtherules."
