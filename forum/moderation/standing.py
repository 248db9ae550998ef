"""What stands of a post or thread by the log: who did last what it shows, and what a deed before may no longer undo."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import and_, or_, select

from forum.core.db import session
from forum.core.errors import Refused
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.one_person import Number, numbers_of
from forum.moderation.concerned import is_about
from forum.permissions.people import Person
from forum.threads.models import Post, Thread

NOT_ONES_OWN = lazy("Nobody decides about what they wrote themselves. Another moderator can.")
CLEAN_UP = "clean up"
LISTS: dict[Any, str] = {Post: "posts", Thread: "threads"}  # where the entry of a clean-up names what it hid


def last_deed_on(thing: Any, *facts: str) -> LogEntry | None:
    """The last deed that gave a post or thread one of these facts: on itself, or on its author with all they wrote."""
    return next(_deeds_on([thing], facts), None)


def author_of(thing: Any) -> int | None:
    """Who wrote a post, or started a thread."""
    if isinstance(thing, Post):
        return thing.author_id
    return thing.starter_id if isinstance(thing, Thread) else None


def check_not_own(actor: Person, thing: Any, *facts: str) -> None:
    """Whether the actor did not write this, or did themselves what these facts show now. Raises Refused.

    A thread that was theirs when somebody else decided about it still is, whoever started what was merged with it.
    """
    own, last = numbers_of(actor.id), last_deed_on(thing, *facts)
    is_own = author_of(thing) == actor.id or (last is not None and is_about(last, own))
    if is_own and (last is None or not _did(last, own)):
        raise Refused(NOT_ONES_OWN)


def check_not_decided(actor: Person, thing: Any, *facts: str) -> None:
    """The same for facts that stand also where nobody has decided about them yet. Raises Refused."""
    if last_deed_on(thing, *facts) is not None:
        check_not_own(actor, thing, *facts)


def check_not_locked(actor: Person, thread: Thread) -> None:
    """Whether nobody else has locked or closed this thread of the actor's. Raises Refused."""
    if thread.locked:
        check_not_own(actor, thread, "locked")
    if thread.closes_at is not None:
        check_not_own(actor, thread, "closes_at")


def was_decided_about(actor: Person, thing: Any, entry: LogEntry) -> bool:
    """Whether somebody else did this to what the actor wrote, or to the actor."""
    if actor.id is None:
        return False
    own = numbers_of(actor.id)
    return (author_of(thing) == actor.id or is_about(entry, own)) and not _did(entry, own)


def _did(entry: LogEntry, own: Iterable[Number]) -> bool:
    return any(entry.actor_id == one.member_id and one.is_meant_by(entry) for one in own)


def changed_since(thing: Any, entry: LogEntry) -> bool:
    """Whether a later deed that stands has changed the same facts of a post or thread as this one."""
    same = [name for name in entry.after if name in thing.__table__.columns or name == "digest"]
    return any_changed_since([thing], entry, same)


def any_changed_since(things: Iterable[Any], entry: LogEntry, facts: Collection[str]) -> bool:
    """Whether a later deed than this one, that stands, has changed these facts of one of some posts and threads."""
    later = [one.id for one in _deeds_on(things, facts, entry.id) if one.undoes_id is None]
    undone = select(LogEntry.undoes_id).where(LogEntry.undoes_id.in_(later))
    return bool(later) and len(later) > len(session.scalars(undone).all())


def _deeds_on(things: Iterable[Any], facts: Collection[str], since_id: int = 0) -> Iterator[LogEntry]:
    """The deeds after that number which gave one of the things one of these facts, the last one first."""
    ours: list[Any] = [thing for thing in things if type(thing) in LISTS]
    numbers = {kind: {one.id for one in ours if type(one) is kind} for kind in LISTS}
    on_them = [
        and_(LogEntry.thing == kind.__tablename__, LogEntry.thing_id.in_(some))
        for kind, some in numbers.items()
        if some
    ]
    authors = {one.member_id for one in numbers_of(*map(author_of, ours))}
    on_author = and_(LogEntry.thing == "member", LogEntry.thing_id.in_(authors), LogEntry.deed.endswith(CLEAN_UP))
    query = select(LogEntry).where(LogEntry.id > since_id, or_(*on_them, on_author)).order_by(LogEntry.id.desc())
    for entry in session.scalars(query) if ours else ():
        if entry.thing == "member":
            changes = "state" in facts and any(_lists(entry, LISTS[kind], some) for kind, some in numbers.items())
        else:
            changes = any(name in entry.after for name in facts)
        if changes:
            yield entry


def _lists(entry: LogEntry, name: str, numbers: Collection[int]) -> bool:
    """Whether the entry of a clean-up, or of its undoing, names one of the numbers there."""
    return any(number in numbers for number, _state in {**entry.before, **entry.after}.get(name, []))
