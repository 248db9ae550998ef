"""Letting a thread stand before all others: on its board or everywhere, until a day or until it is unpinned."""

from datetime import datetime

from forum.core.clock import now
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.deeds import Undoing, done_to_thread, put_back
from forum.moderation.facts import facts_of
from forum.moderation.thread_seen import SeenThread, check_thread
from forum.permissions.guard import action, require
from forum.permissions.table import Can
from forum.threads.models import Pin, State, Thread

PIN = ("pin", "pinned_until")


@action(Can.MODERATE_THREAD)
def pin_thread(
    actor: Member,
    thread: Thread,
    where: Pin,
    until: datetime | None,
    reason: str,
    case_id: int | None = None,
    seen: SeenThread | None = None,
) -> LogEntry:
    """Pin a published thread, also one that is pinned otherwise.

    Raises Conflict for one that is not published, or not pinned as it was seen; Refused where one may not pin
    everywhere, Invalid.
    """
    if where == Pin.EVERYWHERE or (thread.is_pinned and thread.pin == Pin.EVERYWHERE):
        require(actor, Can.PIN_EVERYWHERE, thread)
    if thread.state != State.PUBLISHED:
        raise Conflict(lazy("This thread is not published, so it cannot be pinned."))
    if until is not None and until <= now():
        raise Invalid(lazy("Give a day that is not over yet, or none."), "day")
    check_thread(thread, seen)
    before = facts_of(thread, *PIN)
    thread.pin, thread.pinned_until = where, until
    return done_to_thread(actor, "pin a thread", thread, before, reason, case_id)


@action(Can.MODERATE_THREAD)
def unpin_thread(
    actor: Member, thread: Thread, reason: str, case_id: int | None = None, seen: SeenThread | None = None
) -> LogEntry:
    """Let a pinned thread stand among the others again.

    Raises Conflict when it is not pinned, or otherwise than it was seen; Refused, Invalid.
    """
    if not thread.is_pinned:
        raise Conflict(lazy("This thread is not pinned any more."))
    if thread.pin == Pin.EVERYWHERE:
        require(actor, Can.PIN_EVERYWHERE, thread)
    check_thread(thread, seen)
    before = facts_of(thread, *PIN)
    thread.pin = thread.pinned_until = None
    return done_to_thread(actor, "unpin a thread", thread, before, reason, case_id)


def _put_back(actor: Member, thread: Thread, entry: LogEntry) -> None:
    if Pin.EVERYWHERE in (entry.before["pin"], entry.after["pin"]):
        require(actor, Can.PIN_EVERYWHERE, thread)
    put_back(actor, thread, entry)


UNDOINGS: dict[str, Undoing] = {"pin a thread": _put_back, "unpin a thread": _put_back}
