"""How good search is: known queries, each with the post that answers it, against what is found.

The file is a JSON list of objects with `query`, `post_id` and `thread_id`, by the ids of the archive that the posts
came from; where other posts answer as well, `also` lists them by their two ids. MRR@10 is the mean of 1 / place of
the first answer, 0 when none is among the first ten.

The same queries are asked once more with a letter wrong in one word, through what is suggested then.
"""

import json
import random
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase

DEEPEST = 10
SEED = 20_261_130  # of the letters that are typed wrong: always the same
MISSPELT_FROM = 4  # letters, as many as a word has to have

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


@dataclass(frozen=True)
class Misspelt:
    """Misspelt queries: the places as they are, and through what was suggested, for how many, in how many ms each."""

    as_typed: Places
    suggested: Places
    suggestions: int
    milliseconds: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Milliseconds that a suggestion takes, or to find that there is none."""
        return sum(self.milliseconds) / max(1, len(self.milliseconds))

    @property
    def p95(self) -> float:
        """The milliseconds that 19 of 20 do not exceed."""
        return sorted(self.milliseconds)[int(0.95 * (len(self.milliseconds) - 1))] if self.milliseconds else 0.0


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


def evaluate_misspelt(
    queries: Iterable[KnownQuery], search: Callable[[str], Results], suggest: Callable[[str], tuple[str, float]]
) -> Misspelt:
    """Ask each query with a letter wrong, as it is typed, and what is suggested for it.

    `suggest` answers that, or nothing, and how many milliseconds it took beside the search itself.
    """
    chance, typed, through, times = random.Random(SEED), list[int](), list[int](), list[float]()  # noqa: S311
    suggestions = 0
    for known in queries:
        text = misspelt(known.query, chance)
        other, took = suggest(text)
        times.append(took)
        suggestions += bool(other)
        typed.append(_place([post for post, _ in search(text)], known.posts))
        through.append(_place([post for post, _ in search(other)], known.posts) if other else typed[-1])
    return Misspelt(Places(tuple(typed)), Places(tuple(through)), suggestions, tuple(times))


def misspelt(query: str, chance: random.Random) -> str:
    """The query with one letter left out, put in, taken for another or changed over with the next in one long word."""
    words = [word for word in re.finditer(r"[^\W\d_]+", query) if len(word[0]) >= MISSPELT_FROM]
    if not words:
        return query
    word = chance.choice(words)
    wrong = word[0]
    while wrong == word[0]:
        at, letter = chance.randrange(len(wrong)), chance.choice(ascii_lowercase)
        before, here, behind = wrong[:at], wrong[at], wrong[at + 1 :]
        wrong = chance.choice(
            (before + behind, before + letter + here + behind, before + letter + behind,
             before + behind[:1] + here + behind[1:])
        )  # fmt: skip
    return query[: word.start()] + wrong + query[word.end() :]


def _ids(row: dict[str, object]) -> tuple[str, str]:
    return str(row["post_id"]), str(row["thread_id"])


def _place(found: Sequence[str], answers: Collection[str]) -> int:
    """Of the first answer, each result counted once."""
    distinct = dict.fromkeys(found)
    return next((place for place, one in enumerate(distinct, 1) if one in answers), 0)
