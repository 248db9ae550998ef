"""Whether a text of the database holds a word, capitals and small letters alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, String, bindparam, func

from forum.core.db import session

ESCAPE = "/"


@dataclass(frozen=True)
class Held:
    """A word that a statement is built for once, whichever it is: the statement is run with its `patterns`.

    SQLite compares the letters a to z by itself, at a tenth of what it costs to ask us for each row how a text is
    written in small letters: that is left to words with other letters, which are not `plain`.
    """

    key: str
    plain: bool


def holds(text: SQLColumnExpression[str], word: Held | str) -> ColumnElement[bool]:
    """The condition that the text has the word in it, in whatever letters."""
    plain = word.plain if isinstance(word, Held) else _is_plain(word)
    pattern: Any = bindparam(word.key, type_=String) if isinstance(word, Held) else _pattern(word)
    return text.like(pattern, ESCAPE) if plain else func.lower(text).like(func.lower(pattern), ESCAPE)


def held(words: Sequence[str]) -> tuple[Held, ...]:
    """The words as a statement that is built once knows them."""
    return tuple(Held(f"word_{place}", _is_plain(word)) for place, word in enumerate(words))


def patterns(words: Sequence[str]) -> dict[str, str]:
    """What that statement is run with."""
    return {one.key: _pattern(word) for one, word in zip(held(words), words, strict=True)}


def _is_plain(word: str) -> bool:
    return word.isascii() and session.get_bind().dialect.name == "sqlite"


def _pattern(word: str) -> str:
    for sign in (ESCAPE, "%", "_"):
        word = word.replace(sign, ESCAPE + sign)
    return f"%{word}%"
