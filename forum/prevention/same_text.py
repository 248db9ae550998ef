"""Whether two texts say nearly the same."""

import re

from forum.prevention.matching import plain

ALIKE = 0.8  # of all words that stand in one or the other, so many stand in both
FEWEST_WORDS = 8  # below that, and without a link, people say the same by chance
_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, each once, but for those of others that it quotes; none where it is too short to tell."""
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
    words = frozenset(_WORD.findall(plain(own)))
    return words if len(words) >= FEWEST_WORDS or _LINK.search(own) else frozenset()


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts, as their words, say nearly the same."""
    return bool(one and other) and len(one & other) >= ALIKE * len(one | other)
