"""Did you mean …: the same query with words that stand in no post, or hardly any, changed by one letter.

All of it is reckoned from what the viewer may read. What is suggested was found in a post a moment ago: the index
says in which, the database that it can still be read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from forum.search import analysis
from forum.search.engine import Index, Question
from forum.search.found import Found
from forum.search.models import LONGEST_WORD
from forum.search.neighbours import likelihood, neighbours
from forum.search.query import ParsedQuery, Unit
from forum.search.vocabulary import posts_with, uses_of

MOST_WORDS = 3  # of a query, that are set right at once
MOST_TRIED = 3  # neighbours of a word, the likeliest
EXAMPLES = 20  # posts that a neighbour stands in, of which one has to be readable still
SHORTEST_TYPED = 3  # letters
FAR_MORE = 20  # times as many posts, where the word that was typed stands in some

Part = tuple[str, bool]
Check = Callable[[Collection[int]], set[int]]  # which of some posts can be read, as of now


@dataclass(frozen=True)
class Suggestion:
    """Another query, and it again in parts, each with whether it was changed."""

    query: str
    parts: tuple[Part, ...]


def suggestion(index: Index, question: Question, found: Found, can_be_read: Check) -> Suggestion | None:
    """What was meant, perhaps; for a query of which each word stands in some posts nothing is asked of anybody."""
    doubtful = list(_doubtful(question.query, found))[:MOST_WORDS]
    if not doubtful:
        return None
    asked = {word: neighbours(word) for word, _is_absent in doubtful}
    uses = uses_of({*asked, *(one for around in asked.values() for one in around)}, question.permitted.boards)
    likely = {word: _likely(word, is_absent, asked[word], uses) for word, is_absent in doubtful}
    tried = {one for several in likely.values() for one in several}
    said = _said(index, question, sorted(tried), can_be_read) if tried else set()
    better = {word: one for word, several in likely.items() for one in [_first(several, said)] if one}
    return _with(question.query, better) if better else None


def _doubtful(query: ParsedQuery, found: Found) -> Iterator[tuple[str, bool]]:
    """The words that may be misspelt, folded, each with whether what it belongs to was not found at all."""
    shouted = query.text.isupper()
    seen: set[str] = set()
    for units, is_absent in ((found.absent, True), (found.rare, False)):
        for unit in units:
            for written in analysis.WORD.findall(unit.text) if is_absent or unit.is_bare else ():
                word = analysis.folded(written)
                is_name = written.isupper() and not shouted
                if unit.is_beginning or is_name or word in seen or not _may_be_misspelt(word):
                    continue
                seen.add(word)
                yield word, is_absent


def _may_be_misspelt(word: str) -> bool:
    return SHORTEST_TYPED <= len(word) <= LONGEST_WORD and word.isalpha() and not analysis.is_common(word)


def _likely(word: str, is_absent: bool, around: Iterable[str], uses: Mapping[str, int]) -> list[str]:
    """The likeliest neighbours that other posts say; of a word that is said already, only what is said far more."""
    own, term = max(uses.get(word, 0), 0 if is_absent else 1), analysis.term(word)
    least = max(1, FAR_MORE * own)
    said = (one for one in around if uses.get(one, 0) >= least and not analysis.is_common(one))
    there = [one for one in said if analysis.term(one) != term]
    return sorted(there, key=lambda one: (-likelihood(word, one, uses[one]), one))[:MOST_TRIED]


def _said(index: Index, question: Question, words: Sequence[str], can_be_read: Check) -> set[str]:
    """Those of the words that stand in a post that the same question, asked for it, finds and that can be read."""
    query = question.query
    found: dict[str, list[int]] = {}
    for word in words:
        unit = Unit(word, (analysis.term(word),), in_title=query.fields.in_title)
        found[word] = index.examples(replace(question, query=replace(query, wanted=(unit,))), EXAMPLES)
    posts = {post for several in found.values() for post in several}
    if not posts:
        return set()
    still = can_be_read(posts)
    there = posts_with(words, still) if still else {}
    return {word for word, several in found.items() if there.get(word, set()).intersection(several)}


def _first(words: Iterable[str], said: Collection[str]) -> str | None:
    return next((word for word in words if word in said), None)


def _with(query: ParsedQuery, better: Mapping[str, str]) -> Suggestion | None:
    """The query with other words in the place of some, where it wants them; all else as it was typed."""
    parts: list[Part] = []
    for piece, is_wanted in query.pieces():
        text = f" {piece}" if parts else piece
        parts += _changed(text, better) if is_wanted else [(text, False)]
    changed = "".join(text for text, _ in parts)
    return Suggestion(changed, tuple(parts)) if any(is_changed for _, is_changed in parts) else None


def _changed(text: str, better: Mapping[str, str]) -> Iterator[Part]:
    behind = 0
    for match in analysis.words(text):
        word = better.get(analysis.folded(match[0]))
        if word:
            yield from (part for part in ((text[behind : match.start()], False), (word, True)) if part[0])
            behind = match.end()
    if text[behind:]:
        yield text[behind:], False
