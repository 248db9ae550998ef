"""Abbreviations and what they stand for: who looks for the one finds the other. The list is the operator's.

See `synonyms.txt` for its form, and why some go one way alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from forum.search import analysis
from forum.search.query import ParsedQuery, Unit

OWN_FILE = Path(__file__).with_name("synonyms.txt")
LONGEST = 12  # words that an abbreviation stands for

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Synonym:
    """An abbreviation and what it stands for, as they are written; whether the words find the abbreviation, too."""

    short: str
    words: str
    both_ways: bool

    @property
    def short_terms(self) -> Terms:
        return tuple(analysis.terms(self.short))

    @property
    def words_terms(self) -> Terms:
        return tuple(analysis.terms(self.words))


class Synonyms:
    """All abbreviations of a forum."""

    def __init__(self, entries: Iterable[Synonym] = ()) -> None:
        self._by_short: defaultdict[str, list[Synonym]] = defaultdict(list)
        self._by_words: defaultdict[Terms, list[Synonym]] = defaultdict(list)
        for entry in entries:
            for term in {entry.short_terms[0], analysis.term(f"{entry.short}s")}:  # KPIs, too
                self._by_short[term].append(entry)
            if entry.both_ways:
                for terms in {entry.words_terms, _telling(entry.words_terms)}:
                    self._by_words[terms].append(entry)

    def widened(self, query: ParsedQuery) -> ParsedQuery:
        """The query that takes, for each abbreviation in it, what it stands for as well, and the other way round.

        Not in titles alone; not for what is left out, for beginnings, or for a single word in quotation marks.
        """
        if query.fields.in_title:
            return query
        found = list(self._found(query.wanted))
        also: defaultdict[int, dict[Terms, None]] = defaultdict(dict)
        for places, _said, terms in found:
            for place in places:
                also[place][terms] = None
        units = (replace(unit, also=tuple(also[at])) if at in also else unit for at, unit in enumerate(query.wanted))
        said = tuple(dict.fromkeys(said for _, said, _ in found))
        return replace(query, wanted=tuple(units), also=said)

    def _found(self, units: Sequence[Unit]) -> Iterator[tuple[Collection[int], str, Terms]]:
        """For each synonym that is meant: of which units, what else is looked for, and its terms."""
        shouted = len(units) > 1 and all(unit.text.isupper() for unit in units)
        shouted = shouted and not all(unit.terms[0] in self._by_short for unit in units)
        for at, unit in enumerate(units):
            if unit.is_bare:
                for one in self._by_short.get(unit.terms[0], ()):
                    if one.both_ways or (unit.text == one.short and not shouted):
                        yield (at,), one.words, one.words_terms
            if unit.is_quoted and len(unit.terms) > 1:
                for one in self._by_words.get(unit.terms, ()):
                    yield (at,), one.short, one.short_terms
            for end in range(at + 1, min(len(units), at + LONGEST) + 1):
                if not units[end - 1].is_bare:
                    break
                for one in self._by_words.get(tuple(each.terms[0] for each in units[at:end]), ()):
                    yield range(at, end), one.short, one.short_terms


def read_synonyms(path: Path) -> Synonyms:
    """The synonyms of a file. Raises ValueError with the line that is not of the form, OSError without a file."""
    entries: dict[tuple[Terms, Terms], int] = {}
    read = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        try:
            entry = _entry(said)
            first = entries.setdefault((entry.short_terms, entry.words_terms), number)
            if first != number:
                raise ValueError(f"says the same as line {first}")
        except ValueError as fault:
            raise ValueError(f"{path}, line {number}, {said!r}: {fault}") from fault
        read.append(entry)
    return Synonyms(read)


def _entry(said: str) -> Synonym:
    both, one = said.partition("="), said.partition(">")
    short, sign, words = both if both[1] and (not one[1] or len(both[0]) < len(one[0])) else one
    entry = Synonym(short.strip(), " ".join(words.split()), sign == "=")
    if not sign:
        raise ValueError("write “ASC = adult social care”, or “SEND > …” for an everyday word")
    if len(entry.short_terms) != 1 or not analysis.WORD.fullmatch(entry.short):
        raise ValueError("before the sign stands one abbreviation, of letters and digits")
    if not _telling(entry.words_terms):
        raise ValueError("behind the sign stand the words that the abbreviation stands for")
    if len(entry.words_terms) > LONGEST:
        raise ValueError(f"an abbreviation stands for at most {LONGEST} words")
    if entry.short_terms == entry.words_terms:
        raise ValueError("the abbreviation and its words are the same to the search")
    if entry.both_ways and analysis.is_common(entry.short):
        raise ValueError(f"“{entry.short}” is an everyday word: write “{entry.short} > {entry.words}”")
    return entry


def _telling(terms: Terms) -> Terms:
    """The terms but for the small words, which a query passes over."""
    return tuple(term for term in terms if term not in analysis.COMMON_TERMS)
