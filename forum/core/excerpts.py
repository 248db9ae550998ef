"""Parts of a text for other places: its first words, and a quote to answer."""

from markupsafe import Markup

EXCERPT_LENGTH = 200


def text_of(html: str) -> str:
    """The plain text of HTML that core/markup.py made."""
    return Markup(html).striptags()  # noqa: S704 (the mark is taken off at once)


def first_words(text: str, length: int = EXCERPT_LENGTH) -> str:
    """At most `length` characters of plain text, cut between words, with … where something was left out."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if not text[length - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:.–-") + "…"


def quote(source: str, attribution: str) -> str:
    """A Markdown block quote of a text, below a line of Markdown that says whose words they are."""
    lines = [f"{attribution}:", "", *source.strip("\n").split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)
