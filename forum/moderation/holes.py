"""What is left of a text when a moderator has deleted words in it: a hole where each of them stood."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.moderation.scrubbing import HOLE, without

_TOKENS = re.compile(rf"{re.escape(HOLE)}|\w+|[^\w\s]")
_LINK = re.compile(rf"{re.escape(HOLE)}(?=[(:\[])")  # what Markdown would take for one


@dataclass(frozen=True)
class Deletion:
    """A text, and where in it the words stood that somebody has deleted."""

    text: str
    spans: Sequence[tuple[int, int]]

    @property
    def words(self) -> Sequence[str]:
        """The words that were deleted, as they stood."""
        parts = [part.strip() for start, end in self.spans for part in self.text[start:end].split(HOLE)]
        return [part for part in parts if re.search(r"\w", part)]

    def with_holes(self, removed: Iterable[str]) -> str:
        """The text without what was deleted, and without these words wherever else they stand in it."""
        left, at = "", 0
        for start, end in self.spans:
            left += self.text[at:start] + (HOLE if re.search(r"\w", self.text[start:end]) else "")
            at = end
        return _LINK.sub(f"{HOLE} ", without(left + self.text[at:], removed))


def deletion(before: str, edited: str, field: str) -> Deletion:
    """What was deleted in a text to make the other of it. Blanks do not count, nor holes that were typed.

    Raises Invalid, on that field, when something stands in the other that did not, or not in this order: nothing that
    was typed is left out in silence.
    """
    stood, stands = ([one for one in _TOKENS.finditer(text) if one[0] != HOLE] for text in (before, edited))
    first, last = _alike_ends([one[0] for one in stood], [one[0] for one in stands])
    at, end, gone = first, len(stood) - last, []
    for token in stands[first : len(stands) - last]:
        found = next((place for place in range(at, end) if stood[place][0] == token[0]), None)
        if found is None:
            raise Invalid(_added(token[0]), field)
        gone.append((at, found))
        at = found + 1
    spans = [(stood[one].start(), stood[other - 1].end()) for one, other in [*gone, (at, end)] if one < other]
    return Deletion(before, spans)


def _alike_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """With how many tokens both begin, and with how many of the others both end."""
    most = min(len(before), len(after))
    first = next((place for place in range(most) if before[place] != after[place]), most)
    rest = most - first
    return first, next((place for place in range(rest) if before[-1 - place] != after[-1 - place]), rest)


def _added(word: str) -> object:
    return lazy(
        "Here whole words only go, and “%(word)s” did not stand there. Nothing is taken out yet. "
        "To say something else, edit the post.",
        word=word,
    )
