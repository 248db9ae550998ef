"""Taking a deed back, for 30 days: what it was done to is as before, and the log holds both."""

from typing import Any

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent, Conflict, Refused
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.one_person import accounts_now, as_now
from forum.moderation import (
    appeals,
    approving,
    cleaning_up,
    clearing,
    editing,
    hiding,
    locking,
    moving,
    parting,
    pinning,
    rejoining,
    renaming,
    sanctions,
)
from forum.moderation.both import Both
from forum.moderation.cases import reopen_case_of
from forum.moderation.deeds import UNDOABLE_FOR, Undoing, done
from forum.moderation.editing import Former, former
from forum.moderation.standing import NOT_ONES_OWN, changed_since, was_decided_about
from forum.permissions.guard import action, can
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.models import Post, Thread

UNDOINGS: dict[str, Undoing] = {
    **appeals.UNDOINGS,
    **approving.UNDOINGS,
    **cleaning_up.UNDOINGS,
    **clearing.UNDOINGS,
    **editing.UNDOINGS,
    **hiding.UNDOINGS,
    **locking.UNDOINGS,
    **moving.UNDOINGS,
    **parting.UNDOINGS,
    **pinning.UNDOINGS,
    **rejoining.UNDOINGS,
    **renaming.UNDOINGS,
    **sanctions.UNDOINGS,
}


OTHER_HALF = lazy("The other half of it stands where you do not moderate. Who looks after both can undo this.")


def is_undoable(entry: LogEntry) -> bool:
    """Whether the deed is of a kind that can be taken back, and its time for that is not over."""
    return entry.deed in UNDOINGS and entry.at >= now() - UNDOABLE_FOR


def why_not_undone(actor: Any, thing: Any, entry: LogEntry) -> Any:
    """The sentence that says why a person cannot take back a deed; empty when they can. `thing` may be gone."""
    if entry.deed not in UNDOINGS:
        return lazy("This is final: it cannot be undone.")
    if entry.at < now() - UNDOABLE_FOR:
        return lazy("This was done more than 30 days ago, so it can no longer be undone.")
    if thing is None:
        return lazy("What it was done to is gone, so there is nothing left to undo.")
    if session.scalar(select(LogEntry.id).where(LogEntry.undoes_id == entry.id)):
        return lazy("This was undone already.")
    if was_decided_about(actor, thing, entry):
        return NOT_ONES_OWN
    board = _other_board(thing, entry)
    if board is not None and not can(actor, Can.MODERATE_THREAD, board):
        return OTHER_HALF
    if changed_since(thing, entry):
        return lazy("Something else was decided about the same since. Undo that first, if it was wrong too.")
    return ""


def undo(actor: Any, entry: LogEntry, thing: Any, reason: str) -> LogEntry:
    """Take back what the entry tells of, done to `thing`.

    Raises Conflict when it was undone already, is too old or something was decided since, Refused for what is final and
    what somebody else decided about oneself, Invalid without a reason, and what the guard raises for who may not do
    the deed itself.
    """
    thing = _whole(thing, entry)
    for kind, undo_it in _BY_KIND.items():
        if isinstance(thing, kind):
            return undo_it(actor, thing, entry.id, reason)
    raise Absent()


@action(Can.MODERATE_POST)
def undo_on_post(actor: Member, post: Post, entry_id: int, reason: str) -> LogEntry:
    """Take back what was done to a post. Raises like `undo`."""
    return _undo(actor, post, entry_id, reason)


@action(Can.MODERATE_POST)
def undo_on_text(actor: Member, former: Former, entry_id: int, reason: str) -> LogEntry:
    """Take back what was done to the text of a post. Raises like `undo`."""
    return _undo(actor, former.post, entry_id, reason, former)


@action(Can.MODERATE_THREAD)
def undo_on_thread(actor: Member, thread: Thread, entry_id: int, reason: str) -> LogEntry:
    """Take back what was done to a thread. Raises like `undo`."""
    return _undo(actor, thread, entry_id, reason)


@action(Can.MODERATE_THREAD)
def undo_on_threads(actor: Member, both: Both, entry_id: int, reason: str) -> LogEntry:
    """Take back what was done to a thread and another. Raises like `undo`."""
    return _undo(actor, both.thread, entry_id, reason)


@action(Can.SANCTION)
def undo_on_member(actor: Person, member: Member, entry_id: int, reason: str) -> LogEntry:
    """Take back what was done to a member. Raises like `undo`."""
    return _undo(actor, member, entry_id, reason)


_BY_KIND: dict[type, Any] = {
    Post: undo_on_post,
    Former: undo_on_text,
    Thread: undo_on_thread,
    Both: undo_on_threads,
    Member: undo_on_member,
}


def _whole(thing: Any, entry: LogEntry) -> Any:
    """The thing as it is now, with the other thread that the deed was done to, or with the text that it had."""
    if isinstance(thing, Member):
        return as_now(thing)
    if entry.deed == editing.EDIT and isinstance(thing, Post):
        return former(thing, entry)
    other = _other_thread(thing, entry)
    return Both(thing, other) if other is not None else thing


def _other_thread(thing: Any, entry: LogEntry) -> Thread | None:
    other_id = entry.before.get("merged_id") or entry.after.get("thread_id")
    return session.get(Thread, other_id) if isinstance(thing, Thread) and other_id else None


def _other_board(thing: Any, entry: LogEntry) -> Board | None:
    """Where the other half of it stands: the board that a thread came from, or that of the other of two threads."""
    if entry.deed == moving.MOVE:
        return session.get(Board, entry.before["board_id"])
    other = _other_thread(thing, entry)
    return other.board if other is not None else None


def _undo(actor: Any, thing: Any, entry_id: int, reason: str, whole: Any = None) -> LogEntry:
    entry = session.get_one(LogEntry, entry_id)
    if not _is_done_to(thing, entry):
        raise Absent()
    sentence = why_not_undone(actor, thing, entry)
    if sentence:
        raise (Refused if sentence in (NOT_ONES_OWN, OTHER_HALF) or entry.deed not in UNDOINGS else Conflict)(sentence)
    UNDOINGS[entry.deed](actor, whole or thing, entry)
    reopen_case_of(entry)
    numbers = {"member_id": _whom(thing, entry), "case_id": entry.case_id, "undoes_id": entry.id}
    return done(actor, f"undo: {entry.deed}"[:60], thing, entry.after, entry.before, reason, **numbers)


def _is_done_to(thing: Any, entry: LogEntry) -> bool:
    if entry.thing != thing.__tablename__ or entry.thing_id is None:
        return False
    return thing.id in (accounts_now([entry.thing_id]) if isinstance(thing, Member) else [entry.thing_id])


def _whom(thing: Any, entry: LogEntry) -> int | None:
    """Whom it concerns that this is undone: who was told of the deed, under the account that they have now."""
    if entry.member_id is None:
        return None
    return thing.author_id if isinstance(thing, Post) else accounts_now([entry.member_id])[0]
