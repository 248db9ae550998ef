"""The query language: words, "phrases", beginnings of words*, -not before each of them, and what `fields` understands.

Whatever is typed is understood as far as it can be; each fault is told in a sentence, none is an exception. There
are no other wildcards, patterns or guesses at spelling: on a large index one of them would keep everybody else waiting.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from forum.core.words import lazy
from forum.search import analysis
from forum.search.fields import FIELDS, Fields, understood

QUERY_LIMIT = 300  # characters
UNIT_LIMIT = 20  # words and phrases
PHRASE_LIMIT = 20  # words in a phrase
BEGINNINGS_LIMIT = 5  # different ones: each may stand for hundreds of words
SHORTEST_BEGINNING = 4  # letters before an asterisk: of fewer, words without end would have to be read

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MINUS = "-−–"
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PIECE = re.compile(
    rf"""(?P<minus>(?:(?<=\s)|^)[-−–]+)?
    (?: (?P<field>{"|".join(FIELDS)}):(?P<value>"[^"]*"|[^\s"]*)
      | "(?P<phrase>[^"]*)" | (?P<lone>") | (?P<word>[^\s"]+) )""",
    re.IGNORECASE | re.VERBOSE,
)
_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")  # the parts of «follow-up» stand side by side
_BEGINNING = re.compile(r"[^\w*]*([^\W_]+)\*[^\w*]*")
_MISPLACED = re.compile(r"\w\*\w|(?<!\*)\*\w")


@dataclass(frozen=True)
class Unit:
    """A word, or several that stand side by side in this order: as they were typed, and their terms.

    Where it `is_beginning`, a term that begins with any of `terms` will do. `in_title`: the text does not count.
    `also` are terms that will do as well, each side by side, if for a little less. `is_quoted`: in quotation marks.
    """

    text: str
    terms: tuple[str, ...]
    is_beginning: bool = False
    in_title: bool = False
    also: tuple[tuple[str, ...], ...] = ()
    is_quoted: bool = field(default=False, compare=False)

    @property
    def is_bare(self) -> bool:
        """Whether it is one whole word without a sign of any kind."""
        return len(self.terms) == 1 and not (self.is_beginning or self.is_quoted)


@dataclass(frozen=True)
class ParsedQuery:
    """What was asked. `text` is the query in a form that can be shown; `faults` are sentences for the person.

    `parts` are its pieces as they were typed, each with the field that it speaks of, if any: what links are made of.
    `also` is what synonyms look for as well, in words.
    """

    text: str
    wanted: tuple[Unit, ...] = ()
    unwanted: tuple[Unit, ...] = ()
    faults: tuple[Any, ...] = ()
    fields: Fields = Fields()
    parts: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for: words, or what a field says of the posts."""
        return bool(self.wanted) or replace(self.fields, in_title=False) != Fields()

    def but_for(self, fields: Collection[str] = FIELDS) -> str:
        """The query without what these fields say."""
        return " ".join(text for name, text in self.parts if name not in fields)

    @property
    def exactly(self) -> str:
        """The query without what synonyms look for as well: such words in quotation marks, such phrases hyphenated."""
        widened = {unit.text for unit in self.wanted if unit.also}
        return " ".join(_exactly(text, widened) if is_wanted else text for text, is_wanted in self.pieces())

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The query in pieces, each with whether it says which words are wanted."""
        return ((text, not name and text[0] not in _MINUS) for name, text in self.parts)


def _exactly(part: str, widened: set[str]) -> str:
    if part.startswith('"'):
        return "-".join(analysis.WORD.findall(part)) if part.strip('" ') in widened else part
    words = _COMPOUND.findall(part)
    if widened.isdisjoint(words):
        return part
    return " ".join(f'"{word}"' if word in widened else word for word in words)


@dataclass(frozen=True)
class _Piece:
    unit: Unit
    is_unwanted: bool
    is_common: bool

    @property
    def meaning(self) -> tuple[Any, ...]:
        """What tells it from others: not how it was typed."""
        return self.unit.terms, self.unit.is_beginning, self.is_unwanted


def parse(text: str) -> ParsedQuery:
    """What can be understood of a query. Never raises, whatever the text is."""
    clean = _UNPRINTABLE.sub(" ", text[: QUERY_LIMIT + 1]).strip()
    faults = []
    if len(text.strip()) > QUERY_LIMIT:
        clean = clean[:QUERY_LIMIT].rpartition(" ")[0] or clean[:QUERY_LIMIT]
        faults.append(lazy("A search takes at most %(most)d characters; the rest was left out.", most=QUERY_LIMIT))
    plain = analysis.readable(clean.translate(_QUOTES))
    matches = list(_PIECE.finditer(plain))
    fields, of_fields = understood((one["field"].lower(), one["value"].strip('" ')) for one in matches if _says(one))
    found = list({piece.meaning: piece for piece in _pieces(matches, shouted=plain.isupper())}.values())
    if clean and not found and not any(one["field"] for one in matches):
        faults.append(lazy("There is no word in this to look for."))
    if plain.count('"') % 2:
        faults.append(lazy("A quotation mark has no partner, so the words after it are looked for one by one."))
    if len(found) > UNIT_LIMIT:
        faults.append(
            lazy("A search takes at most %(most)d words and phrases; the rest was left out.", most=UNIT_LIMIT)
        )
    wanted, unwanted, more = _sorted_out(found[:UNIT_LIMIT], fields)
    parts = tuple(((one["field"] or "").lower(), one[0]) for one in matches)
    sentences = (*faults, *of_fields, *_misplaced(matches), *more)
    return ParsedQuery(clean, wanted, unwanted, sentences, fields, parts)


def _says(match: re.Match[str]) -> bool:
    return bool(match["field"] and not match["minus"])


def _misplaced(matches: list[re.Match[str]]) -> Iterator[Any]:
    """Sentences about signs that mean nothing where they stand."""
    if len(_beginnings(matches)) > BEGINNINGS_LIMIT:
        yield lazy(
            "A search takes at most %(most)d beginnings of words; the others were looked for as whole words.",
            most=BEGINNINGS_LIMIT,
        )
    for one in matches:
        if one["field"] and one["minus"]:
            sentence = lazy("Only words and phrases can be left out; “%(part)s” was passed over.", part=one[0])
            yield sentence
        short = _BEGINNING.fullmatch(one["word"] or "")
        if short and len(short[1]) < SHORTEST_BEGINNING:
            yield lazy(
                "An asterisk needs at least %(least)d letters before it, so “%(word)s” was looked for as a whole word.",
                least=SHORTEST_BEGINNING,
                word=short[1],
            )
        elif one["word"] and _MISPLACED.search(one["word"]):
            yield lazy("An asterisk means something at the end of a word alone, as in “renew*”.")


def _beginning(match: re.Match[str]) -> str:
    """The letters before an asterisk, where they are enough; else nothing."""
    found = _BEGINNING.fullmatch(match["word"] or "")
    return found[1] if found and len(found[1]) >= SHORTEST_BEGINNING else ""


def _beginnings(matches: list[re.Match[str]]) -> list[str]:
    """All different beginnings of words, folded."""
    return list(dict.fromkeys(analysis.folded(begun) for begun in map(_beginning, matches) if begun))


def _pieces(matches: list[re.Match[str]], shouted: bool) -> Iterator[_Piece]:
    begun = _beginnings(matches)[:BEGINNINGS_LIMIT]
    for match in matches:
        minus = bool(match["minus"])
        if match["phrase"] is not None:
            terms = tuple(analysis.terms(match["phrase"])[:PHRASE_LIMIT])
            unit = Unit(match["phrase"].strip(), terms, is_quoted=True)
            if unit.terms:
                yield _Piece(unit, minus, is_common=False)
            continue
        beginning = _beginning(match)
        if beginning and analysis.folded(beginning) in begun:
            starts = analysis.beginnings(beginning)
            yield _Piece(Unit(f"{beginning}*", starts, is_beginning=True), minus, is_common=False)
            continue
        for part in _COMPOUND.findall(match["word"] or ""):
            # «WHO» and «IT» are names while the rest of the query is not in capitals
            named = part.isupper() and len(part) > 1 and not shouted
            unit = Unit(part, tuple(analysis.terms(part)[:PHRASE_LIMIT]))
            yield _Piece(unit, minus, is_common=analysis.is_common(part) and not named)


def _sorted_out(found: list[_Piece], fields: Fields) -> tuple[tuple[Unit, ...], tuple[Unit, ...], list[Any]]:
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
    if fields.in_title and not asked:
        faults.append(lazy("Say which words to look for in titles."))
    elif against and not asked and fields == Fields():
        faults.append(lazy("Say what to look for as well: a search needs a word that the posts should have."))
    return tuple(replace(piece.unit, in_title=fields.in_title) for piece in telling), unwanted, faults
