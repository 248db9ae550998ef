"""Reading threads and posts, always as one viewer sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, not_, or_, select
from sqlalchemy.orm import aliased, contains_eager

from forum.boards.models import Board, ReplyBy
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.paging import Page
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.people import Person
from forum.threads.access import readable_posts, readable_threads
from forum.threads.follow_queries import of_board, of_thread
from forum.threads.following import BoardFollow, Level, ThreadFollow
from forum.threads.models import Pin, Post, ReadMarker, Revision, State, Thread
from forum.threads.rows import (
    ThreadRow,
    first_threads,
    is_closed,
    is_pinned,
    page_of_questions,
    page_of_threads,
    thread_rows,
)

STANDS = (State.PUBLISHED, State.HELD)


@dataclass(frozen=True)
class Visit:
    """A thread as one viewer comes to it: how far they have read it, how they stand to it and to its board."""

    thread: Thread
    seen: int | None
    level: Level | None
    board_level: Level | None

    @property
    def follows_by_posting(self) -> bool:
        """Whether a reply lets the viewer follow the thread if they say nothing else."""
        return self.level not in (Level.MUTED, Level.UNFOLLOWED)


def readable_thread(viewer: Person, thread_id: int) -> Thread:
    """The thread of this number, or the one it was merged into. Raises Absent when the viewer may read none."""
    thread: Thread | None = session.scalar(_threads().where(_leads_from(thread_id), readable_threads(viewer)))
    if thread is None:
        raise Absent()
    return thread


def visited_thread(viewer: Person, thread_id: int) -> Visit:
    """The thread of this number as the viewer comes to it. Raises Absent like `readable_thread`."""
    row = session.execute(_visited(alike(viewer)), parameters(viewer) | {"thread_id": thread_id}).one_or_none()
    if row is None:
        raise Absent()
    return Visit(*row)


def readable_post(viewer: Person, post_id: int) -> Post:
    """The post of this number. Raises Absent when there is none that the viewer may read."""
    post: Post | None = session.scalar(readable(viewer).where(Post.id == post_id))
    if post is None:
        raise Absent()
    return post


def readable(viewer: Person) -> Select[Any]:
    """The query for posts that the viewer may read, each with its thread and board."""
    query = select(Post).join(Post.thread).join(Thread.board).join(Board.section)
    loaded = contains_eager(Post.thread).contains_eager(Thread.board).contains_eager(Board.section)
    return query.options(loaded).where(readable_posts(viewer))


PINNED_MOST = 20  # more than these stand in no list


def pinned_threads(viewer: Any, board: Board | None = None) -> Sequence[ThreadRow]:
    """The threads that stand before all others on the board, or everywhere; the most recently answered first."""
    query = thread_rows(viewer).where(is_pinned() if board else is_pinned(Pin.EVERYWHERE))
    there = query.where(Thread.board_id == board.id) if board else query
    return first_threads(viewer, there.order_by(Thread.last_post_at.desc(), Thread.id.desc()).limit(PINNED_MOST))


def newest_threads(viewer: Any, board: Board, show: str = "all", after: str | None = None) -> Page:
    """The board's threads, the most recently answered first; `show` narrows them. Raises Absent for other words.

    All of them are all but those that are pinned.
    """
    query = thread_rows(viewer).where(Thread.board_id == board.id)
    narrowed = {
        "all": lambda: query.where(not_(is_pinned())),
        "unanswered": lambda: query.where(is_unanswered()),
        "answered": lambda: query.where(Thread.accepted_id.is_not(None)),
        "unread": lambda: query.where(is_unread(viewer)),
        "mine": lambda: query.where(Thread.starter_id == viewer.id),
    }
    if show not in narrowed or (viewer.is_guest and show in ("unread", "mine")):
        raise Absent()
    return page_of_threads(viewer, narrowed[show](), after)


def latest_threads(viewer: Any, after: str | None = None) -> Page:
    """All threads that the viewer may read and that are not pinned everywhere, the most recently answered first."""
    return page_of_threads(viewer, thread_rows(viewer).where(not_(is_pinned(Pin.EVERYWHERE))), after)


def unanswered_threads(viewer: Any, after: str | None = None) -> Page:
    """The questions that wait for a reply, the newest first."""
    return page_of_questions(viewer, thread_rows(viewer).where(is_unanswered()), after)


def unread_threads(viewer: Any, after: str | None = None) -> Page:
    """The threads in which a member has something left to read."""
    return page_of_threads(viewer, thread_rows(viewer).where(is_unread(viewer)), after)


def is_unanswered() -> Any:
    """There is a question to read, nobody has replied, and somebody could: a condition on a row of `thread_rows`."""
    thread_is_open = and_(Thread.locked.is_(False), not_(is_closed()))
    open_to_replies = and_(Board.reply_by != ReplyBy.NOBODY, Board.archived.is_(False), thread_is_open)
    asks = and_(Thread.reply_count == 0, Thread.last_shown_number > 0, Thread.state == State.PUBLISHED)
    return and_(asks, open_to_replies)


def is_unread(viewer: Any) -> Any:
    """The member has not seen the last published post: a condition on a row of `thread_rows`."""
    unseen = or_(ReadMarker.number.is_(None), ReadMarker.number < Thread.last_shown_number)
    return and_(Thread.last_post_at > viewer.all_read_at, unseen)


def first_unread(thread: Thread, seen: int | None) -> int:
    """The number of the first published post that comes after `seen`, or of the last."""
    after = (Post.thread_id == thread.id, Post.state == State.PUBLISHED, Post.number > (seen or 0))
    number = session.scalar(select(func.min(Post.number)).where(*after))
    return number or thread.last_shown_number or 1


def post_of_form(author: Person, form_key: str) -> Post | None:
    """What this author has already published with the form that carries this mark."""
    return session.scalar(select(Post).where(Post.author_id == author.id, Post.form_key == form_key))


def just_replied(author: Person, thread: Thread, body: str, since: datetime) -> Post | None:
    """The reply of this author in the thread that has said the same since then."""
    theirs = (Post.author_id == author.id, Post.created_at >= since, Post.state.in_(STANDS))
    same = (Post.thread_id == thread.id, Post.number.is_distinct_from(1), Post.body == body)
    return session.scalar(select(Post).where(*theirs, *same).limit(1))


def just_started(author: Person, board: Board, title: str, body: str, since: datetime) -> Post | None:
    """The first post of the thread on the board that this author has started since then in the same words."""
    theirs = (Post.author_id == author.id, Post.created_at >= since, Post.state.in_(STANDS))
    first = or_(Post.number == 1, Thread.last_number == 0)
    same = (Thread.board_id == board.id, Thread.title == title, first, Post.body == body)
    return session.scalar(select(Post).join(Post.thread).where(*theirs, *same).limit(1))


def revisions(post: Post, newest: int | None, size: int) -> list[Revision]:
    """What a post said before, the newest first, with who changed it; `size` of them, from number `newest` on."""
    query = select(Revision).where(Revision.post_id == post.id).order_by(Revision.id.desc()).limit(size)
    from_there = query if newest is None else query.where(Revision.id <= newest)
    return list(session.scalars(from_there.join(Revision.editor).options(contains_eager(Revision.editor))))


def title_before(post: Post, revision_id: int) -> str:
    """The title that the thread had before the edit of this number, as far as edits of this post changed it."""
    later = (Revision.post_id == post.id, Revision.id >= revision_id, Revision.thread_id == post.thread_id)
    return session.scalar(select(Revision.title).where(*later).order_by(Revision.id).limit(1)) or post.thread.title


def posts_by(viewer: Person, member_id: int, size: int = 10) -> list[Post]:
    """The newest posts of a member that the viewer may read, with their threads and boards."""
    theirs = readable(viewer).where(Post.author_id == member_id, Post.state == State.PUBLISHED)
    return list(session.scalars(theirs.order_by(Post.created_at.desc(), Post.id.desc()).limit(size)))


@built_once
def _visited(viewer: Any) -> Select[Any]:
    """Built once for all who are alike; the number of the thread is a parameter."""
    marker = and_(ReadMarker.thread_id == Thread.id, ReadMarker.member_id == viewer.id)
    query = _threads().add_columns(ReadMarker.number, ThreadFollow.level, BoardFollow.level)
    query = query.outerjoin(ReadMarker, marker).outerjoin(ThreadFollow, of_thread(viewer))
    query = query.outerjoin(BoardFollow, of_board(viewer))
    return query.where(_leads_from(bindparam("thread_id")), readable_threads(viewer))


def _leads_from(thread_id: Any) -> ColumnElement[bool]:
    """Has this number, or has the posts of the thread that had it: a condition on `Thread`."""
    merged = aliased(Thread)
    into = select(merged.merged_into_id).where(merged.id == thread_id).scalar_subquery()
    return Thread.id == func.coalesce(into, thread_id)


def _threads() -> Select[Any]:
    query = select(Thread).join(Thread.board).join(Board.section)
    return query.options(contains_eager(Thread.board).contains_eager(Board.section))
