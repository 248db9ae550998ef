"""Typed text made fit to keep: what no keyboard types goes, what carries meaning stays."""

import re
import unicodedata

LONGEST_MARKS = 30  # combining marks in a row; Unicode's own limit (UAX 15, stream-safe text)

_LINE_ENDS = re.compile(r"\r\n?|[\v\f]")
_NOT_TYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text with one kind of line end, without control characters and lone surrogates, in Unicode's form C.

    A vertical tab (Word's soft line end) and a form feed (a page of a PDF) are line ends. Form C changes no meaning and
    no look, and makes the same word, typed on a Mac or on a PC, the same for search, mentions and differences.
    Everything else stays: joiners and direction marks belong to words in many scripts. Cleaning twice is cleaning once.
    """
    text = _NOT_TYPED.sub("", _LINE_ENDS.sub("\n", text))
    return text if text.isascii() or _is_piled(text) else unicodedata.normalize("NFC", text)


def _is_piled(text: str) -> bool:
    """Whether marks are piled on one letter beyond any language; normalising such text takes quadratic time."""
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > LONGEST_MARKS:
            return True
    return False
