"""How many of the posts found stand on each board, were written in each year and by each author, are answered."""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import lru_cache

from forum.search.fields import FIRST_YEAR, LAST_YEAR
from forum.search.found import Counts
from forum.search.matching import Matches


def counts_of(matches: Matches, docs: Iterable[tuple[int, int]], zone: tzinfo) -> Counts:
    """Counts documents, each told by the place of its segment and its own."""
    chosen: defaultdict[int, list[int]] = defaultdict(list)
    for at, doc in docs:
        chosen[at].append(doc)
    boards, years, authors, answered = Counter[int](), Counter[int](), Counter[int](), 0
    begins = _new_years(zone)
    for at, here in chosen.items():
        one = matches.searched[at]
        numbers, created = one.segment.numbers, one.segment.numbers["created"]
        boards.update(map(numbers["board"].__getitem__, here))
        authors.update(map(numbers["author"].__getitem__, here))
        years.update(bisect(begins, created[doc]) + FIRST_YEAR - 1 for doc in here)
        answered += sum(map(one.answered.__contains__, map(numbers["thread"].__getitem__, here)))
    return Counts(sum(map(len, chosen.values())), boards, years, authors, answered)


@lru_cache
def _new_years(zone: tzinfo) -> list[float]:
    """The moments at which years begin."""
    return [datetime(year, 1, 1, tzinfo=zone).timestamp() for year in range(FIRST_YEAR, LAST_YEAR + 1)]
