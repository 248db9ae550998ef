"""Threads that are about the same as a text: their first posts have the words by which it differs from others.

Which words are telling is reckoned from first posts that the viewer may find and from nothing else, so neither the
choice of threads nor their order tells what stands elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log

from forum.search import analysis
from forum.search.engine import Permitted
from forum.search.fingerprints import may_tell
from forum.search.found import Near
from forum.search.weighing import LENGTH, SATURATION
from forum.search.whoosh_segment import Allowed, Segment

WORDS = 24  # of a text that are looked up
TITLE_WORDS = 12  # of those, the most that come from the title
BODY_WORDS = 200  # of a text that are looked at, the small words apart
IN_TITLE = 3.0  # a word of the title says as much of what a text is about as two others
SAID_AGAIN = 1.5  # what a word counts for that the text says more than once
COMMON_PART, COMMON_LEAST, COMMON_MOST = 0.2, 12, 1_000  # a word that more first posts have tells little
LEAST_WORDS = 2  # that a thread has in common with the text
LEAST_CLOSENESS = 0.18  # of what is telling in the text, the part that a thread has

Place = tuple[int, int]  # a segment, and a document in it


@dataclass(frozen=True)
class _Telling:
    """A word, what having it counts for, and what it weighs in each first post that has it."""

    counts: float
    weights: Mapping[Place, float]


def words_of(title: str, body: str) -> dict[str, float]:
    """The terms of a text that may be telling, each with what it counts for; chosen by the text alone."""
    chosen = dict.fromkeys([*dict.fromkeys(_terms(title))][:TITLE_WORDS], IN_TITLE)
    counted = Counter(_terms(body)[:BODY_WORDS])
    others = sorted(counted.keys() - chosen.keys(), key=lambda term: (-counted[term], -len(term), term))
    return chosen | {term: SAID_AGAIN if counted[term] > 1 else 1.0 for term in others[: WORDS - len(chosen)]}


def nearest(
    segments: Sequence[Segment], words: Mapping[str, float], permitted: Permitted, but_for: int | None, size: int
) -> tuple[Near, ...]:
    """The first posts that have most of what is telling in these words; see `Index.near`."""
    readable = [(each, each.allowed(permitted)) for each in segments]
    posts = sum(here.first_posts for _, here in readable)
    telling = [one for term, counts in words.items() if (one := _telling(readable, term, counts, posts, but_for))]
    length = sum(here.first_words for _, here in readable) / max(1, posts)
    scores, shared = _scores(segments, telling, length)
    least = LEAST_CLOSENESS * (whole := sum(one.counts for one in telling))
    close = (
        (score / whole, segments[at].numbers["post"][doc], segments[at].numbers["thread"][doc])
        for (at, doc), score in scores.items()
        if score >= least and shared[at, doc] >= LEAST_WORDS
    )
    return tuple(Near(post, thread, closeness) for closeness, post, thread in nlargest(size, close))


def _terms(text: str) -> list[str]:
    return may_tell(analysis.terms(text))


def _telling(
    readable: Sequence[tuple[Segment, Allowed]], term: str, counts: float, posts: int, but_for: int | None
) -> _Telling | None:
    """A word as it stands in first posts of other threads; None for one that stands in none.

    One that stands in too many tells of none that it is near, but that it is in the text.
    """
    most, found = max(COMMON_LEAST, min(COMMON_MOST, int(COMMON_PART * posts))), dict[Place, float]()
    for at, (segment, allowed) in enumerate(readable):
        threads, mask = segment.numbers["thread"], allowed.mask
        for doc, weight in segment.about.having(term):
            if mask[doc] and threads[doc] != but_for:
                found[at, doc] = weight
        if len(found) > most:
            return _Telling(counts * _rarity(posts, most) ** 2, {})
    return _Telling(counts * _rarity(posts, len(found)) ** 2, found) if found else None


def _rarity(posts: int, having: int) -> float:
    return log(1 + (posts - having + 0.5) / (having + 0.5))


def _scores(
    segments: Sequence[Segment], telling: Iterable[_Telling], length: float
) -> tuple[Mapping[Place, float], Mapping[Place, int]]:
    """For each place how much it has of the telling words, against its length, and how many of them."""
    scores, shared = defaultdict[Place, float](float), Counter[Place]()
    slope = SATURATION * LENGTH / max(1.0, length)
    words = [segment.numbers["words"] for segment in segments]
    for one in telling:
        shared.update(one.weights.keys())
        for (at, doc), weight in one.weights.items():
            burden = SATURATION * (1 - LENGTH) + slope * words[at][doc]
            scores[at, doc] += one.counts * weight / (weight + burden)
    return scores, shared
