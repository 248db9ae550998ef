"""Letting a thread take no more replies: at once, or from a day on; and taking that back."""

from datetime import datetime

from forum.core.clock import now
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.deeds import Undoing, done_to_thread, put_back
from forum.moderation.facts import facts_of
from forum.moderation.reasons import check_reason
from forum.moderation.standing import check_not_own
from forum.moderation.thread_seen import SeenThread, check_thread
from forum.permissions.guard import action
from forum.permissions.table import Can
from forum.threads.locking import lock, unlock
from forum.threads.models import Thread

LOCK = ("locked", "lock_reason")


@action(Can.MODERATE_THREAD)
def lock_thread(actor: Member, thread: Thread, reason: str, case_id: int | None = None) -> LogEntry:
    """Let the thread take no more replies; the reason stands in it. Raises Conflict when it takes none, Invalid."""
    if thread.locked:
        raise Conflict(lazy("This thread is locked already."))
    before = facts_of(thread, *LOCK)
    lock(thread, check_reason(reason))
    return done_to_thread(actor, "lock a thread", thread, before, reason, case_id)


@action(Can.MODERATE_THREAD)
def unlock_thread(actor: Member, thread: Thread, reason: str, case_id: int | None = None) -> LogEntry:
    """Let a locked thread take replies again.

    Raises Conflict when it is not locked, Refused for one's own that somebody else locked, Invalid.
    """
    if not thread.locked:
        raise Conflict(lazy("This thread is not locked any more."))
    check_not_own(actor, thread, "locked")
    before = facts_of(thread, *LOCK)
    unlock(thread)
    return done_to_thread(actor, "unlock a thread", thread, before, reason, case_id)


@action(Can.MODERATE_THREAD)
def close_thread_from(
    actor: Member,
    thread: Thread,
    moment: datetime,
    reason: str,
    case_id: int | None = None,
    seen: SeenThread | None = None,
) -> LogEntry:
    """Let the thread take no replies from a moment to come on.

    Raises Invalid, Conflict when it has another day than was seen, and for another day as unlocking.
    """
    if moment <= now():
        raise Invalid(lazy("Give a day that is still to come. To stop replies now, lock the thread."), "day")
    if thread.closes_at is not None:
        check_not_own(actor, thread, "closes_at")
    check_thread(thread, seen)
    before = facts_of(thread, "closes_at")
    thread.closes_at = moment
    return done_to_thread(actor, "close a thread", thread, before, reason, case_id)


@action(Can.MODERATE_THREAD)
def keep_thread_open(
    actor: Member, thread: Thread, reason: str, case_id: int | None = None, seen: SeenThread | None = None
) -> LogEntry:
    """Take away the day from which a thread takes no replies.

    Raises Conflict when there is none, or another than was seen; else as unlocking.
    """
    if thread.closes_at is None:
        raise Conflict(lazy("This thread has no day on which it closes."))
    check_not_own(actor, thread, "closes_at")
    check_thread(thread, seen)
    before = facts_of(thread, "closes_at")
    thread.closes_at = None
    return done_to_thread(actor, "keep a thread open", thread, before, reason, case_id)


UNDOINGS: dict[str, Undoing] = dict.fromkeys(
    ("lock a thread", "unlock a thread", "close a thread", "keep a thread open"), put_back
)
