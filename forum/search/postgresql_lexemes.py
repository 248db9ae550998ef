"""Posts and queries as PostgreSQL's `tsvector` and `tsquery`: of our own terms, without its dictionaries.

A title's word stands there twice: under its term, where it weighs A, and under its term behind a sign. So what is
looked for in titles alone is found by the index itself, and no text has to be looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from forum.search import analysis
from forum.search.engine import Document
from forum.search.query import Unit
from forum.search.weighing import BODY_AT, TITLE_WEIGHT

IN_TITLE = "="  # the sign; no term begins with it
MOST_PLACES = 16_383  # that PostgreSQL counts; later words stand in the last one
WEIGHTS = [1 / TITLE_WEIGHT, 1 / TITLE_WEIGHT, 1 / TITLE_WEIGHT, 1.0]  # of D, C, B and A; none may be above one
MOST_TOGETHER = 3  # wanted words that are looked for together, where most of many are enough


@dataclass(frozen=True)
class Sought:
    """A unit as queries: `exact` finds it, `wide` needs no places and finds the posts that have its words anywhere.

    `said` finds the unit itself, each of `also` what is as good.
    """

    unit: Unit
    said: str
    also: tuple[str, ...]
    wide: str

    @property
    def exact(self) -> str:
        """What finds the unit, or what is as good."""
        return _any((self.said, *self.also))

    @property
    def needs_places(self) -> bool:
        """Whether it is a phrase, so that a post with its words may still not have it."""
        return self.exact != self.wide


def vector(document: Document) -> tuple[str, int]:
    """The words of a post as a `tsvector` in text, and how many words they are."""
    title, body = analysis.terms(document.title), analysis.terms(document.body)
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, term in enumerate(title[: BODY_AT - 1], 1):
        places[term].append(f"{place}A")
        places[IN_TITLE + term].append(f"{place}A")
    for place, term in enumerate(body[: MOST_PLACES - BODY_AT], BODY_AT + 1):
        places[term].append(f"{place}B")
    return " ".join(f"{_quoted(term)}:{','.join(where)}" for term, where in places.items()), len(title) + len(body)


def sought(unit: Unit) -> Sought:
    """A unit of a query."""
    if unit.is_beginning:
        said = _any(_beginning(start, unit) for start in unit.terms)
        return Sought(unit, said, (), said)
    several = (unit.terms, *unit.also)
    said, *also = (_together(terms, unit.in_title, " <-> ") for terms in several)
    return Sought(unit, said, tuple(also), _any(_together(terms, unit.in_title, " & ") for terms in several))


def word(term: str) -> str:
    """What finds one term."""
    return _quoted(term)


def all_of(queries: Iterable[str]) -> str:
    """What has all of these."""
    return " & ".join(f"({query})" for query in queries)


def but_for(query: str, unwanted: Iterable[Unit]) -> str:
    """The same without the posts that have one of these."""
    against = " & ".join(f"!({sought(unit).exact})" for unit in unwanted)
    return f"({query}) & {against}" if query and against else query or against


def candidates(rarest_first: Sequence[Sought], needed: int) -> str:
    """What every post has that has so many of the units, and not many others: its rarest ones are looked for together.

    A post that lacks at most so many units has at least so many of those that are one, two or three more.
    """
    if needed == len(rarest_first):
        return all_of(each.wide for each in rarest_first)
    together = min(needed, MOST_TOGETHER)
    looked_for = rarest_first[: len(rarest_first) - needed + together]
    return _any(all_of(each.wide for each in some) for some in combinations(looked_for, together))


def _beginning(start: str, unit: Unit) -> str:
    """Of beginnings that are shorter than the first, the very same term alone."""
    return _quoted(_marked(start, unit.in_title)) + (":*" if len(start) >= len(unit.terms[0]) else "")


def _together(terms: Iterable[str], in_title: bool, sign: str) -> str:
    return sign.join(_quoted(_marked(term, in_title)) for term in terms)


def _marked(term: str, in_title: bool) -> str:
    return f"{IN_TITLE}{term}" if in_title else term


def _any(queries: Iterable[str]) -> str:
    return " | ".join(f"({query})" for query in queries)


def _quoted(term: str) -> str:
    plain = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}'"
