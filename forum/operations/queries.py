"""What an operator looks at: the letters that wait after an error, and those that were not sent."""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer

from forum.core.db import session
from forum.core.errors import Absent
from forum.core.letters import NOT_SENT, LetterState, QueuedLetter


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
