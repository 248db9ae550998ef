"""Which permitted posts have what a query asks for, and let the filters through."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, compress

from forum.search.engine import NO_FILTERS, Filters, Question
from forum.search.query import Unit
from forum.search.weighing import ALL_UNTIL
from forum.search.whoosh_segment import Allowed, Segment, Weights


@dataclass(frozen=True)
class Searched:
    """One segment: who may see what in it, the weights of each wanted unit, the documents that are ruled out."""

    segment: Segment
    allowed: Allowed
    weights: Sequence[Weights]
    ruled_out: frozenset[int]
    filters: Filters
    answered: frozenset[int]  # threads

    def having(self, at_least: int) -> Collection[int]:
        """The documents that have this many of the units, and are what the filters ask."""
        if not self.weights:
            return self._fitting(list(compress(range(self.segment.size), self.allowed.mask)))
        if at_least == len(self.weights):
            fewest, *others = sorted(self.weights, key=len)
            return self._fitting(frozenset(fewest).intersection(*others))
        counts = Counter(chain.from_iterable(self.weights))
        return self._fitting([doc for doc, count in counts.items() if count >= at_least])

    def _fitting(self, docs: Collection[int]) -> Collection[int]:
        numbers, asked = self.segment.numbers, self.filters
        if self.ruled_out:
            docs = [doc for doc in docs if doc not in self.ruled_out]
        threads = None if asked.thread_id is None else frozenset({asked.thread_id})
        for name, wanted in (("board", asked.boards), ("author", asked.authors), ("thread", threads)):
            if wanted is not None:
                column = numbers[name]
                docs = [doc for doc in docs if column[doc] in wanted]
        if asked.answered is not None:
            column = numbers["thread"]
            docs = [doc for doc in docs if (column[doc] in self.answered) is asked.answered]
        return self._between(docs)

    def _between(self, docs: Collection[int]) -> Collection[int]:
        created, asked = self.segment.numbers["created"], self.filters
        if asked.since is not None:
            since = asked.since.timestamp()
            docs = [doc for doc in docs if created[doc] >= since]
        if asked.until is not None:
            until = asked.until.timestamp()
            docs = [doc for doc in docs if created[doc] < until]
        return docs


@dataclass(frozen=True)
class Matches:
    """What was found, in no order: for each segment the documents. `present` and `absent` are the units asked for."""

    searched: Sequence[Searched] = ()
    chosen: Sequence[Collection[int]] = ()
    complete: int = 0
    present: tuple[Unit, ...] = ()
    absent: tuple[Unit, ...] = ()

    @property
    def total(self) -> int:
        """How many posts."""
        return sum(map(len, self.chosen))

    def posts_of_units(self) -> list[int]:
        """In how many permitted posts each of the present units stands, whatever the filters ask."""
        return [sum(map(len, each)) for each in zip(*(one.weights for one in self.searched), strict=True)]


def matching(segments: Sequence[Segment], question: Question) -> Matches:
    """The posts that a query finds; without words all those that the filters let through, where there are filters."""
    query, filters = question.query, question.filters
    readable = [(segment, segment.allowed(question.permitted)) for segment in segments]
    weights = {unit: [each.weights(unit, here.mask) for each, here in readable] for unit in query.wanted}
    absent = tuple(unit for unit in query.wanted if not any(weights[unit]))
    present = tuple(unit for unit in query.wanted if any(weights[unit]))
    if not present and (query.wanted or filters == NO_FILTERS):
        return Matches(absent=absent)
    answered = _answered(readable)
    searched = [
        Searched(
            each, here, [weights[unit][at] for unit in present], _out(each, here, query.unwanted), filters, answered
        )
        for at, (each, here) in enumerate(readable)
    ]
    complete = [one.having(len(present)) for one in searched]
    enough = not present or (len(present) <= ALL_UNTIL and any(complete))
    chosen = complete if enough else _most(searched, len(present))
    return Matches(searched, chosen, sum(map(len, complete)), present, absent)


def some_matching(segments: Sequence[Segment], question: Question, most: int) -> list[int]:
    """The numbers of up to so many posts that a query finds, in no order: the other segments are not read then."""
    found: list[int] = []
    for segment in segments:
        for one, chosen in zip(*_alone(segment, question), strict=True):
            found += map(one.segment.numbers["post"].__getitem__, chosen)
        if len(found) >= most:
            break
    return found[:most]


def _alone(segment: Segment, question: Question) -> tuple[Sequence[Searched], Sequence[Collection[int]]]:
    matches = matching([segment], question)
    return matches.searched, matches.chosen


def _answered(readable: Iterable[tuple[Segment, Allowed]]) -> frozenset[int]:
    """The threads that have an accepted answer: it is a permitted post, or nothing is known of it here."""
    return frozenset().union(*(here.answered for _, here in readable))


def _out(segment: Segment, allowed: Allowed, unwanted: Iterable[Unit]) -> frozenset[int]:
    return frozenset(chain.from_iterable(segment.weights(unit, allowed.mask) for unit in unwanted))


def _most(searched: Sequence[Searched], units: int) -> list[Collection[int]]:
    """The documents that have two units in three; where there are none, those that have the most."""
    for needed in range(min(units, max(ALL_UNTIL, -(-2 * units // 3))), 0, -1):
        chosen = [one.having(needed) for one in searched]
        if any(chosen):
            return chosen
    return [() for _one in searched]
