"""In which order posts answer a query, and one page of them.

Everything is reckoned from permitted posts alone, how rare a word is included, so that nobody can tell from counts
or order what stands where they may not read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import chain
from math import log

from forum.search.counting import counts_of
from forum.search.engine import Order, Question
from forum.search.found import CHECKED, COUNTED, FEW, Found, Hit
from forum.search.matching import Matches, Searched
from forum.search.weighing import KIND, LENGTH, SATURATION, telling

DEEP_ENOUGH = 4  # posts for each thread that is shown; where that many stand in fewer threads, all are looked at

Place = tuple[float, int, int, int, int]  # score, moment, post, the place of its segment, document; the greatest first


def page_of_posts(matches: Matches, order: Order, first: int, size: int) -> Found:
    """One page of results; see `Index.find`."""
    ordered = nlargest(max(first + size, CHECKED), chain.from_iterable(_places(matches, order)))
    hits = tuple(Hit(post, _thread(matches, at, doc)) for _, _, post, at, doc in ordered[first : first + size])
    return _found(matches, hits, ordered)


def page_of_threads(matches: Matches, question: Question, first: int, size: int) -> Found:
    """One page of results, one a thread, and the counts; see `Index.find_threads`."""
    places = list(chain.from_iterable(_places(matches, question.order)))
    posts = Counter[int]()
    for one, docs in zip(matches.searched, matches.chosen, strict=True):
        posts.update(map(one.segment.numbers["thread"].__getitem__, docs))
    threads = min(first + size, len(posts))
    ordered = nlargest(max(threads * DEEP_ENOUGH, CHECKED), places)
    best = _best_of_threads(matches, ordered, threads)
    if len(best) < threads:
        best = _best_of_threads(matches, sorted(places, reverse=True), threads)
    hits = tuple(Hit(post, thread, posts[thread] - 1) for thread, post in [*best.items()][first:])
    counts = counts_of(matches, [(at, doc) for *_, at, doc in _first_places(places)], question.zone)
    return replace(_found(matches, hits, ordered), threads=len(posts), counts=counts)


def _found(matches: Matches, hits: tuple[Hit, ...], ordered: Sequence[Place]) -> Found:
    return Found(
        total=matches.total,
        complete=matches.complete,
        hits=hits,
        first=tuple(post for _, _, post, _, _ in ordered[:CHECKED]),
        terms=telling(matches.present),
        absent=matches.absent,
        rare=tuple(unit for unit, many in zip(matches.present, matches.posts_of_units(), strict=True) if many <= FEW),
    )


def _thread(matches: Matches, at: int, doc: int) -> int:
    return matches.searched[at].segment.numbers["thread"][doc]


def _best_of_threads(matches: Matches, ordered: Sequence[Place], threads: int) -> dict[int, int]:
    """The best posts of so many threads, each by its thread, in order; fewer where no more stand in these places."""
    best: dict[int, int] = {}
    for _, _, post, at, doc in ordered:
        best.setdefault(_thread(matches, at, doc), post)
        if len(best) >= threads:
            break
    return best


def _first_places(places: list[Place]) -> list[Place]:
    """The first COUNTED of the places, in no order. To sort numbers takes a fifth of the time of sorting places."""
    if len(places) <= COUNTED:
        return places
    by_time = not any(score for score, *_ in places[:1])  # then there are no scores, and moments decide
    keys = [moment if by_time else score for score, moment, _, _, _ in places]
    least = sorted(keys)[-COUNTED]
    return [place for place, key in zip(places, keys, strict=True) if key >= least][:COUNTED]


def _places(matches: Matches, order: Order) -> Iterator[Iterable[Place]]:
    places = _by_time if order is Order.NEWEST or not matches.present else _by_score(matches)
    return (places(at, one, docs) for at, (one, docs) in enumerate(zip(matches.searched, matches.chosen, strict=True)))


def _by_time(at: int, one: Searched, chosen: Iterable[int]) -> Iterator[Place]:
    numbers = one.segment.numbers
    return ((0.0, numbers["created"][doc], numbers["post"][doc], at, doc) for doc in chosen)


def _by_score(matches: Matches) -> Callable[..., Iterator[Place]]:
    """BM25F: how much of each word a post has against its length, times how rare the word is."""
    searched = matches.searched
    posts = sum(one.allowed.posts for one in searched)
    slope = SATURATION * LENGTH * posts / max(1, sum(one.allowed.words for one in searched))
    rarity = [log(1 + (posts - count + 0.5) / (count + 0.5)) for count in matches.posts_of_units()]

    def places(at: int, one: Searched, chosen: Iterable[int]) -> Iterator[Place]:
        numbers = one.segment.numbers
        moments, ids, kinds = (numbers[name] for name in ("created", "post", "kind"))
        burden = {doc: SATURATION * (1 - LENGTH) + slope * numbers["words"][doc] for doc in chosen}
        scores = dict.fromkeys(burden, 0.0)
        for weights, rare in zip(one.weights, rarity, strict=True):
            for doc in scores.keys() & weights.keys():
                scores[doc] += rare * weights[doc] / (weights[doc] + burden[doc])
        return ((score * KIND[kinds[doc]], moments[doc], ids[doc], at, doc) for doc, score in scores.items())

    return places
