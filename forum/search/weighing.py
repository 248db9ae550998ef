"""What a search weighs, whichever engine looks: BM25F's constants, what titles and kinds of posts count for.

So the order of results is the same wherever they are found.
"""

from collections.abc import Iterable
from itertools import chain

from forum.search import analysis
from forum.search.query import Unit

SATURATION = 1.2  # BM25's k1: how soon saying a word again counts for less
LENGTH = 0.6  # BM25's b: how much a long post is held against its length
TITLE_WEIGHT = 3.0  # a word in the title counts as much as three in the text
BODY_AT = 256  # the place of the body's first word; the title's are before it, with a gap that no phrase crosses
ALSO_WEIGHT = 0.75  # of what means the same as what was asked: the word itself goes before
FIRST, ACCEPTED = 1, 2  # kinds of posts; one can be both
KIND = {0: 1.0, FIRST: 1.5, ACCEPTED: 1.65, FIRST | ACCEPTED: 1.65}  # the question, and the answer a little more
ALL_UNTIL = 3  # words and phrases of which a post has to have all; of more, two in three


def telling(units: Iterable[Unit]) -> frozenset[str]:
    """The terms to mark: in a phrase not the small words, which stand everywhere."""
    return frozenset(chain.from_iterable(map(_marks, units)))


def _marks(unit: Unit) -> Iterable[str]:
    if not unit.is_beginning:
        said = (set(terms) - analysis.COMMON_TERMS or terms for terms in (unit.terms, *unit.also))
        return chain.from_iterable(said)
    return {f"{start}*" if len(start) >= len(unit.terms[0]) else start for start in unit.terms}
