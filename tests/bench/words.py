"""Real-looking prose by chance: English words, as frequent beside each other as in texts, in sentences."""

import random
from itertools import accumulate, chain, zip_longest

from zxcvbn.frequency_lists import FREQUENCY_LISTS

COMMON = "letter"  # stands in one post in three
RARE = "wombat"  # stands in one post in 5,000
COMMON_IN, RARE_IN = 3, 5_000
MATTERS = """
    tenant council evidence rota record budget form service case colleague visit phone week month renewal answer
    question review resident policy notice address register officer report meeting team panel contract
"""
GLUE = """
    the of to and in we our a for that it is on with you they have this from before after because about every nobody
    often rarely what when how
"""
SENTENCE, PARAGRAPH = 12, 40  # words


class Prose:
    """Writes texts; by the same chance the same ones in the same order."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        own = [word for word in chain(*zip_longest(MATTERS.split(), GLUE.split())) if word]
        known = (word for word in FREQUENCY_LISTS["english_wikipedia"] if word.isascii() and word.isalpha())
        self._words = list(dict.fromkeys([*own, *(word for word in known if not word.startswith((COMMON, RARE)))]))
        self._weights = list(accumulate(1 / (number + 10) for number in range(len(self._words))))

    def words(self, many: int) -> list[str]:
        """So many words; the frequent ones often."""
        return self._chance.choices(self._words, cum_weights=self._weights, k=many)

    def title(self, has_common: bool) -> str:
        """A title."""
        return " ".join([*self.words(7), *([COMMON] if has_common else [])]).capitalize() + "?"

    def paragraphs(self, many: int) -> list[str]:
        """A text of so many words, now and then with the common or the rare one among them."""
        picked = self.words(many)
        if self._chance.randrange(COMMON_IN) == 0:
            picked[self._chance.randrange(many)] = COMMON
        if self._chance.randrange(RARE_IN) == 0:
            picked[self._chance.randrange(many)] = RARE
        return [_sentences(picked[start : start + PARAGRAPH]) for start in range(0, many, PARAGRAPH)]


def _sentences(words: list[str]) -> str:
    parts = (" ".join(words[start : start + SENTENCE]) for start in range(0, len(words), SENTENCE))
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts)
