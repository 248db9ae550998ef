"""How good search is: known queries, each with the post that answers it, against what is found.

The file is a JSON list of objects with `query`, `post_id` and `thread_id`, by the ids of the archive that the posts
came from; where other posts answer as well, `also` lists them by their two ids. MRR@10 is the mean of 1 / place of
the first answer, 0 when none is among the first ten.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DEEPEST = 10

Results = Sequence[tuple[str, str]]  # of a query, best first: post and thread, by the ids of the archive


@dataclass(frozen=True)
class KnownQuery:
    """A query whose answer is known; `also` are other posts that answer it, each with its thread."""

    query: str
    post_id: str
    thread_id: str
    also: tuple[tuple[str, str], ...] = ()

    @property
    def posts(self) -> frozenset[str]:
        """The posts that answer it."""
        return frozenset({self.post_id, *(post for post, _ in self.also)})

    @property
    def threads(self) -> frozenset[str]:
        """The threads that they stand in."""
        return frozenset({self.thread_id, *(thread for _, thread in self.also)})


@dataclass(frozen=True)
class Places:
    """The places of the answers, counted from 1; 0 for those that were not found."""

    places: tuple[int, ...]

    @property
    def mrr(self) -> float:
        """MRR@10."""
        return self._mean([1 / place if self._within(place, DEEPEST) else 0.0 for place in self.places])

    def success(self, depth: int) -> float:
        """The part of the queries whose answer is among the first `depth`."""
        return self._mean([float(self._within(place, depth)) for place in self.places])

    def _within(self, place: int, depth: int) -> bool:
        return 0 < place <= depth

    def _mean(self, values: Sequence[float]) -> float:
        return sum(values) / len(values) if values else 0.0


@dataclass(frozen=True)
class Report:
    """The places with posts as results, and with one result a thread."""

    posts: Places
    threads: Places


def read_queries(path: Path) -> list[KnownQuery]:
    """The queries of a file. Raises ValueError when it is not of the form above."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [KnownQuery(str(row["query"]), *_ids(row), tuple(map(_ids, row.get("also", ())))) for row in rows]
    except (AttributeError, KeyError, TypeError, UnicodeDecodeError) as fault:
        raise ValueError(f"{path} is not a list of queries: {fault!r}") from fault


def evaluate(queries: Iterable[KnownQuery], search: Callable[[str], Results]) -> Report:
    """Ask every query. `search` should answer enough posts for ten threads; a hundred are enough in practice."""
    asked = [(known, search(known.query)) for known in queries]
    return Report(
        Places(tuple(_place([post for post, _ in found], known.posts) for known, found in asked)),
        Places(tuple(_place([thread for _, thread in found], known.threads) for known, found in asked)),
    )


def _ids(row: dict[str, object]) -> tuple[str, str]:
    return str(row["post_id"]), str(row["thread_id"])


def _place(found: Sequence[str], answers: Collection[str]) -> int:
    """Of the first answer, each result counted once."""
    distinct = dict.fromkeys(found)
    return next((place for place, one in enumerate(distinct, 1) if one in answers), 0)
