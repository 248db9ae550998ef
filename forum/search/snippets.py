"""The part of a post that shows why it was found, with what was looked for marked.

Parts are pairs of text and whether it is a match. They hold plain text, never HTML: the template writes the marks.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from forum.search import analysis

SNIPPET_SIZE = 200  # characters, about
BEFORE = 50  # characters of context before the first match
LOOKED_AT = 40_000  # characters of a post; no post is longer

Part = tuple[str, bool]
Span = tuple[int, int, str]  # where a match begins and ends, and its term

_SPACE = re.compile(r"\s+")
_SAME_MARK = ("", " ", "-", "‐", "‑")  # between matches: words side by side, and the parts of «follow-up»


def snippet(text: str, terms: Collection[str], size: int = SNIPPET_SIZE) -> list[Part]:
    """About `size` characters of a plain text around the best matches; its beginning where nothing matches.

    Terms are as `Found` has them.
    """
    text = analysis.readable(_SPACE.sub(" ", text[:LOOKED_AT]).strip())
    matches = _matches(text, frozenset(terms))
    start, end = _window(text, _best(matches, size), size)
    here = [match for match in matches if start <= match[0] and match[1] <= end]
    parts = [*_parts(text, start, end, here)]
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return [part for part in ((before, False), *parts, (after, False)) if part[0]]


def marked(text: str, terms: Collection[str]) -> list[Part]:
    """All of a short text, such as a title."""
    text = analysis.readable(text)
    return [part for part in _parts(text, 0, len(text), _matches(text, frozenset(terms))) if part[0]]


def _matches(text: str, terms: frozenset[str]) -> list[Span]:
    """The words that were looked for. Stems keep their first letter, so most words are told by it alone."""
    starts = tuple(term[:-1] for term in terms if term.endswith("*"))
    found = []
    for word in _words_beginning(frozenset(term[0] for term in terms if term)).finditer(text):
        written = word[0]
        if analysis.term(written) in terms or (starts and analysis.folded(written).startswith(starts)):
            found.append((word.start(), word.end(), analysis.term(written)))
    return found


@lru_cache(maxsize=1_000)
def _words_beginning(initials: frozenset[str]) -> re.Pattern[str]:
    """The words with one of these initials, in capitals too; others where that takes a look at accents to tell."""
    letters = re.escape("".join(sorted(initials | {letter.upper() for letter in initials})))
    return re.compile(rf"(?<![^\W_])(?:[{letters}]|[^\x00-\x7f\W])[^\W_]*" if letters else r"(?!)")


def _best(matches: Sequence[Span], size: int) -> int:
    """Where the stretch begins that has the most different terms, and then the most matches; the first of equals."""
    best, best_at, behind = (0, 0), 0, 0
    inside: Counter[str] = Counter()
    for at, (_, end, term) in enumerate(matches):
        inside[term] += 1
        while behind < at and matches[behind][0] < end - size + BEFORE:
            inside[matches[behind][2]] -= 1
            behind += 1
        here = (sum(1 for count in inside.values() if count), inside.total())
        if here > best:
            best, best_at = here, matches[behind][0]
    return best_at


def _window(text: str, at: int, size: int) -> tuple[int, int]:
    """A window of about `size` characters from a little before `at`, cut between words."""
    start = max(0, min(at - BEFORE, len(text) - size))
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else at
    end = min(len(text), start + size)
    if end < len(text):
        space = text.rfind(" ", start + size // 2, end + 1)
        end = space if space >= 0 else end
    return start, end


def _parts(text: str, start: int, end: int, matches: Sequence[Span]) -> list[Part]:
    """The window in parts; matches with only a space or a hyphen between them are one."""
    parts: list[Part] = []
    for begin, finish, _ in matches:
        between = text[start:begin]
        if parts and between in _SAME_MARK:
            parts[-1] = (parts[-1][0] + between + text[begin:finish], True)
        else:
            parts += [(between, False), (text[begin:finish], True)]
        start = finish
    return [*parts, (text[start:end], False)]
