"""The one door through which a member's text becomes HTML, or plain text.

Markdown is read by markdown-it in bounded time (core/markdown.py), made fit for our pages (core/tidying.py), written,
and checked once more by bleach (core/prose_html.py). A text that is too costly, too deep or too large for that is shown
as it was typed: no text is lost and none makes a page fail.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping

from markdown_it.token import Token

from forum.core.cleaning import clean_text
from forum.core.effort import TooMuch
from forum.core.excerpts import EXCERPT_LENGTH, first_words, quote
from forum.core.markdown import parse, write
from forum.core.mentions import mentioned_in
from forum.core.prose_html import is_clean, source_html
from forum.core.tidying import FIRST_HEADING, outside_quotes, tidy, words_of

__all__ = [
    "BODY_LIMIT",
    "RENDERER_VERSION",
    "clean_text",
    "excerpt",
    "lines_of",
    "mentioned_handles",
    "own_words",
    "plain_text",
    "quote",
    "render",
]

RENDERER_VERSION = 1  # one more whenever the same text would give other HTML
BODY_LIMIT = 40_000  # characters of a post

log = logging.getLogger(__name__)


def nobody(_handles: set[str]) -> Mapping[str, str]:
    """The addresses of no members."""
    return {}


def render(
    source: str,
    mentions: Callable[[set[str]], Mapping[str, str]] = nobody,
    first_heading: int = FIRST_HEADING,
) -> str:
    """The safe HTML of a member's Markdown; it raises nothing of its own, for any text.

    `mentions` is asked once, where there are any, for the profile addresses of the handles that the text mentions.
    `first_heading` is the level of the text's uppermost heading: 3 below the heading of a post, 2 below that of a page.
    """
    source = clean_text(source)
    tokens = _read(source, first_heading)
    if tokens is None:
        return source_html(source)
    handles = set(mentioned_in(tokens))
    prose = _written(tokens, mentions(handles) if handles else {}, first_heading, 10 * len(source) + 100_000)
    return source_html(source) if prose is None else prose


def mentioned_handles(source: str) -> set[str]:
    """The handles that a text mentions, in lower case, whether they exist or not."""
    return set(mentioned_in(_read(clean_text(source)) or ()))


def plain_text(source: str) -> str:
    """The words of a text in one line, without markup: for the search index, excerpts and descriptions."""
    source = clean_text(source)
    tokens = _read(source)
    if tokens is None:
        return " ".join(source.split())
    return _words(tokens)


def own_words(source: str) -> str:
    """The words of a text in one line, like `plain_text`, without what it quotes."""
    tokens = _read(clean_text(source))
    return plain_text(source) if tokens is None else _words(outside_quotes(tokens))


def lines_of(source: str) -> Iterator[tuple[int, str]]:
    """The running text of a source as people read it, without code that stands by itself, line by line.

    Each line comes with the number of its line in the source, counted from 1. None goes on from one paragraph, item or
    cell into the next.
    """
    number = 1
    for token in _read(clean_text(source)) or ():
        if not token.children:
            continue
        number, words = token.map[0] + 1 if token.map else number, list[str]()
        for child in token.children:
            if child.type.endswith("break"):
                yield number, "".join(words)
                number, words = number + 1, []
            words.append(child.content)
        yield number, "".join(words)


def excerpt(source: str, length: int = EXCERPT_LENGTH) -> str:
    """The first words of a text, at most `length` characters, cut between words, with … where some were left out."""
    return first_words(plain_text(source), length)


def _words(tokens: Iterable[Token]) -> str:
    words = (words_of(token.children) if token.children else f"{token.info} {token.content}" for token in tokens)
    return " ".join(" ".join(words).split())


def _read(source: str, first_heading: int = FIRST_HEADING) -> list[Token] | None:
    """The text as tokens that fit our pages; None when it is to be shown as it was typed."""
    if len(source) > BODY_LIMIT:
        return None
    try:
        return tidy(parse(source), first_heading)
    except TooMuch:
        return None
    except Exception:
        log.exception("a text of %d characters could not be read; it is shown as it was typed", len(source))
        return None


def _written(tokens: list[Token], addresses: Mapping[str, str], first_heading: int, most: int) -> str | None:
    """The HTML of the tokens; None when it is over `most` characters, or bleach objects to it."""
    try:
        prose = write(tokens, addresses)
    except TooMuch:
        return None
    if len(prose) > most:
        return None
    if is_clean(prose, first_heading):
        return prose
    log.warning("bleach would change the HTML of a text of %d characters; it is shown as it was typed", len(prose))
    return None
