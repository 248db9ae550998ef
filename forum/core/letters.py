"""The queue of letters: the one way out for all mail.

A deed, or what follows it, queues a letter beside its change, in the same transaction, by its kind and a few facts
(ids, or an address of somebody who is no member). `core/delivery.py`, in the worker, has each letter written when its
turn comes, by the writer of its kind: what it says, and whether it is still to be sent, is true at that moment.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from flask import current_app
from sqlalchemy import JSON, Index, String, Text, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.local import LocalProxy

from forum.core.clock import now
from forum.core.db import Base, after_commit, session, transaction, wholly
from forum.core.engines import WRITES
from forum.core.mail import Letter

Facts = dict[str, Any]
Writer = Callable[[Facts], Letter | None]

PATIENCE = timedelta(days=3)  # then a letter that could not be sent is given up: its news is old
FACTS_KEPT = timedelta(days=7)  # of a letter that was not sent: so long an operator can have it tried again
ROWS_KEPT = timedelta(days=30)  # of a letter that has ended, so that its key is not used for another


class LetterState(StrEnum):
    """Where a letter stands. The first two are on their way, the others have ended."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # it was no longer to be sent when its turn came
    REFUSED = "refused"  # the mail server will never take it
    GIVEN_UP = "given up"  # it could not be sent for three days
    UNSURE = "unsure"  # the worker or the connection ended while it was handed over: it was perhaps sent


NOT_SENT = (LetterState.REFUSED, LetterState.GIVEN_UP, LetterState.UNSURE)  # what an operator may have tried again


class QueuedLetter(Base):
    """One letter to one person. `facts` are gone when it was sent; `held_until` is the lease of who has it in hand."""

    __tablename__ = "letter"
    __table_args__ = (Index(None, "state", "in_bulk", "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    facts: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    in_bulk: Mapped[bool] = mapped_column(default=False)
    state: Mapped[LetterState] = mapped_column(String(10), default=LetterState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    held_until: Mapped[datetime | None]
    give_up_at: Mapped[datetime] = mapped_column(default=lambda: now() + PATIENCE)
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    last_error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Desk:
    """Who writes which kind of letter, and how the worker is woken; `forum/wiring.py` says both."""

    writers: Mapping[str, Writer]
    wake: Callable[[], None]


desk = cast(Desk, LocalProxy(lambda: current_app.extensions["forum.desk"]))


def queue_letter(kind: str, key: str, facts: Facts) -> None:
    """Have one letter sent, in the transaction that is open now. It goes before those that are queued in bulk.

    `key` says what it is about; a second letter of the same key is never queued. Raises LookupError for a kind that
    the wiring does not know, InvalidRequestError outside of a transaction.
    """
    _queue(kind, [(key, facts)], in_bulk=False)


def queue_letters(kind: str, letters: Sequence[tuple[str, Facts]]) -> None:
    """Have many letters sent, given by key and facts, in one statement. Raises like `queue_letter`."""
    _queue(kind, letters, in_bulk=True)


@wholly
def retry_letters(ids: Sequence[int]) -> int:
    """Let letters that were not sent be tried again from the start; answers how many of them there were."""
    again = {"state": LetterState.WAITING, "tries": 0, "due_at": now(), "give_up_at": now() + PATIENCE}
    theirs = update(QueuedLetter).where(QueuedLetter.id.in_(ids), QueuedLetter.state.in_(NOT_SENT))
    with transaction():
        after_commit(desk.wake)
        return _rows(theirs.where(QueuedLetter.facts.is_not(None)).values(**again, ended_at=None, held_until=None))


@wholly
def forget_letters(ids: Sequence[int]) -> int:
    """End letters that wait or were not sent, and erase whom they were to; answers how many."""
    theirs = update(QueuedLetter).where(
        QueuedLetter.id.in_(ids), QueuedLetter.state.in_((LetterState.WAITING, *NOT_SENT))
    )
    with transaction():
        return _rows(theirs.values(state=LetterState.DROPPED, facts=None, ended_at=now()))


@wholly
def forget_ended_letters() -> int:
    """Erase the facts, then the rows, of letters that ended long ago; the clock's work. Answers how many rows."""
    with transaction():
        session.execute(update(QueuedLetter).where(QueuedLetter.ended_at <= now() - FACTS_KEPT).values(facts=None))
        return _rows(delete(QueuedLetter).where(QueuedLetter.ended_at <= now() - ROWS_KEPT))


def _queue(kind: str, letters: Sequence[tuple[str, Facts]], in_bulk: bool) -> None:
    if kind not in desk.writers:
        raise LookupError(f"Nobody writes letters of the kind {kind!r}")
    if not session.info.get(WRITES):
        raise InvalidRequestError("A letter was queued outside transaction()")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    rows = [{"kind": kind, "key": key, "facts": facts, "in_bulk": in_bulk} for key, facts in letters]
    if rows:
        once = dialect.insert(QueuedLetter.__table__).on_conflict_do_nothing(index_elements=["key"])
        session.execute(once, rows)
        after_commit(desk.wake)


def _rows(statement: Any) -> int:
    return session.execute(statement).rowcount  # type: ignore[attr-defined]
