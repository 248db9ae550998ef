"""Who gave a thread its title: who opened it, also where it begins with what was merged into it from an older one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, or_, select, union
from sqlalchemy.orm import aliased

from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.threads.models import MovedPosts, Post, Revision, Thread

MERGE = "merge threads"  # of its entry in the log, `before` says which posts stood in the thread that stays


def titled_by(member: Member) -> list[Thread]:
    """The threads that bear a title of this member's, in the order of their numbers; also those merged into others."""
    wrote = select(Post.thread_id).where(Post.author_id == member.id)
    theirs = union(wrote, select(Thread.id).where(Thread.starter_id == member.id)).subquery()
    moved_from = select(MovedPosts.from_id).where(MovedPosts.to_id.in_(select(theirs.c[0])))
    those = select(theirs.c[0])
    around = or_(Thread.id.in_(those), Thread.id.in_(moved_from), Thread.merged_into_id.in_(those))
    threads = session.scalars(select(Thread).where(around))
    merges = _first_merges(select(Thread.id).where(around))
    openers = _openers(merges)
    return [
        thread
        for thread in sorted(threads, key=lambda one: one.id)
        if openers.get(thread.id, thread.starter_id) == member.id
        or (thread.id in merges and _has_renamed(member, thread, merges[thread.id].at))
    ]


def opened_with(post: Post) -> list[Thread]:
    """The threads that began with this post before they were merged into that in which it stands, or stood."""
    moved_from = select(MovedPosts.from_id).where(MovedPosts.to_id == post.thread_id)
    there = or_(Thread.merged_into_id == post.thread_id, Thread.merged_into_id.in_(moved_from))
    gone = {thread.id: thread for thread in session.scalars(select(Thread).where(there))}
    merged_id = LogEntry.before["merged_id"].as_integer()
    merges = select(LogEntry).where(LogEntry.thing == Thread.__tablename__, LogEntry.deed == MERGE)
    last = {
        entry.before["merged_id"]: entry
        for entry in session.scalars(merges.where(merged_id.in_(gone)).order_by(LogEntry.id))
    }
    return [gone[number] for number, entry in last.items() if _first_of(entry.before["goes"]["places"]) == post.id]


def _first_merges(numbers: Select[Any]) -> dict[int, LogEntry]:
    """By the numbers of threads that others were merged into, the first entry that tells of it and was not undone."""
    undoing = aliased(LogEntry)
    merges = (LogEntry.thing == Thread.__tablename__, LogEntry.thing_id.in_(numbers), LogEntry.deed == MERGE)
    stand = select(LogEntry).where(*merges, ~exists().where(undoing.undoes_id == LogEntry.id))
    return {entry.thing_id or 0: entry for entry in session.scalars(stand.order_by(LogEntry.id.desc()))}


def _openers(merges: Mapping[int, LogEntry]) -> dict[int, int]:
    """Who wrote what was the first post of each before."""
    first = {number: _first_of(entry.before["stays"]["places"]) for number, entry in merges.items()}
    authors = select(Post.id, Post.author_id).where(Post.id.in_(first.values()))
    wrote = {row.id: row.author_id for row in session.execute(authors)}
    return {number: wrote[post_id] for number, post_id in first.items() if post_id in wrote}


def _first_of(places: Sequence[Sequence[int]]) -> int:
    return min((number, post_id) for post_id, number in places if number is not None)[1]


def _has_renamed(member: Member, thread: Thread, since: datetime) -> bool:
    """Whether they were the last to change the title, with a first post of their own that came by merging."""
    query = select(Revision.editor_id, Post.author_id).join(Post, Post.id == Revision.post_id)
    later = query.where(Revision.thread_id == thread.id, Revision.created_at >= since)
    last = session.execute(later.order_by(Revision.id.desc()).limit(1)).one_or_none()
    return last is not None and tuple(last) == (member.id, member.id)
