"""Delivery: the worker has each queued letter written when its turn comes, and sends it once.

A letter is claimed for a while (`held_until`), so two workers never have the same one. It is marked as being sent, and
that is committed, before the mail server hears of it: of a worker that dies in between, nobody knows whether the
server has the letter, so it becomes unsure and is never sent again by itself.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update

from forum.core.clock import now
from forum.core.db import session, transaction, wholly
from forum.core.jobs import is_ending
from forum.core.letters import Facts, LetterState, QueuedLetter, desk
from forum.core.mail import Letter, Route, message_id, postbox
from forum.core.smtp import LetterRefused, MailFault, NotNow, Unreachable

log = logging.getLogger(__name__)

BATCH = 20  # few, so that a letter that somebody waits for comes soon, whatever else is on its way
HELD = timedelta(minutes=2)  # how long a claimed letter waits for its turn; afterwards others may claim it
SENDING = timedelta(minutes=10)  # longer than any conversation with a mail server (see core/smtp.py)
FIRST_WAIT = timedelta(minutes=1)  # doubled each time: servers that put off strangers mostly let them in after five
LONGEST_WAIT = timedelta(hours=1)  # a repaired server has all its mail within an hour
ERROR_LIMIT = 1_000

_ADDRESS = re.compile(r"[^\s<>\"'(),:;]+@")


@dataclass(frozen=True)
class _Claimed:
    id: int
    kind: str
    facts: Facts
    tries: int
    created_at: datetime
    until: datetime


def deliver_letters() -> int:
    """Send all letters that are due; answers how many left. Runs in the worker.

    When the mail server cannot be talked to, everything stays as it is until the next time.
    """
    _end_what_nobody_will_end()
    sent = 0
    with postbox.opened() as route:
        while claimed := _claim():
            for place, letter in enumerate(claimed):
                if is_ending():
                    _give_back(claimed[place:])
                    return sent
                if now() >= letter.until:
                    break  # others may have the rest
                try:
                    sent += _deliver(letter, route)
                except Unreachable as fault:
                    log.warning("the mail server cannot be talked to: %s", fault)
                    _give_back(claimed[place:], fault)
                    return sent
    return sent


@wholly
def _end_what_nobody_will_end() -> None:
    """What was being sent when its worker died is unsure; what could not be sent in all its time is given up."""
    letters = update(QueuedLetter)
    dead = letters.where(QueuedLetter.state == LetterState.SENDING, QueuedLetter.held_until <= now())
    late = letters.where(QueuedLetter.state == LetterState.WAITING, QueuedLetter.give_up_at <= now())
    unknown = "The worker ended while it handed the letter over: perhaps it was sent."
    with transaction():
        session.execute(dead.values(state=LetterState.UNSURE, ended_at=now(), last_error=unknown))
        never = func.coalesce(QueuedLetter.last_error, "Its turn never came.")
        session.execute(late.values(state=LetterState.GIVEN_UP, ended_at=now(), last_error=never))


@wholly
def _claim() -> list[_Claimed]:
    until = now() + HELD
    columns = (QueuedLetter.id, QueuedLetter.kind, QueuedLetter.facts, QueuedLetter.tries, QueuedLetter.created_at)
    free = or_(QueuedLetter.held_until.is_(None), QueuedLetter.held_until <= now())
    due = select(*columns).where(QueuedLetter.state == LetterState.WAITING, QueuedLetter.due_at <= now(), free)
    due = due.order_by(QueuedLetter.in_bulk, QueuedLetter.due_at, QueuedLetter.id).limit(BATCH)
    with transaction():
        rows = session.execute(due.with_for_update(skip_locked=True)).all()
        if rows:
            mine = update(QueuedLetter).where(QueuedLetter.id.in_([row.id for row in rows]))
            session.execute(mine.values(held_until=until))
    return [_Claimed(row.id, row.kind, row.facts or {}, row.tries, row.created_at, until) for row in rows]


def _deliver(claimed: _Claimed, route: Route) -> bool:
    """Write one letter and send it; answers whether it left. Raises Unreachable."""
    try:
        letter = _written(claimed)
    except Exception as fault:
        session.rollback()
        _failed(claimed, fault)
        return False
    if letter is None:
        _end(claimed, LetterState.DROPPED)
        return False
    route.open()
    return _still_ours(claimed) and _send(claimed, letter, route)


def _written(claimed: _Claimed) -> Letter | None:
    letter = desk.writers[claimed.kind](claimed.facts)
    if letter is None or any(name.lower() == "message-id" for name, _value in letter.headers):
        return letter
    name = f"letter-{claimed.id}-{claimed.created_at:%y%m%d%H%M%S}"  # a backup that is put back gives numbers again
    return replace(letter, headers=(*letter.headers, ("Message-ID", message_id(name))))


def _send(claimed: _Claimed, letter: Letter, route: Route) -> bool:
    try:
        route.send(letter)
    except (LetterRefused, ValueError) as fault:  # ValueError: it cannot even be made
        _end(claimed, LetterState.REFUSED, fault)
    except NotNow as fault:
        _failed(claimed, fault)
    except Unreachable as fault:  # this one may be what the server breaks off at: it waits, and the others come first
        _failed(claimed, fault)
        raise
    except Exception as fault:
        _end(claimed, LetterState.UNSURE, fault)
    else:
        _end(claimed, LetterState.SENT)
        return True
    return False


@wholly
def _still_ours(claimed: _Claimed) -> bool:
    """Mark the letter as being sent, unless others have it now."""
    mine = _held([claimed]).values(state=LetterState.SENDING, held_until=claimed.until + SENDING)
    with transaction():
        return session.execute(mine).rowcount == 1  # type: ignore[attr-defined]


def _end(claimed: _Claimed, state: LetterState, fault: Exception | None = None) -> None:
    """Write down how it ended. Whom it was to is kept only where an operator may have it tried again."""
    facts = {} if fault else {"facts": None}
    ended = {"state": state, "ended_at": now(), "tries": claimed.tries + 1, "last_error": _words(fault)}
    _write_down(claimed, **ended, **facts)


def _failed(claimed: _Claimed, fault: Exception) -> None:
    log.warning("letter %s (%s) was not sent, try %s: %s", claimed.id, claimed.kind, claimed.tries + 1, _words(fault))
    wait = min(FIRST_WAIT * 2 ** min(claimed.tries, 10), LONGEST_WAIT)
    waits = {"state": LetterState.WAITING, "held_until": None, "due_at": now() + wait}
    _write_down(claimed, **waits, tries=claimed.tries + 1, last_error=_words(fault))


@wholly
def _write_down(claimed: _Claimed, **values: Any) -> None:
    """What became of a letter that is in our hand, or was when somebody called it unsure."""
    ours = update(QueuedLetter).where(QueuedLetter.id == claimed.id)
    held = QueuedLetter.held_until.in_([claimed.until, claimed.until + SENDING])
    open_states = (LetterState.WAITING, LetterState.SENDING, LetterState.UNSURE)
    with transaction():
        session.execute(ours.where(held, QueuedLetter.state.in_(open_states)).values(**values))


@wholly
def _give_back(rest: Sequence[_Claimed], fault: Exception | None = None) -> None:
    """Nobody's fault but the server's, if anybody's: no try is counted, and the next time begins with these."""
    said = {"last_error": _words(fault)} if fault else {}
    with transaction():
        session.execute(_held(rest).values(held_until=None, **said))


def _held(claimed: Sequence[_Claimed]) -> Any:
    """Those that wait in our hand; all were claimed together."""
    letters = update(QueuedLetter).where(QueuedLetter.id.in_([one.id for one in claimed]))
    return letters.where(QueuedLetter.state == LetterState.WAITING, QueuedLetter.held_until == claimed[0].until)


def _words(fault: Exception | None) -> str | None:
    """What went wrong, for the operator, without the names of mailboxes."""
    if fault is None:
        return None
    said = str(fault) if isinstance(fault, MailFault) else f"{type(fault).__name__}: {fault}"
    return _ADDRESS.sub("…@", said)[:ERROR_LIMIT]
