"""A segment of the index as it is read: the numbers beside its posts, the posts of a term or phrase, who may see which.

Segments never change; only posts in them are crossed out. So what was read of one is kept while it lives.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import add
from typing import Any, TypeVar

from whoosh.reading import TermNotFound

from forum.search.engine import Permitted
from forum.search.fingerprints import Fingerprints
from forum.search.query import Unit
from forum.search.weighing import ACCEPTED, ALSO_WEIGHT, BODY_AT, FIRST, TITLE_WEIGHT
from forum.search.whoosh_postings import Postings
from forum.search.whoosh_schema import ABOUT, MOST_PLACES, NUMBERS, SCHEMA, weight

AUDIENCES = 50  # kinds of viewers for whom a segment remembers what they may see

SPOTS = 2 * (MOST_PLACES + 1)  # for each document, so that none before its first place is one of another

T = TypeVar("T")
Weights = dict[int, float]


@dataclass(frozen=True)
class Allowed:
    """What one kind of viewer may find in a segment: 1 or 0 for each document, how many, and how many words.

    `answered` are the threads whose accepted answer is here. Of posts that start a thread: how many, and their words.
    """

    mask: bytearray
    posts: int
    words: int
    answered: frozenset[int]
    first_posts: int
    first_words: int


class Segment:
    """A segment with the posts that are crossed out of it; documents are counted from 0 in each segment."""

    def __init__(self, storage: Any, toc_entry: Any, known: "Segment | None" = None) -> None:
        self.name: str = toc_entry.segment_id()
        self.removed = frozenset(toc_entry.deleted_docs())
        self.size: int = toc_entry.doc_count_all()
        self.numbers: Mapping[str, Sequence[int]] = known.numbers if known else _numbers(storage, toc_entry)
        self.about: Fingerprints = known.about if known else _about(storage, toc_entry, self.numbers["kind"])
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
        """The permitted documents that a word or phrase, or what is as good, stands in, with what that counts for."""
        if not mask.count(1):
            return {}
        found = self._said(unit, mask)
        for terms in unit.also:
            for doc, each in self._said(Unit(unit.text, terms, in_title=unit.in_title), mask).items():
                found[doc] = found.get(doc, 0.0) + ALSO_WEIGHT * each
        return found

    def _said(self, unit: Unit, mask: bytearray) -> Weights:
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
            return self._word_in_title(term, mask)
        found: Weights = {}
        for documents, weights in self._postings(term, Postings.weights):
            found.update(compress(zip(documents, weights, strict=True), map(mask.__getitem__, documents)))
        return found

    def _word_in_title(self, term: str, mask: bytearray) -> Weights:
        found = Counter[int]()
        for documents, places in self._postings(term, Postings.places):
            found.update(compress(documents, map(BODY_AT.__gt__, places)))
        return {doc: TITLE_WEIGHT * count for doc, count in found.items() if mask[doc]}

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
        words = self.numbers["words"]
        firsts = [words[doc] for doc in compress(range(self.size), mask) if kinds[doc] & FIRST]
        return Allowed(mask, mask.count(1), sum(compress(words, mask)), answered, len(firsts), sum(firsts))

    def _phrase(self, unit: Unit, mask: bytearray) -> Weights:
        """Where the terms stand side by side, in this order. The rarest is read first, as it leaves fewest places."""
        (first, rarest), *others = sorted(enumerate(unit.terms), key=lambda one: self._count(one[1]))
        starts = {spot - first for spot in self._spots(rarest)}
        for offset, term in others:
            wanted = {start + offset for start in starts}
            starts = {spot - offset for spot in wanted.intersection(self._spots(term))}
        found: Weights = {}
        for doc, place in (divmod(start, SPOTS) for start in starts):
            if mask[doc] and (place < BODY_AT or not unit.in_title):
                found[doc] = found.get(doc, 0.0) + weight(place)
        return found

    def _spots(self, term: str) -> Iterator[int]:
        """The places of a term in all documents, permitted or not, each with its document in one number."""
        read = self._postings(term, Postings.places)
        return chain.from_iterable(map(add, map(SPOTS.__mul__, documents), places) for documents, places in read)

    def _postings(self, term: str, read: Callable[[Postings], Iterator[T]]) -> Iterator[T]:
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


def _numbers(storage: Any, toc_entry: Any) -> dict[str, Sequence[int]]:
    reader = toc_entry.codec().per_document_reader(storage, toc_entry)
    numbers = {name: reader.column_reader(name, SCHEMA[name].column_type).load() for name in NUMBERS}
    reader.close()
    return numbers


def _about(storage: Any, toc_entry: Any, kinds: Sequence[int]) -> Fingerprints:
    reader = toc_entry.codec().per_document_reader(storage, toc_entry)
    column = reader.column_reader("about", ABOUT)
    about = Fingerprints((doc, column[doc]) for doc, kind in enumerate(kinds) if kind & FIRST)
    reader.close()
    return about
