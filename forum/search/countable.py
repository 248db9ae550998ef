"""What of a query is counted: its words alone, and nothing that looks as if it were about one person."""

import re
from collections.abc import Iterator

from forum.prevention.personal_data import seen_in
from forum.search import analysis
from forum.search.query import ParsedQuery, Unit
from forum.search.query_models import WORDS_LIMIT

DIGITS = 5  # so many in all are the number of a case, an invoice or a house with its postcode

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def countable(query: ParsedQuery) -> str | None:
    """The words of a query in the form in which it is counted; None for what is not.

    Not counted is a search that was narrowed by a field, `by:` among them: it follows one that was counted, or names
    somebody.
    """
    if any(field for field, _text in query.parts) or _may_be_personal(query.text):
        return None
    words = " ".join(_in_words(query))
    return words if 0 < len(words) <= WORDS_LIMIT else None


def _in_words(query: ParsedQuery) -> Iterator[str]:
    yield from map(_plain, query.wanted)
    yield from (f"-{_plain(unit)}" for unit in query.unwanted)


def _plain(unit: Unit) -> str:
    plain = " ".join(analysis.folded(unit.text).split())
    return f'"{plain}"' if " " in plain else plain


def _may_be_personal(text: str) -> bool:
    digits = sum(map(str.isdigit, _YEAR.sub("", text)))
    return "@" in text or digits >= DIGITS or bool(seen_in({"query": text}))
