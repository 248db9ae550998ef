"""What an operator looks at: letters that wait after an error or were not sent, and how long things wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer

from forum.core.clock import now
from forum.core.db import UtcDateTime, session
from forum.core.errors import Absent
from forum.core.letters import NOT_SENT, LetterState, QueuedLetter
from forum.core.outbox import OutboxRow


@dataclass(frozen=True)
class Waiting:
    """How many there are, and the seconds since the first of them."""

    many: int
    seconds: float


def letters_by_state() -> dict[LetterState, int]:
    """How many letters stand where."""
    counts = session.execute(select(QueuedLetter.state, func.count()).group_by(QueuedLetter.state)).all()
    return {LetterState(state): count for state, count in counts}


def troubled_letters(most: int) -> Sequence[QueuedLetter]:
    """Letters that met an error and have not left, the oldest first, without whom they are to."""
    delayed = and_(QueuedLetter.state == LetterState.WAITING, QueuedLetter.last_error.is_not(None))
    query = select(QueuedLetter).where(or_(delayed, QueuedLetter.state.in_(NOT_SENT)))
    return session.scalars(query.options(defer(QueuedLetter.facts)).order_by(QueuedLetter.id).limit(most)).all()


def letter_numbered(letter_id: int) -> QueuedLetter:
    """One letter, with its facts. Raises Absent."""
    letter = session.get(QueuedLetter, letter_id)
    if letter is None:
        raise Absent(f"There is no letter {letter_id}")
    return letter


def letters_in(state: LetterState) -> Sequence[int]:
    """The numbers of all letters that stand there."""
    return session.scalars(select(QueuedLetter.id).where(QueuedLetter.state == state)).all()


def waiting_for(listeners: str) -> Waiting:
    """Events that are on their way to listeners whose names begin so."""
    on_their_way = (OutboxRow.set_aside_at.is_(None), OutboxRow.listener.startswith(listeners, autoescape=True))
    return _waiting(OutboxRow.created_at, *on_their_way)


def set_aside() -> Waiting:
    """Events that could not be delivered in ten tries."""
    return _waiting(OutboxRow.set_aside_at, OutboxRow.set_aside_at.is_not(None))


def due_letters() -> Waiting:
    """Letters that should have left by now."""
    return _waiting(QueuedLetter.due_at, QueuedLetter.state == LetterState.WAITING, QueuedLetter.due_at <= now())


def unsent_letters() -> Waiting:
    """Letters that have ended, and were not sent or perhaps not."""
    return _waiting(QueuedLetter.ended_at, QueuedLetter.state.in_(NOT_SENT))


def _waiting(since: Any, *conditions: Any) -> Waiting:
    first = func.min(since, type_=UtcDateTime)
    row = session.execute(select(func.count().label("many"), first.label("first")).where(*conditions)).one()
    return Waiting(row.many, max(0.0, (now() - row.first).total_seconds()) if row.first else 0.0)
