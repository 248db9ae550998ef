"""Typed text made fit to keep: what no keyboard types goes, what carries meaning stays."""

import re
import unicodedata

LONGEST_MARKS = 30  # combining marks in a row; Unicode's own limit (UAX 15, stream-safe text)

_LINE_ENDS = re.compile(r"\r\n?|[\v\f]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # embeddings, overrides, isolates
_FORCES = re.compile("[\u202d\u202e]")
_NOT_TYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text with one kind of line end, without control characters and lone surrogates, in Unicode's form C,
    and of marks piled on one letter those that no language has left out.

    A vertical tab (Word's soft line end) and a form feed (a page of a PDF) are line ends. Form C changes no meaning and
    no look, and makes the same word, typed on a Mac or on a PC, the same for search, mentions and differences.
    Everything else stays: joiners and direction marks belong to words in many scripts. Cleaning twice is cleaning once.
    """
    text = _NOT_TYPED.sub("", _LINE_ENDS.sub("\n", text))
    return text if text.isascii() else unicodedata.normalize("NFC", _unpiled(text))


def clean_line(text: str) -> str:
    """A title or a name: clean text in one line that turns nothing round, itself or beside it.

    What a letter or a mark says of direction stays; what turns a whole passage round goes.
    """
    return " ".join(_TURNS.sub("", clean_text(text)).split())


def without_overrides(text: str) -> str:
    """The text without the two signs that make letters read backwards; no writing needs them."""
    return _FORCES.sub("", text)


def _unpiled(text: str) -> str:
    """The text with no more marks on one letter than any language has: to normalise more takes quadratic time."""
    run, kept = 0, list[str]()
    for character in text:
        apart = unicodedata.normalize("NFD", character)
        marks = sum(map(bool, map(unicodedata.combining, apart)))
        run = run + marks if unicodedata.combining(character) else marks
        if run <= LONGEST_MARKS or not unicodedata.combining(character):
            kept.append(character)
    return "".join(kept)
