"""What is suggested while somebody types into the search box: threads by their titles, boards, people, organisations.

Titles are asked of the database, not of the index: its word is the last one anyway, it says at once what may be read,
and it stops at the first few of a beginning that many titles have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum.search import analysis
from forum.search.beside import MOST_WORDS, Beside, things_called
from forum.search.fields import Fields
from forum.search.query import parse
from forum.threads.titled import threads_titled

SHORTEST = 3  # letters of the longest word: fewer mean too much
MOST = 8  # suggestions
MOST_OF_A_KIND = 2  # but for threads, and half of all together


@dataclass(frozen=True)
class Suggestions:
    """What there is to suggest, in its order; `text` is what was typed."""

    text: str
    threads: Sequence[Any] = ()
    boards: Sequence[Any] = ()
    people: Sequence[Any] = ()
    organisations: Sequence[Any] = ()

    def __len__(self) -> int:
        return sum(map(len, (self.threads, self.boards, self.people, self.organisations)))


def words_of(text: str) -> list[str]:
    """The words that suggestions are made for; none where too little was typed, or the language of searches."""
    query = parse(text)
    if query.unwanted or query.fields != Fields():
        return []
    words = analysis.WORD.findall(analysis.readable(query.text))
    telling = [word for word in words if not analysis.is_common(word)] or words
    return telling if telling and len(telling) <= MOST_WORDS and max(map(len, telling)) >= SHORTEST else []


def suggestions(viewer: Any, text: str, words: Sequence[str]) -> Suggestions:
    """What is called by these words, and threads in whose titles words begin so, as far as the viewer may read."""
    beside = things_called(viewer, words, MOST_OF_A_KIND)
    boards, people, organisations = _first_of(beside)
    threads = threads_titled(viewer, words, MOST - len(boards) - len(people) - len(organisations))
    return Suggestions(text, threads, boards, people, organisations)


def _first_of(beside: Beside) -> tuple[Sequence[Any], ...]:
    """Of each kind the first, then the second, until half of the places are taken."""
    kinds = (beside.boards, beside.people, beside.organisations)
    taken = [0] * len(kinds)
    for place in range(MOST_OF_A_KIND):
        for kind, rows in enumerate(kinds):
            taken[kind] += place < len(rows) and sum(taken) < MOST // 2
    return tuple(rows[:many] for rows, many in zip(kinds, taken, strict=True))
