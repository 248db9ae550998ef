"""What moderators did last to a thread, for one who comes too late."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import Absent
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.members.one_person import numbers_of
from forum.moderation.concerned import is_about
from forum.moderation.queries import actor_of, is_of_moderation, visible_deed
from forum.moderation.words import deed_in_words, deed_to_oneself
from forum.permissions.people import Person
from forum.threads.models import Thread


@dataclass(frozen=True)
class LastDeed:
    """The entry of the log, the deed in words, and who did it, where that is told."""

    entry: LogEntry
    words: str
    by: Member | None


def last_deed(viewer: Person, thread: Thread) -> LastDeed | None:
    """The last deed on the thread, if the viewer may look at its page."""
    on_it = (LogEntry.thing == Thread.__tablename__, LogEntry.thing_id == thread.id, is_of_moderation())
    number = session.scalar(select(LogEntry.id).where(*on_it).order_by(LogEntry.id.desc()).limit(1))
    try:
        entry = visible_deed(viewer, number).entry if number else None
    except Absent:
        return None
    if entry is None:
        return None
    if is_about(entry, numbers_of(viewer.id)):  # to whom it was done, it is not signed
        return LastDeed(entry, deed_to_oneself(entry), None)
    return LastDeed(entry, deed_in_words(entry), actor_of(entry))
