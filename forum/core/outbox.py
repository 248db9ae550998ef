"""The outbox: an event is a row in the deed's own transaction, so nothing that happened is ever forgotten.

`emit()` writes one row for each listener; `deliver_pending()`, in the worker, hands them on. A row is claimed by
moving its due time into the future, so two workers never take the same one and a worker that dies gives it back.
Delivery is at least once: listeners read the truth again and may safely run twice.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Index, Text, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, after_commit, session, transaction, wholly

log = logging.getLogger(__name__)

Listener = Callable[[Any], None]

LEASE = timedelta(seconds=60)  # how long a claimed row stays with its worker before others may take it
MOST_TRIES = 10
LONGEST_WAIT = timedelta(hours=1)
BATCH = 200


class OutboxRow(Base):
    """One event for one listener, until that listener has done its work."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "set_aside_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    listener: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    tries: Mapped[int] = mapped_column(default=0)
    set_aside_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)


_listeners: dict[type, tuple[Listener, ...]] = {}
_wake: list[Callable[[], None]] = []
_left: list[tuple[datetime, list[int]]] = []  # rows that this process could neither hand on nor give back; until when
_history: ContextVar[bool] = ContextVar("history", default=False)


def subscribe(listeners: Mapping[type, Sequence[Listener]], wake: Callable[[], None]) -> None:
    """Say who listens to which event, and how the worker is woken; `forum/wiring.py` calls this once."""
    _listeners.clear()
    _listeners.update({event: tuple(functions) for event, functions in listeners.items()})
    _wake[:] = [wake]


def together(listener: Listener) -> Listener:
    """Mark a listener that takes a list of events at once instead of one."""
    listener.takes_many = True  # type: ignore[attr-defined]
    return listener


def news(listener: Listener) -> Listener:
    """Mark a listener that tells people what is new: of what is `history()` it hears nothing."""
    listener.is_news = True  # type: ignore[attr-defined]
    return listener


@contextmanager
def history() -> Iterator[None]:
    """What happens within the block happened long ago, elsewhere or only for show: nobody is to be told of it."""
    token = _history.set(True)
    try:
        yield
    finally:
        _history.reset(token)


def emit(event: Any) -> None:
    """Write down that something happened, for each of its listeners, in the transaction that is open now.

    `event` is a frozen dataclass of ids. Raises LookupError for an event that the wiring does not know.
    """
    for listener in _listeners[type(event)]:
        if _history.get() and getattr(listener, "is_news", False):
            continue
        session.add(OutboxRow(event=type(event).__name__, facts=asdict(event), listener=_name(listener)))
    for wake in _wake:
        after_commit(wake)


def deliver_pending() -> int:
    """Hand on all events that are due; answers how many rows were delivered. Runs in the worker."""
    _take_up_again()
    delivered, until = 0, now() + LEASE
    while claimed := _claim(until):
        try:
            for rows in _batches(claimed):
                if now() < until:  # afterwards others may take what is left
                    delivered += _deliver(rows)
        except Exception:
            _left.append((until, [row_id for row_id, *_ in claimed]))
            raise
        until = now() + LEASE
    return delivered


@wholly
def _take_up_again() -> None:
    """What was in hand when the database went away is due at once, unless others have it by now."""
    left = list(_left)
    if not left:
        return
    with transaction():
        for until, row_ids in left:
            ours = update(OutboxRow).where(OutboxRow.id.in_(row_ids), OutboxRow.due_at == until)
            session.execute(ours.values(due_at=now()))
    del _left[: len(left)]


_Claimed = tuple[int, str, str, dict[str, Any], int]


@wholly
def _claim(until: datetime) -> list[_Claimed]:
    with transaction():
        columns = (OutboxRow.id, OutboxRow.listener, OutboxRow.event, OutboxRow.facts, OutboxRow.tries)
        due = select(*columns).where(OutboxRow.set_aside_at.is_(None), OutboxRow.due_at <= now())
        rows = session.execute(due.order_by(OutboxRow.id).limit(BATCH).with_for_update(skip_locked=True)).all()
        mine = update(OutboxRow).where(OutboxRow.id.in_([row.id for row in rows]))
        if rows:
            session.execute(mine.values(due_at=until, tries=OutboxRow.tries + 1))
        return [(row.id, row.listener, row.event, row.facts, row.tries + 1) for row in rows]


def _batches(rows: list[_Claimed]) -> Iterator[list[_Claimed]]:
    """What is handed on at once: all rows of a listener that takes many, of others one after the other."""
    for name, same in groupby(sorted(rows, key=itemgetter(1, 0)), key=itemgetter(1)):
        if _takes_many(_find(name)):
            yield list(same)
        else:
            yield from ([row] for row in same)


def _deliver(rows: list[_Claimed]) -> int:
    try:
        _hand_on(rows)
    except Exception as fault:
        session.rollback()
        if len(rows) > 1:
            return sum(_deliver([row]) for row in rows)
        _failed(rows[0], fault)
        return 0
    _forget(rows)
    return len(rows)


@wholly
def _forget(rows: list[_Claimed]) -> None:
    with transaction():
        session.execute(delete(OutboxRow).where(OutboxRow.id.in_([row[0] for row in rows])))


def _hand_on(rows: list[_Claimed]) -> None:
    listener, events = _find(rows[0][1]), [_event(row) for row in rows]
    if listener is None or None in events:
        raise LookupError(f"Nobody is called {rows[0][1]}, or nothing is called {rows[0][2]}, any more")
    listener(events if _takes_many(listener) else events[0])


@wholly
def _failed(row: _Claimed, fault: Exception) -> None:
    row_id, listener, _event, _facts, tries = row
    log.warning("outbox row %s for %s failed, try %s: %s", row_id, listener, tries, fault)
    wait = min(timedelta(seconds=2**tries), LONGEST_WAIT)
    with transaction():
        failed = update(OutboxRow).where(OutboxRow.id == row_id)
        aside = now() if tries >= MOST_TRIES else None
        session.execute(
            failed.values(due_at=now() + wait, set_aside_at=aside, last_error=f"{type(fault).__name__}: {fault}"[:2000])
        )


def _name(listener: Listener) -> str:
    return f"{listener.__module__}.{listener.__qualname__}"


def _find(name: str) -> Listener | None:
    return next((one for functions in _listeners.values() for one in functions if _name(one) == name), None)


def _takes_many(listener: Listener | None) -> bool:
    return getattr(listener, "takes_many", False)


def _event(row: _Claimed) -> Any:
    kind = next((event for event in _listeners if event.__name__ == row[2]), None)
    return kind(**row[3]) if kind else None
