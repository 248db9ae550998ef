"""No text takes long or grows beyond measure, whoever made it; and all of it is there.

How long is measured elsewhere. What is asked here is that the parser stops by itself: the steps are counted.
"""

import pytest

from forum.core.effort import Effort, TooMuch
from forum.core.markdown import parse
from forum.core.markup import clean_text, plain_text, render
from tests.core.prose_trees import everything

pytestmark = pytest.mark.apart

LENGTH = 20_000


def filled(*parts, length=LENGTH):
    """The parts after each other, each repeated to an equal share of the length, with a word at both ends."""
    share = length // len(parts)
    return "first " + "".join((part * (share // len(part) + 1))[:share] for part in parts) + " last"


def nested(opening, closing, length=LENGTH):
    """Something inside itself."""
    deep = length // (len(opening) + len(closing))
    return f"first {opening * deep} kettle {closing * deep} last"


def numbered(line, length=LENGTH):
    """A line again and again, with a number in it."""
    return "first\n\n" + "".join(line.replace("0", str(n)) for n in range(length // (len(line) + 3))) + "\n\nlast"


def wide(columns, rows):
    """A table."""
    return "first\n\n" + "|a" * columns + "|\n" + "|-" * columns + "|\n" + rows * (LENGTH // len(rows)) + "\n\nlast"


REPEATED = [
    ">", "> ", "- ", "* ", "1. ", "> - ", "#", "*", "_", "**", "*a ", "a*", "*a_", "_a*", "*a**b", "a***b**c*", "~~",
    "~~a ", "~~a~", "`", "`a", "``a`", "[", "![", "[a](", "[a](b", "[a](<b", '[a](b "', "[a]", "[a][b]", "[a](b)",
    "![a](/b)", "]", "[![a](/b)](/c) ", "](", "(", "<", "<a", "</", "<!--", "<?", "<![CDATA[", "<http://a.b>",
    "<http://a.b ", "&", "&a", "&amp;", "&#60;", '"', "\\", "\\*", "|", "a|", "a", " ", "\n", "a\n", "a   \n",
    "    a\n", "\t", "-\n", "- a\n", "- a\n\n", "> a\n\n", ">\n", "# a\n", "a\n-\n", "---\n", "```\n", "~~~\n", "`a` ",
    "http://", "http://a", "http://a.b/ ", "www.", "www.a.b ", "http://http://", "http://a.b/((", "http://é.fr ",
    "a@b.cc ", "a@", "a.", "a@a", "a@b.", "@asha ", "@a-", "@", "\u0301", "a\u0301", "a\u0316\u0301",
    "\u1100\u1161\u11a8", "\ufdfa", "\u1e9e", "\U0001f642", "\u200b",
]  # fmt: skip
SHAPES = {
    **{f"{part!r} again and again": filled(part) for part in REPEATED},
    **{f"{part!r} and then words": filled(part, "kettle ") for part in REPEATED},
    **{
        f"{opening!r} in {opening!r}": nested(opening, closing)
        for opening,
        closing in [("*", "*"), ("**a ", " a**"), ("_a ", " a_"), ("*_", "_*"), ("[", "]"), ("![", "](/b)"),
                                 ("[", "](/b)"), ("(", ")"), ("`", "`"), ("<", ">"), ("~~a ", " a~~"), ("*[", "](/b)*")]
    },
    **{f"a table of {columns} columns": wide(columns, "|\n") for columns in (1, 10, 100, 1000)},
    **{f"a table of {columns} columns, full": wide(columns, "|b" * columns + "|\n") for columns in (1, 10, 100)},
    **{f"a table of {columns} columns, overfull": wide(columns, "|b" * 900 + "|\n") for columns in (1, 10, 100)},
    "definitions": numbered("[0]: /a\n"),
    "definitions and their uses": numbered("[0]: /a\n", 10_000) + numbered("[0]", 10_000),
    "a long definition and its uses": f"first\n\n[a]: /{'b' * 1900}\n\n" + "[a]" * 6000 + "last",
    "a long title and its uses": f'first\n\n[a]: /b "{"c" * 5000}"\n\n' + "[a]" * 5000 + "last",
    "definitions with titles that never end": numbered('[0]: /a "\n'),
    "definitions in quotes": numbered("> [0]: /a\n"),
    "labels that never end": numbered("[0\n"),
    "quotes that grow": "first\n\n" + "".join(">" * n + " a\n" for n in range(190)) + "\n\nlast",
    "lists that grow": "first\n\n" + "".join(" " * 2 * n + "- a\n" for n in range(135)) + "\n\nlast",
    "code spans of all lengths": "first " + " ".join("`" * n for n in range(1, 200)) + " last",
    "stars of all lengths": "first " + "a".join("*" * n for n in range(1, 200)) + " last",
    "many tables": numbered("|0|\n|-|\n\n"),
    "many members": numbered("@member0 "),
    "one long address": "first http://a.b/" + "c" * LENGTH + " last",
    "one long address in another alphabet": "first [a](http://" + "é" * LENGTH + ".fr) last",
    "a long paragraph in deep quotes": "first\n\n" + "> " * 15 + "a\n" * 9000 + "\n\nlast",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_text_comes_out_whole_and_not_much_larger(shape):
    source = clean_text(SHAPES[shape])

    html, plain = render(source), plain_text(source)

    shown = everything(html)
    assert len(html) <= 10 * len(source) + 100_000
    assert "first" in shown
    assert "last" in shown
    assert plain.startswith("first")
    assert plain.count("kettle") == source.count("kettle")
    assert shown.count("kettle") >= source.count("kettle")
    assert sum(map(str.isalnum, shown)) >= sum(map(str.isalnum, source)) - lost_on_purpose(source)


def lost_on_purpose(source):
    """What Markdown takes for signs: numbers of items, the labels of definitions, characters named by number."""
    return sum(map(str.isdigit, source)) + source.count("[a]") + 3 * source.count("&amp;") + source.count("\u0301")


@pytest.mark.parametrize(
    "source",
    ["[" * 20_000, "> " * 20 + "a", "*a " * 40 + "a* " * 40, "a\n" * 20_000, wide(1000, "|\n")],
)  # fmt: skip
def test_a_text_that_is_too_costly_or_too_deep_is_refused(source):
    with pytest.raises(TooMuch):
        parse(source)


def test_steps_are_paid_for_until_none_is_left():
    effort = Effort(10)
    effort.spend(10)

    with pytest.raises(TooMuch):
        effort.spend(1)
