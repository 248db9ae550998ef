"""Finding watched words and patterns in a text, without regard to capitals, accents and marks that nobody sees.

Patterns are regular expressions as RE2 takes them: they take time in proportion to the text, whatever they say.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

import re2

from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.prevention.models import WatchedKind

_MEMORY = 1 << 17  # bytes that a pattern may take: what needs more is no pattern for words


def plain(text: str) -> str:
    """A text without capitals, accents and invisible marks, its white space folded."""
    return " ".join(_bare(text).casefold().split())


def found_in(kind: WatchedKind, watched: str, text: str) -> str:
    """What stands in a text, made `plain`, of what is watched; empty where nothing does."""
    found = _compiled(kind, watched).search(text)
    return str(found[0]) if found else ""


def check_pattern(watched: str) -> None:
    """Whether it is a pattern that finds something. Raises Invalid for one that is none, too large, or fits all."""
    try:
        compiled = _compiled(WatchedKind.PATTERN, watched)
    except re2.error as fault:
        raise Invalid(lazy("This is no pattern that can be used: check its brackets and signs."), "text") from fault
    if compiled.search(""):
        raise Invalid(lazy("This pattern fits every text. Let it ask for at least one letter."), "text")


@lru_cache(maxsize=1024)
def _compiled(kind: WatchedKind, watched: str) -> Any:
    if kind == WatchedKind.WORD:
        return re.compile(rf"(?<![^\W_]){re.escape(plain(watched))}(?![^\W_])")  # the low line sets words apart
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, _MEMORY
    return re2.compile(_bare(watched), options)


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf"))
