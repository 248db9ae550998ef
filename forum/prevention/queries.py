"""What is watched, and where it stands in a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from forum.core.db import session
from forum.core.errors import Absent
from forum.prevention.matching import found_in, plain
from forum.prevention.models import Watched


@dataclass(frozen=True)
class Found:
    """What was watched, and the words in which it was found."""

    watched: Watched
    words: str


def watched_on(board_id: int | None) -> Sequence[Watched]:
    """What is looked for on a board; without one, what is looked for everywhere."""
    here = or_(Watched.board_id.is_(None), Watched.board_id == board_id)
    return session.scalars(select(Watched).where(Watched.retired_at.is_(None), here).order_by(Watched.id)).all()


def found_on(board_id: int | None, *texts: str) -> list[Found]:
    """What of that stands in the texts."""
    watched = watched_on(board_id)
    return find(watched, texts) if watched else []


def find(watched: Iterable[Watched], texts: Iterable[str]) -> list[Found]:
    """What of these is found in the texts, each with the words that it found."""
    whole = plain("\n".join(texts))
    return [Found(one, words) for one in watched if (words := found_in(one.kind, one.text, whole))]


def all_watched() -> Sequence[Watched]:
    """All that is or was watched, for administrators: what is retired last, then by its text."""
    return session.scalars(select(Watched).order_by(Watched.retired_at.is_not(None), Watched.text, Watched.id)).all()


def watched_numbered(watched_id: int) -> Watched:
    """The one of this number. Raises Absent when there is none."""
    watched = session.get(Watched, watched_id)
    if watched is None:
        raise Absent()
    return watched


def watched_count() -> int:
    """How many are in force."""
    return session.scalar(select(func.count()).where(Watched.retired_at.is_(None))) or 0
