"""A segment of the index as it is read: the numbers beside its posts, the posts of a term or phrase, who may see which.

Segments never change; only posts in them are crossed out. So what was read of one is kept while it lives.
"""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, TypeVar

from whoosh.reading import TermNotFound

from forum.search.engine import Permitted
from forum.search.query import Unit
from forum.search.whoosh_postings import Postings
from forum.search.whoosh_schema import ACCEPTED, BODY_AT, NUMBERS, SCHEMA, TITLE_WEIGHT, weight

AUDIENCES = 50  # kinds of viewers for whom a segment remembers what they may see

T = TypeVar("T")
Weights = dict[int, float]
Block = tuple[Sequence[int], Sequence[T]]  # documents, and for each of them the same fact


@dataclass(frozen=True)
class Allowed:
    """What one kind of viewer may find in a segment: 1 or 0 for each document, how many, and how many words.

    `answered` are the threads whose accepted answer is here.
    """

    mask: bytearray
    posts: int
    words: int
    answered: frozenset[int]


class Segment:
    """A segment with the posts that are crossed out of it; documents are counted from 0 in each segment."""

    def __init__(self, storage: Any, toc_entry: Any, known: "Segment | None" = None) -> None:
        self.name: str = toc_entry.segment_id()
        self.removed = frozenset(toc_entry.deleted_docs())
        self.size: int = toc_entry.doc_count_all()
        self.numbers: Mapping[str, Sequence[int]] = known.numbers if known else _numbers(storage, toc_entry)
        self._terms: Any = known._terms if known else toc_entry.codec().terms_reader(storage, toc_entry)
        self._allowed: OrderedDict[Permitted, Allowed] = OrderedDict()

    def allowed(self, permitted: Permitted) -> Allowed:
        """What may be found here."""
        allowed = self._allowed.pop(permitted, None) or self._allow(permitted)
        self._allowed[permitted] = allowed
        if len(self._allowed) > AUDIENCES:
            self._allowed.popitem(last=False)
        return allowed

    def documents_of(self, post_ids: Collection[int]) -> list[int]:
        """The documents of these posts, the crossed out ones apart."""
        wanted = frozenset(post_ids)
        found = (doc for doc, post in enumerate(self.numbers["post"]) if post in wanted)
        return [doc for doc in found if doc not in self.removed]

    def still_holds(self, post_ids: Collection[int], thread_ids: Collection[int]) -> bool:
        """Whether something is crossed out here that these posts said, or that was said in these threads."""
        posts, threads = self.numbers["post"], self.numbers["thread"]
        return any(posts[doc] in post_ids or threads[doc] in thread_ids for doc in self.removed)

    def weights(self, unit: Unit, mask: bytearray) -> Weights:
        """The permitted documents that a word or phrase stands in, each with what that counts for."""
        if not mask.count(1):
            return {}
        if unit.is_beginning:
            return self._any_of(self._terms_beginning(unit.terms), mask, unit.in_title)
        if len(unit.terms) > 1:
            return self._phrase(unit, mask)
        return self._word(unit.terms[0], mask, unit.in_title)

    def authors_of(self, mask: bytearray) -> set[int]:
        """Who wrote the permitted documents."""
        return set(compress(self.numbers["author"], mask))

    def _word(self, term: str, mask: bytearray, in_title: bool) -> Weights:
        if in_title:
            counted = ((doc, _weight_in_title(where)) for doc, where in self._places(term, mask))
            return {doc: each for doc, each in counted if each}
        found: Weights = {}
        for documents, weights in self._postings(term, Postings.weights):
            found.update(_allowed_of(documents, weights, mask))
        return found

    def _any_of(self, terms: Iterable[str], mask: bytearray, in_title: bool) -> Weights:
        found: Weights = {}
        for term in terms:
            more = self._word(term, mask, in_title)
            more.update((doc, found[doc] + more[doc]) for doc in found.keys() & more.keys())
            found |= more
        return found

    def _terms_beginning(self, starts: Sequence[str]) -> list[str]:
        """The terms that begin with one of these; of those that are shorter than the first, the very same alone."""
        found = {start for start in starts if len(start) < len(starts[0])}
        for start in starts:
            if len(start) >= len(starts[0]):
                found.update(self._from(start))
        return sorted(found)

    def _from(self, start: str) -> Iterator[str]:
        for field, term in self._terms.terms_from("text", start.encode()):
            if field != "text" or not term.startswith(start.encode()):
                return
            yield term.decode()

    def _allow(self, permitted: Permitted) -> Allowed:
        boards = self.numbers["board"]
        mask = bytearray(map(permitted.boards.__contains__, boards))
        if permitted.own_boards and permitted.member_id is not None:
            for doc, starter in enumerate(self.numbers["starter"]):
                if starter == permitted.member_id and boards[doc] in permitted.own_boards:
                    mask[doc] = 1
        for doc in self.removed.union(self.documents_of(permitted.but_for) if permitted.but_for else ()):
            mask[doc] = 0
        threads, kinds = self.numbers["thread"], self.numbers["kind"]
        answered = frozenset(threads[doc] for doc in compress(range(self.size), mask) if kinds[doc] & ACCEPTED)
        return Allowed(mask, mask.count(1), sum(compress(self.numbers["words"], mask)), answered)

    def _phrase(self, unit: Unit, mask: bytearray) -> Weights:
        """Where the terms stand side by side, in this order. Rare terms are read first, as they leave fewest."""
        found: dict[str, Mapping[int, Sequence[int]]] = {}
        for term in sorted(set(unit.terms), key=self._count):
            found[term] = dict(self._places(term, mask))
            mask = _mask(self.size, found[term])
        inside = compress(range(self.size), mask)
        counted = ((doc, _weight_together([found[term][doc] for term in unit.terms], unit.in_title)) for doc in inside)
        return {doc: each for doc, each in counted if each}

    def _places(self, term: str, mask: bytearray) -> Iterator[tuple[int, Sequence[int]]]:
        for documents, where in self._postings(term, Postings.places):
            yield from _allowed_of(documents, where, mask)

    def _postings(self, term: str, read: Callable[[Postings], Iterator[Block]]) -> Iterator[Block]:
        try:
            postings = self._terms.matcher("text", term.encode(), SCHEMA["text"].format)
        except TermNotFound:
            return
        yield from read(postings)

    def _count(self, term: str) -> int:
        try:
            return self._terms.term_info("text", term.encode()).doc_frequency()
        except TermNotFound:
            return 0


def _allowed_of(documents: Sequence[int], facts: Sequence[T], mask: bytearray) -> Iterable[tuple[int, T]]:
    """The permitted ones of some documents, each with its fact."""
    return compress(zip(documents, facts, strict=True), map(mask.__getitem__, documents))


def _weight_together(terms: Iterable[Sequence[int]], in_title: bool) -> float:
    """What it counts for that terms, of which the places are given, stand side by side."""
    first, *others = terms
    starts = set(first)
    for offset, where in enumerate(others, 1):
        starts.intersection_update([place - offset for place in where])
    return weight(place for place in starts if place < BODY_AT or not in_title)


def _weight_in_title(where: Sequence[int]) -> float:
    return TITLE_WEIGHT * bisect_left(where, BODY_AT)


def _mask(size: int, docs: Iterable[int]) -> bytearray:
    mask = bytearray(size)
    for doc in docs:
        mask[doc] = 1
    return mask


def _numbers(storage: Any, toc_entry: Any) -> dict[str, Sequence[int]]:
    reader = toc_entry.codec().per_document_reader(storage, toc_entry)
    numbers = {name: reader.column_reader(name, SCHEMA[name].column_type).load() for name in NUMBERS}
    reader.close()
    return numbers
