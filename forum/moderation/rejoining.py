"""Moving posts back that were moved into another thread: undoing it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.moderation.concerned import SPLIT
from forum.moderation.deeds import MEANWHILE, Undoing
from forum.moderation.facts import ANSWER, put
from forum.moderation.places import follow
from forum.permissions.guard import require
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.counting import recounted
from forum.threads.following import ThreadFollow
from forum.threads.models import MovedPosts, Post, ReadMarker, Revision, State, Thread
from forum.threads.openers import MERGE

MERGED_SINCE = lazy(
    "Another thread was merged into this one since, and its posts were numbered anew. Undo that first, or move the "
    "posts back one by one."
)
USED_OTHERWISE = lazy("There is more in the new thread by now. Move the posts back one by one, or merge the two.")


def _move_back(actor: Person, thread: Thread, entry: LogEntry) -> None:
    other, after, places = session.get(Thread, entry.after["thread_id"]), entry.after, dict(entry.before["places"])
    posts = list(session.scalars(select(Post).where(Post.id.in_(places)).order_by(Post.number)))
    numbers = list(range(after["first"], after["first"] + len(places)))
    if other is None or [post.number for post in posts] != numbers or {post.thread_id for post in posts} != {other.id}:
        raise Conflict(MEANWHILE)
    if not thread.state == other.state == State.PUBLISHED:  # hidden since, as a whole: nothing comes out of it so
        raise Conflict(MEANWHILE)
    require(actor, Can.MODERATE_THREAD, other)
    _check(thread, other, entry)
    with recounted(thread, other):
        for post in posts:
            post.thread, post.number = thread, places[post.id]
        session.execute(delete(MovedPosts).where(MovedPosts.id == after["line"]))
        session.flush()
        if entry.before["accepted_id"] in places and thread.accepted_id is None:
            put(thread, {name: entry.before[name] for name in ANSWER})
        if after["is_new"]:
            other.state = State.HELD
    if after["is_new"]:
        follow(thread)
        titles = update(Revision).where(Revision.thread_id == other.id).values(title=None, thread_id=None)
        session.execute(titles, execution_options={"synchronize_session": "fetch"})
        session.execute(delete(Thread).where(Thread.id == other.id), execution_options={"synchronize_session": False})
        session.expunge(other)
    else:
        _leave(thread, other, after)
        follow(thread, other)


def _check(thread: Thread, other: Thread, entry: LogEntry) -> None:
    """Whether what came out of the thread can still go back to where it stood. Raises Conflict."""
    after, places = entry.after, dict(entry.before["places"])
    if _is_merged_since(thread, entry):
        raise Conflict(MERGED_SINCE)
    if _are_taken(thread, places.values()):
        raise Conflict(MEANWHILE)
    if after["is_new"] and _is_used_otherwise(other, places, after["line"]):
        raise Conflict(USED_OTHERWISE)


def _is_merged_since(thread: Thread, entry: LogEntry) -> bool:
    into = (LogEntry.deed == MERGE, LogEntry.thing == Thread.__tablename__, LogEntry.thing_id == thread.id)
    undoing = aliased(LogEntry)
    stands = ~exists().where(undoing.undoes_id == LogEntry.id)
    return bool(session.scalar(select(exists().where(*into, LogEntry.id > entry.id, stands))))


def _are_taken(thread: Thread, numbers: Collection[int]) -> bool:
    taken = exists().where(Post.thread_id == thread.id, Post.number.in_(numbers))
    return max(numbers) > thread.last_number or bool(session.scalar(select(taken)))


def _is_used_otherwise(new: Thread, places: Collection[int], line: int) -> bool:
    others = exists().where(Post.thread_id == new.id, Post.id.not_in(places))
    moved = exists().where(MovedPosts.id != line, or_(MovedPosts.from_id == new.id, MovedPosts.to_id == new.id))
    merged = exists().where(Thread.merged_into_id == new.id)
    return bool(session.scalar(select(or_(others, moved, merged))))


def _leave(thread: Thread, other: Thread, after: dict[str, Any]) -> None:
    """Members have read the other thread as far as before the posts came, and follow it if they did before."""
    last = after["first"] - 1
    if not session.scalar(select(exists().where(Post.thread_id == other.id, Post.number > last))):
        further = update(ReadMarker).where(ReadMarker.thread_id == other.id, ReadMarker.number > last)
        session.execute(further.values(number=last), execution_options={"synchronize_session": False})
    since = select(ThreadFollow.since).where(ThreadFollow.thread_id == thread.id)
    for member_id in after["followers"]:
        theirs = (ThreadFollow.thread_id == other.id, ThreadFollow.member_id == member_id)
        first = session.scalar(since.where(ThreadFollow.member_id == member_id))
        same = delete(ThreadFollow).where(*theirs, ThreadFollow.since == first)
        session.execute(same, execution_options={"synchronize_session": False})


UNDOINGS: dict[str, Undoing] = {SPLIT: _move_back}
