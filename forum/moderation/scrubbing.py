"""What was said before, without the words that were taken out: also where it had them in another way of writing."""

import re
from collections.abc import Iterable, Mapping, Sequence

from forum.prevention.folding import as_read
from forum.prevention.matching import plain

HOLE = "[removed by a moderator]"
TELLING = 4  # letters of a word that is told again by nobody by chance; numbers of two digits tell already
_NATIONAL = 9  # the last digits of a longer number: those that every way of writing a telephone number has
_WORD = re.compile(r"\w+|[^\w\s]")
_SIGN, _BETWEEN = r"[^\W_]", r"[\W_]*+"


def scrubbed(text: str, removed: Iterable[str]) -> str:
    """A text that was said before, without the words; all of it goes where some of them stand in it otherwise.

    Otherwise: alone, within a longer word, with other blanks and signs between their letters and digits.
    """
    removed = list(removed)
    left = without(text, removed)
    told = {piece for one in removed for piece in _pieces(one)}
    return HOLE if any(_tells(part, told) for part in left.split(HOLE)) else left


def without(text: str, removed: Iterable[str]) -> str:
    """A text with a hole wherever one of these stands in it, by itself."""
    wanted: dict[str, list[list[str]]] = {}
    for one in sorted(removed, key=len, reverse=True):
        if len(re.findall(r"\w", one)) > 1:
            words = [word.casefold() for word in _WORD.findall(one)]
            wanted.setdefault(words[0], []).append(words)
    return HOLE.join(_cut(part, wanted) for part in text.split(HOLE))


def _cut(text: str, wanted: Mapping[str, Sequence[Sequence[str]]]) -> str:
    """The text without these rows of words, which are sorted by the word that they begin with."""
    stands = list(_WORD.finditer(text))
    words = [one[0].casefold() for one in stands]
    left, at, place = "", 0, 0
    while place < len(words):
        many = next((len(row) for row in wanted.get(words[place], ()) if words[place : place + len(row)] == row), 0)
        if many:
            left, at = left + text[at : stands[place].start()] + HOLE, stands[place + many - 1].end()
        place += many or 1
    return left + text[at:]


def _pieces(removed: str) -> Iterable[str]:
    """All by which something that was taken out is known again: itself, its words and numbers, squeezed."""
    text = plain(as_read(removed))
    numbers = [_squeezed(run) for run in re.findall(r"\d(?:[\W_]*\d)*", text)]
    ends = [number[-_NATIONAL:] for number in numbers if len(number) > _NATIONAL]
    pieces = (_squeezed(text), *re.findall(f"{_SIGN}+", text), *numbers, *ends)
    return (piece for piece in pieces if len(piece) >= TELLING or (len(piece) >= 2 and re.search(r"\d", piece)))


def _tells(text: str, told: Iterable[str]) -> bool:
    """Whether one of the pieces stands in a text. What is not even in the squeezed text is not looked for closely."""
    text = plain(as_read(text))
    squeezed = _squeezed(text)
    return any(piece in squeezed and re.search(_otherwise(piece), text) for piece in told)


def _otherwise(piece: str) -> str:
    """A pattern for a piece: short numbers by themselves, words within one word or from where a word begins."""
    if len(piece) < TELLING:
        return rf"(?<!\d){piece}(?!\d)"
    apart = _BETWEEN.join(piece)
    return apart if re.search(r"\d", piece) else rf"{piece}|(?<!{_SIGN}){apart}"


def _squeezed(text: str) -> str:
    return "".join(re.findall(f"{_SIGN}+", text))
