"""From text to terms: the same way for what is written, what is asked, and what is marked in a snippet.

A word is a run of letters and digits. Its term is the word without capitals and accents, in one spelling where
British and American ones differ, reduced to its stem.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from whoosh.lang.porter2 import stem

WORD = re.compile(r"[^\W_]+")
LONGEST_TERM = 40  # characters; nobody looks for the rest of a longer one
READ_OF_A_WORD = 2 * LONGEST_TERM  # characters: what is remembered of words takes no more, however long they are

# Words that say how others hang together. They are in the index, for phrases, but a query does not ask for them
# while it has others to ask for.
_COMMON = """
    a about an and any are as at be been but by can could d did do does for from had has have he her his how i if
    in into is it its ll me my no not of on or our re s she should so some than that the their them then there
    these they this those to t us ve was we were what when where which while who whom why will with would you your
"""
COMMON_WORDS = frozenset(_COMMON.split())

_SOFT_HYPHEN = {0x00AD: None}
_AMERICAN = (
    (re.compile(r"(?<=\w{3})is(e|ed|es|ing|ation|ations|er|ers|ational)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})our(?=(ed|ing|s|al|ally|able|ably|ite|ites|er|ers|ful|less)?$)"), "or"),
    (re.compile(r"^programme(?=s?$)"), "program"),
    (re.compile(r"^(cent|met|lit|theat|fib)re(?=s?$)"), r"\1er"),
)

# What may follow the beginning of a word: enough of it to meet each way in which a stem or a spelling differs.
_ENDINGS = """
    s e es ed er ing ings y ies l al ally on ion ions n ation ations tion r or ure nt ent ment d t ty ity able
"""


def readable(text: str) -> str:
    """The text with its letters in one composed form and no hidden hyphens, so that words are whole."""
    text = text if text.isascii() else text.translate(_SOFT_HYPHEN)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a readable text, with their places in it."""
    return WORD.finditer(text)


def terms(text: str) -> list[str]:
    """The terms of a text, in its order."""
    return [term(word) for word in WORD.findall(readable(text))]


def term(word: str) -> str:
    """The term of one word."""
    return _term(word[:READ_OF_A_WORD])


@lru_cache(maxsize=50_000)
def _term(word: str) -> str:
    plain = folded(word)[:LONGEST_TERM]
    for british, american in _AMERICAN:
        plain = british.sub(american, plain)
    return stem(plain)


def folded(word: str) -> str:
    """The word without capitals and accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def beginnings(start: str) -> tuple[str, ...]:
    """What the terms of words that begin so can begin with: `start` itself first, then what it has become where a
    word was reduced to its stem, or put into the other spelling, within these letters."""
    plain = folded(start)[:LONGEST_TERM]
    ends = {term(plain + end) for end in ("", *_ENDINGS.split())}
    return (plain, *sorted(one for one in ends if len(one) > 2 and not one.startswith(plain)))


def is_common(word: str) -> bool:
    """Whether a query passes this word over when it has others to ask for."""
    return folded(word) in COMMON_WORDS


COMMON_TERMS = frozenset(map(term, COMMON_WORDS))
