"""Which posts answer a query, and in which order.

Everything is reckoned from permitted posts alone, how rare a word is included, so that nobody can tell from counts
or order what stands where they may not read.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from math import log

from forum.search import analysis
from forum.search.engine import Found, Hit, Order, Permitted
from forum.search.query import ParsedQuery, Unit
from forum.search.whoosh_schema import ACCEPTED, FIRST
from forum.search.whoosh_segment import Allowed, Segment, Weights

SATURATION = 1.2  # BM25's k1: how soon saying a word again counts for less
LENGTH = 0.6  # BM25's b: how much a long post is held against its length
KIND = {0: 1.0, FIRST: 1.5, ACCEPTED: 1.65}  # the question, and the accepted answer a little more
ALL_UNTIL = 3  # words and phrases of which a post has to have all; of more, two in three

Place = tuple[float, int, int, int]  # score, moment, post, thread: the greatest comes first


@dataclass(frozen=True)
class _Searched:
    """One segment: the weights of each wanted unit in it, and the documents that are ruled out."""

    segment: Segment
    weights: Sequence[Weights]
    ruled_out: frozenset[int]

    def having(self, at_least: int) -> Collection[int]:
        """The documents that have this many of the units."""
        if at_least == len(self.weights):
            fewest, *others = sorted(self.weights, key=len)
            return frozenset(fewest).intersection(*others) - self.ruled_out
        counts = Counter(chain.from_iterable(self.weights))
        return [doc for doc, count in counts.items() if count >= at_least and doc not in self.ruled_out]


def search(
    segments: Sequence[Segment], query: ParsedQuery, permitted: Permitted, order: Order, first: int, size: int
) -> Found:
    """One page of results; see `Index.find`."""
    readable = [(segment, segment.allowed(permitted)) for segment in segments]
    weights = {unit: [each.weights(unit, here.mask) for each, here in readable] for unit in query.wanted}
    absent = tuple(unit for unit in query.wanted if not any(weights[unit]))
    present = [unit for unit in query.wanted if any(weights[unit])]
    if not present:
        return Found(absent=absent)
    searched = [
        _Searched(each, [weights[unit][at] for unit in present], _ruled_out(each, here, query.unwanted))
        for at, (each, here) in enumerate(readable)
    ]
    complete = [one.having(len(present)) for one in searched]
    chosen = _most(searched, len(present)) if len(present) > ALL_UNTIL or not any(complete) else complete
    places = _by_time if order is Order.NEWEST else _by_score(searched, [here for _, here in readable])
    ordered = nlargest(first + size, chain.from_iterable(map(places, searched, chosen)))
    return Found(
        total=sum(map(len, chosen)),
        complete=sum(map(len, complete)),
        hits=tuple(Hit(post, thread) for _, _, post, thread in ordered[first:]),
        terms=_telling(present),
        absent=absent,
    )


def _ruled_out(segment: Segment, allowed: Allowed, unwanted: Iterable[Unit]) -> frozenset[int]:
    return frozenset(chain.from_iterable(segment.weights(unit, allowed.mask) for unit in unwanted))


def _most(searched: Sequence[_Searched], units: int) -> list[Collection[int]]:
    """The documents that have two units in three; where there are none, those that have the most."""
    for needed in range(min(units, max(ALL_UNTIL, -(-2 * units // 3))), 0, -1):
        chosen = [one.having(needed) for one in searched]
        if any(chosen):
            return chosen
    return [()]


def _by_time(one: _Searched, chosen: Iterable[int]) -> Iterator[Place]:
    numbers = one.segment.numbers
    return ((0.0, numbers["created"][doc], numbers["post"][doc], numbers["thread"][doc]) for doc in chosen)


def _by_score(searched: Sequence[_Searched], allowed: Sequence[Allowed]) -> Callable[..., Iterator[Place]]:
    """BM25F: how much of each word a post has against its length, times how rare the word is."""
    posts = sum(here.posts for here in allowed)
    slope = SATURATION * LENGTH * posts / max(1, sum(here.words for here in allowed))
    found = [sum(map(len, each)) for each in zip(*(one.weights for one in searched), strict=True)]
    rarity = [log(1 + (posts - count + 0.5) / (count + 0.5)) for count in found]

    def places(one: _Searched, chosen: Iterable[int]) -> Iterator[Place]:
        numbers = one.segment.numbers
        moments, ids, threads, kinds = (numbers[name] for name in ("created", "post", "thread", "kind"))
        burden = {doc: SATURATION * (1 - LENGTH) + slope * numbers["words"][doc] for doc in chosen}
        scores = dict.fromkeys(burden, 0.0)
        for weights, rare in zip(one.weights, rarity, strict=True):
            for doc in scores.keys() & weights.keys():
                scores[doc] += rare * weights[doc] / (weights[doc] + burden[doc])
        return ((score * KIND[kinds[doc]], moments[doc], ids[doc], threads[doc]) for doc, score in scores.items())

    return places


def _telling(units: Iterable[Unit]) -> frozenset[str]:
    """The terms to mark: in a phrase not the small words, which stand everywhere."""
    telling = (set(unit.terms) - analysis.COMMON_TERMS or unit.terms for unit in units)
    return frozenset(chain.from_iterable(telling))
