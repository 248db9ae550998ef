"""What every deed of moderation has in common: its reason, its entry in the log, and that its author is told."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from forum.core.errors import Conflict
from forum.core.log import LogEntry, record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.moderation.events import DeedDone
from forum.moderation.facts import facts_of, put
from forum.moderation.reasons import check_reason

Undoing = Callable[[Any, Any, LogEntry], None]  # of who undoes, the thing as it is now, the entry of what is undone

UNDOABLE_FOR = timedelta(days=30)
MEANWHILE = lazy("Somebody has changed this meanwhile. Nothing was done. Look at what stands there now.")


def done(
    actor: Any,
    deed: str,
    thing: Any,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str,
    *,
    member_id: int | None = None,
    case_id: int | None = None,
    undoes_id: int | None = None,
) -> LogEntry:
    """Write the deed into the log, and see to it that the member whom it concerns is told. Raises Invalid.

    `before` and `after` hold ids and settings, never text, and all that undoing the deed needs.
    """
    numbers = {"member_id": member_id, "case_id": case_id, "undoes_id": undoes_id}
    return told(actor, deed, thing, before, after, check_reason(reason), **numbers)


def told(
    actor: Any,
    deed: str,
    thing: Any,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str = "",
    **numbers: int | None,
) -> LogEntry:
    """The same for a deed that needs no reason."""
    entry = record(actor.id, deed, thing, before, after, reason, **numbers)
    emit(DeedDone(entry.id))
    return entry


def done_to_thread(
    actor: Any, deed: str, thread: Any, before: Mapping[str, Any], reason: str, case_id: int | None
) -> LogEntry:
    """The same for a deed that changed some facts of a thread: who started it is told. `before` are those facts."""
    after, numbers = facts_of(thread, *before), {"member_id": thread.starter_id, "case_id": case_id}
    return done(actor, deed, thread, before, after, reason, **numbers)


def check_unchanged(thing: Any, expected: Mapping[str, Any]) -> None:
    """Whether the thing still is as a moderator saw it, or as a deed left it. Raises Conflict."""
    if facts_of(thing, *expected) != dict(expected):
        raise Conflict(MEANWHILE)


def put_back(_actor: Any, thing: Any, entry: LogEntry) -> None:
    """Undo a deed that changed nothing but the facts that its entry holds. Raises Conflict."""
    check_unchanged(thing, entry.after)
    put(thing, entry.before)
