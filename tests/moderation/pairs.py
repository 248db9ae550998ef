"""Two who act at the same moment, each in a thread and a session of their own."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from forum.core.db import session
from forum.core.errors import Absent, ForumError
from forum.core.log import LogEntry
from forum.core.outbox import history
from forum.members.models import Member

Ends = list[Exception | None]


def at_once(app: Flask, actors: Sequence[int], read: Callable[[], Any], deeds: Sequence[Callable[[Any], Any]]) -> Ends:
    """What met each of them, nothing where it was done; all have read, as one does before one acts, before one acts."""
    meeting, ends = Barrier(len(deeds), timeout=10), list[Any]([TimeoutError("never came back")] * len(deeds))
    session.rollback()

    def work(which: int) -> None:
        with app.app_context(), history():
            actor = session.get_one(Member, actors[which])
            read()
            meeting.wait()
            try:
                deeds[which](actor)
                ends[which] = None
            except Exception as fault:
                ends[which] = fault

    pair = [Thread(target=work, args=(which,)) for which in range(len(deeds))]
    for one in pair:
        one.start()
    for one in pair:
        one.join(30)
    return ends


def is_told(end: Exception | None) -> bool:
    """Whether somebody was told why nothing was done, in words, or that it is no longer there."""
    return isinstance(end, ForumError) and (isinstance(end, Absent) or bool(end.sentence))


def one_won(ends: Ends) -> bool:
    """Whether one of the two has done it, and the other was told."""
    return sum(end is None for end in ends) == 1 and sum(map(is_told, ends)) == 1


def entries() -> int:
    """How much stands in the log."""
    session.rollback()
    return session.scalar(select(func.count(LogEntry.id))) or 0
