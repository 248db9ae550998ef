"""How far members have read: when the posts of two threads become one row of numbers and two again, and when a post
that was approved waits again.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, insert, literal, select, tuple_
from sqlalchemy.orm import aliased

from forum.core.clock import now
from forum.core.db import session, upsert
from forum.moderation.deeds import UNDOABLE_FOR
from forum.permissions.guard import action
from forum.permissions.people import Operator, Person
from forum.permissions.table import Can
from forum.threads.following import ThreadFollow
from forum.threads.models import Post, ReaderBefore, ReadMarker, Thread

FORGOTTEN_AT_ONCE = 5_000
Numbers = Mapping[int, int]  # of the published posts of one thread: the number before, the number in the merged one


@dataclass(frozen=True)
class Reader:
    """How far somebody had read the thread that stays, and whether they had a word on following it."""

    number: int | None
    has_level: bool


def readers_of(thread: Thread) -> dict[int, Reader]:
    """Everybody who has read the thread or said how they stand to it, by their numbers."""
    levels = set(session.scalars(select(ThreadFollow.member_id).where(ThreadFollow.thread_id == thread.id)))
    seen = markers_of(thread)
    return {number: Reader(seen.get(number), number in levels) for number in sorted(levels | seen.keys())}


def markers_of(thread: Thread) -> dict[int, int]:
    """How far members have read the thread, by their numbers."""
    query = select(ReadMarker.member_id, ReadMarker.number).where(ReadMarker.thread_id == thread.id)
    return {row.member_id: row.number for row in session.execute(query)}


def reader_of(member_id: int, thread: Thread) -> Reader:
    """How far this member has read the thread."""
    theirs = (ReadMarker.member_id == member_id, ReadMarker.thread_id == thread.id)
    return Reader(session.scalar(select(ReadMarker.number).where(*theirs)), has_level=False)


def keep(entry_id: int, readers: Mapping[int, Reader]) -> None:
    """Remember how it was before the deed of this number."""
    rows = [
        {"entry_id": entry_id, "member_id": number, "at": now(), **vars(reader)} for number, reader in readers.items()
    ]
    if rows:
        session.execute(insert(ReaderBefore), rows)


def forget_readers_before() -> None:
    """Remove what undoing needs of mergings that nobody can undo any more, where there is any; the clock's work."""
    if session.scalar(select(ReaderBefore.entry_id).where(_is_too_old()).limit(1)) is not None:
        forget_what_is_too_old(Operator(), None)


@action(Can.KEEP_ACCOUNTS)
def forget_what_is_too_old(_clock: Person, _site: None) -> None:
    """Remove how it was before mergings of so long ago; some thousand rows at a time, for others write too."""
    rows = select(ReaderBefore.entry_id, ReaderBefore.member_id).where(_is_too_old())
    some = rows.order_by(ReaderBefore.entry_id, ReaderBefore.member_id).limit(FORGOTTEN_AT_ONCE)
    old = delete(ReaderBefore).where(tuple_(ReaderBefore.entry_id, ReaderBefore.member_id).in_(some))
    session.execute(old, execution_options={"synchronize_session": False})


def _is_too_old() -> ColumnElement[bool]:
    return ReaderBefore.at < now() - UNDOABLE_FOR


def join_readers(stays: Thread, goes: Thread, numbers: tuple[Numbers, Numbers]) -> None:
    """Let members have read the merged thread up to the first post that they had not read, and follow it once."""
    seen, last = (markers_of(stays), markers_of(goes)), stays.last_number
    first_unseen = [_First(one) for one in numbers]
    for member_id in sorted(seen[0].keys() | seen[1].keys()):
        unread = [first.after(one.get(member_id, 0)) for first, one in zip(first_unseen, seen, strict=True)]
        number = min([one - 1 for one in unread if one is not None], default=last)
        if number or member_id in seen[0]:
            set_marker(member_id, stays.id, number)
    other = aliased(ThreadFollow)
    known = exists().where(other.thread_id == stays.id, other.member_id == ThreadFollow.member_id)
    columns = (ThreadFollow.member_id, ThreadFollow.level, ThreadFollow.since)
    theirs = select(*columns).add_columns(literal(stays.id)).where(ThreadFollow.thread_id == goes.id, ~known)
    session.execute(insert(ThreadFollow).from_select(["member_id", "level", "since", "thread_id"], theirs))


def part_readers(entry_id: int, stays: Thread, goes: Thread, numbers: tuple[Numbers, Numbers]) -> None:
    """Let members have read each thread as far as they had, or as they have read in the merged one since."""
    query = select(ReaderBefore).where(ReaderBefore.entry_id == entry_id)
    before = {row.member_id: Reader(row.number, row.has_level) for row in session.scalars(query)}
    seen_in_goes = markers_of(goes)
    for member_id, seen in markers_of(stays).items():
        reader = before.get(member_id, Reader(None, False))
        here, there = (max((old for old, new in one.items() if new <= seen), default=0) for one in numbers)
        if reader.number is None and not here:
            _forget(member_id, stays.id)
        else:
            set_marker(member_id, stays.id, max(here, reader.number or 0))
        if there > seen_in_goes.get(member_id, 0):
            set_marker(member_id, goes.id, there)
    _follow_apart(stays, goes, {number for number, reader in before.items() if reader.has_level})
    session.execute(delete(ReaderBefore).where(ReaderBefore.entry_id == entry_id))


def unread_own(entry_id: int, post: Post) -> None:
    """Let the author of a post that waits again have read as far as before the deed, unless they have read on since."""
    before = session.get(ReaderBefore, (entry_id, post.author_id))
    if before is None:
        return
    if reader_of(post.author_id, post.thread).number == post.number:
        if before.number is None:
            _forget(post.author_id, post.thread_id)
        else:
            set_marker(post.author_id, post.thread_id, before.number)
    session.delete(before)


def set_marker(member_id: int, thread_id: int, number: int) -> None:
    """Let a member have read a thread so far."""
    values = {"member_id": member_id, "thread_id": thread_id, "number": number}
    upsert(ReadMarker, values, {"number": number})


class _First:
    """Of the posts that somebody has not seen, the first in the merged thread."""

    def __init__(self, numbers: Numbers) -> None:
        self._before = sorted(numbers)
        self._first: list[int] = []
        for number in reversed(self._before):
            self._first.append(min([numbers[number], *self._first[-1:]]))
        self._first.reverse()

    def after(self, seen: int) -> int | None:
        """Its number, where anything after number `seen` is left."""
        at = bisect_right(self._before, seen)
        return self._first[at] if at < len(self._first) else None


def _follow_apart(stays: Thread, goes: Thread, had_level: Iterable[int]) -> None:
    """Who followed the merged thread only because they had followed the other no longer does."""
    other = aliased(ThreadFollow)
    same = exists().where(
        other.thread_id == goes.id,
        other.member_id == ThreadFollow.member_id,
        other.level == ThreadFollow.level,
        other.since == ThreadFollow.since,
    )
    theirs = delete(ThreadFollow).where(ThreadFollow.thread_id == stays.id, same)
    taken_over = theirs.where(ThreadFollow.member_id.not_in(sorted(had_level)))
    session.execute(taken_over, execution_options={"synchronize_session": False})


def _forget(member_id: int, thread_id: int) -> None:
    marker = delete(ReadMarker).where(ReadMarker.member_id == member_id, ReadMarker.thread_id == thread_id)
    session.execute(marker, execution_options={"synchronize_session": False})
