"""What a first post is about, as numbers: each of its words that may be telling, with what it weighs there.

They lie beside the post in the index, and in memory all of a segment together, in order. So to look up a word takes
some microseconds, where reading all posts that have it takes a hundred times as long.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from forum.search import analysis

SHORTEST = 3  # letters of a word that may be telling

# Words with which people ask about anything: in a small forum they would be rare enough to look telling.
_ASKING = """
    ago all already also always another anybody anyone anything ask back because before best better bit both come
    day done each else even ever every everybody everyone few find first found get give go going good got hello help
    here hi hour idea just keep kind know last least let like little long look lot made make many may mean might month
    more most much must need never new next nobody nothing now off old one only other others ought out over own part
    people place please point put question quite really right said same say second see seem since somebody
    someone something sometimes stand still sure take tell thank thanks thing think though thought three through
    time told too tried try two under until use used very want way week well went whether without wonder
    work year yes yet
"""
MOST = 500  # different words of a post
HEAVIEST = 255
DOCUMENTS = 2**24  # in a segment, at most
TELL_NOTHING = analysis.COMMON_TERMS.union(map(analysis.term, _ASKING.split()))


def may_tell(terms: Iterable[str]) -> list[str]:
    """Those of the terms that may say what a text is about."""
    return [term for term in terms if len(term) >= SHORTEST and term not in TELL_NOTHING]


def fingerprint(title: Sequence[str], body: Sequence[str], title_weight: float) -> bytes:
    """The words of a post by its terms: the number of each, and in the lowest byte its weight."""
    weights = dict.fromkeys(may_tell([*title, *body]), 0.0)
    wanted = dict.fromkeys([*weights][:MOST], 0.0)
    for terms, weight in ((title, title_weight), (body, 1.0)):
        for term in terms:
            if term in wanted:
                wanted[term] += weight
    return array("Q", (_number(term) << 8 | min(HEAVIEST, int(weight)) for term, weight in wanted.items())).tobytes()


class Fingerprints:
    """Those of all first posts of a segment: number of the word, document and weight in one number, sorted."""

    def __init__(self, documents: Iterable[tuple[int, bytes]]) -> None:
        entries = [
            (entry >> 8) << 32 | doc << 8 | entry & HEAVIEST for doc, value in documents for entry in array("Q", value)
        ]
        self._entries = array("Q", sorted(entries))

    def having(self, term: str) -> Iterator[tuple[int, int]]:
        """The documents that have the term, crossed out ones too, each with its weight there."""
        start = _number(term) << 32
        for entry in self._entries[bisect_left(self._entries, start) : bisect_left(self._entries, start + 2**32)]:
            yield (entry >> 8) % DOCUMENTS, entry & HEAVIEST


def _number(term: str) -> int:
    """A number of 32 bits: of a hundred thousand words, two or three share one."""
    return crc32(term.encode())
