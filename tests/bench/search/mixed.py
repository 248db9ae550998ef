"""Two hundred mixed queries about posts that are there: their words are picked by chance when the bench runs."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from forum.search.analysis import is_common

MANY = 200
WORD = re.compile(r"[A-Za-z]{4,20}")
RARE_AT_MOST, FREQUENT_AT_LEAST = 5, 200  # posts that have the word


@dataclass(frozen=True)
class Source:
    """A post to make queries about."""

    title: str
    body: str
    board: str
    author: str
    year: int


@dataclass(frozen=True)
class Asked:
    """A query and its kind."""

    kind: str
    query: str


def mixed(sources: Sequence[Source], seed: int = 2026) -> list[Asked]:
    """So many queries, the same for the same posts; the kinds in turn."""
    chance, spread = random.Random(seed), _spread(sources)
    kinds = cycle(KINDS.items())
    made = (Asked(kind, make(chance, chance.choice(sources), spread)) for kind, make in kinds)
    return list(islice((one for one in made if one.query), MANY))


def _spread(sources: Sequence[Source]) -> Counter[str]:
    """In how many posts each word stands."""
    return Counter(word for source in sources for word in set(_words(source.body)))


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text) if not is_common(word)]


def _some(chance: random.Random, words: Sequence[str], many: int) -> str:
    return " ".join(chance.sample(words, many)) if len(words) >= many else ""


def _common(chance: random.Random, _source: Source, spread: Counter[str]) -> str:
    return chance.choice(sorted(word for word, posts in spread.items() if posts >= FREQUENT_AT_LEAST) or sorted(spread))


def _rare(chance: random.Random, source: Source, spread: Counter[str]) -> str:
    return _some(chance, [word for word in _words(source.body) if spread[word] <= RARE_AT_MOST], 1)


def _several(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    return _some(chance, sorted(set(_words(source.body))), chance.choice((2, 3, 4)))


def _title(_chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    return " ".join(re.findall(r"\w+", source.title))


def _phrase(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    words = re.findall(r"[A-Za-z]+", source.body)
    at = chance.randrange(max(1, len(words) - 3))
    return f'"{" ".join(words[at : at + 3])}"' if len(words) >= 3 else ""


def _beginning(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    word = _some(chance, [word for word in _words(source.body) if len(word) > 5], 1)
    return f"{word[: chance.choice((4, 5))]}*" if word else ""


def _without(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    first, _, second = _some(chance, sorted(set(_words(source.body))), 2).partition(" ")
    return f"{first} -{second}" if second else ""


def _in_title(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    return f"in:title {word}" if (word := _some(chance, _words(source.title), 1)) else ""


def _on_a_board(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    return f"board:{source.board} {word}" if (word := _some(chance, _words(source.body), 1)) else ""


def _by_somebody(_chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    return f'by:"{source.author}"'


def _in_a_year(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    word = _some(chance, _words(source.body), 1)
    return f"{word} after:{source.year} before:{source.year + 1}" if word else ""


def _answered(chance: random.Random, source: Source, _spread: Counter[str]) -> str:
    word = _some(chance, _words(source.body), 1)
    return f"{word} answered:{chance.choice(('yes', 'no'))}" if word else ""


def _nothing(chance: random.Random, _source: Source, _spread: Counter[str]) -> str:
    return "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12))


KINDS: dict[str, Callable[[random.Random, Source, Counter[str]], str]] = {
    "common word": _common,
    "rare word": _rare,
    "several words": _several,
    "words of a title": _title,
    "phrase": _phrase,
    "beginning of words": _beginning,
    "without a word": _without,
    "in titles": _in_title,
    "on a board": _on_a_board,
    "by somebody": _by_somebody,
    "in a year": _in_a_year,
    "answered or not": _answered,
    "nothing": _nothing,
}
