"""The query language: words, "phrases", and -not before either.

Whatever is typed is understood as far as it can be; each fault is told in a sentence, none is an exception. There
are no wildcards, patterns or guesses at spelling: on a large index one of them would keep everybody else waiting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forum.core.words import lazy
from forum.search import analysis

QUERY_LIMIT = 300  # characters
UNIT_LIMIT = 20  # words and phrases
PHRASE_LIMIT = 20  # words in a phrase

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PIECE = re.compile(r'(?P<minus>(?:(?<=\s)|^)[-−–]+)?(?:"(?P<phrase>[^"]*)"|(?P<lone>")|(?P<word>[^\s"]+))')
_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")  # the parts of «follow-up» stand side by side


@dataclass(frozen=True)
class Unit:
    """A word, or several that stand side by side in this order: as they were typed, and their terms."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class ParsedQuery:
    """What was asked. `text` is the query in a form that can be shown; `faults` are sentences for the person."""

    text: str
    wanted: tuple[Unit, ...] = ()
    unwanted: tuple[Unit, ...] = ()
    faults: tuple[Any, ...] = ()


@dataclass(frozen=True)
class _Piece:
    unit: Unit
    is_unwanted: bool
    is_common: bool

    @property
    def meaning(self) -> tuple[Any, ...]:
        """What tells it from others: not how it was typed."""
        return self.unit.terms, self.is_unwanted


def parse(text: str) -> ParsedQuery:
    """What can be understood of a query. Never raises, whatever the text is."""
    clean = _UNPRINTABLE.sub(" ", text[: QUERY_LIMIT + 1]).strip()
    faults = []
    if len(text.strip()) > QUERY_LIMIT:
        clean = clean[:QUERY_LIMIT].rpartition(" ")[0] or clean[:QUERY_LIMIT]
        faults.append(lazy("A search takes at most %(most)d characters; the rest was left out.", most=QUERY_LIMIT))
    plain = analysis.readable(clean.translate(_QUOTES))
    found = list({piece.meaning: piece for piece in _pieces(plain)}.values())
    if clean and not found:
        faults.append(lazy("There is no word in this to look for."))
    if plain.count('"') % 2:
        faults.append(lazy("A quotation mark has no partner, so the words after it are looked for one by one."))
    if len(found) > UNIT_LIMIT:
        faults.append(
            lazy("A search takes at most %(most)d words and phrases; the rest was left out.", most=UNIT_LIMIT)
        )
    wanted, unwanted, more = _sorted_out(found[:UNIT_LIMIT])
    return ParsedQuery(clean, wanted, unwanted, (*faults, *more))


def _pieces(text: str) -> Iterator[_Piece]:
    shouted = text.isupper()
    for match in _PIECE.finditer(text):
        minus = bool(match["minus"])
        if match["phrase"] is not None:
            unit = Unit(match["phrase"].strip(), tuple(analysis.terms(match["phrase"])[:PHRASE_LIMIT]))
            if unit.terms:
                yield _Piece(unit, minus, is_common=False)
            continue
        for part in _COMPOUND.findall(match["word"] or ""):
            # «WHO» and «IT» are names while the rest of the query is not in capitals
            named = part.isupper() and len(part) > 1 and not shouted
            unit = Unit(part, tuple(analysis.terms(part)[:PHRASE_LIMIT]))
            yield _Piece(unit, minus, is_common=analysis.is_common(part) and not named)


def _sorted_out(found: list[_Piece]) -> tuple[tuple[Unit, ...], tuple[Unit, ...], list[Any]]:
    """What is wanted, what is not, and sentences about what is missing."""
    asked = [piece for piece in found if not piece.is_unwanted]
    telling = [piece for piece in asked if not piece.is_common] or asked
    against = [piece for piece in found if piece.is_unwanted]
    unwanted = tuple(piece.unit for piece in against if not piece.is_common)
    faults = [
        lazy("“%(word)s” stands in nearly every post, so it cannot be left out.", word=piece.unit.text)
        for piece in against
        if piece.is_common
    ]
    if against and not asked:
        faults.append(lazy("Say what to look for as well: a search needs a word that the posts should have."))
    return tuple(piece.unit for piece in telling), unwanted, faults
