"""What a member follows and has muted, as far as they may read it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import contains_eager

from forum.boards.models import Board
from forum.boards.queries import is_at, readable_boards, visible_boards
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.paging import Page, fetch_page
from forum.members.models import Member
from forum.permissions.people import Person
from forum.threads.access import readable_threads
from forum.threads.following import BoardFollow, Level, ThreadFollow
from forum.threads.models import Thread

THREADS_PER_PAGE = 25


def board_and_level(viewer: Person, slug: str) -> tuple[Board, Level | None]:
    """The board at this address, and how the viewer stands to it. Raises Absent when there is none
    whose title the viewer may see."""
    query = select(Board, BoardFollow.level).join(Board.section).options(contains_eager(Board.section))
    rows = query.outerjoin(BoardFollow, of_board(viewer)).where(is_at(slug), visible_boards(viewer))
    row = session.execute(rows).one_or_none()
    if row is None:
        raise Absent()
    return row[0], row[1]


def of_thread(viewer: Person) -> ColumnElement[bool]:
    """The condition that joins `ThreadFollow` of the viewer with `Thread`."""
    return and_(ThreadFollow.thread_id == Thread.id, ThreadFollow.member_id == viewer.id)


def of_board(viewer: Person) -> ColumnElement[bool]:
    """The condition that joins `BoardFollow` of the viewer with `Board`."""
    return and_(BoardFollow.board_id == Board.id, BoardFollow.member_id == viewer.id)


def thread_level_of(thread_id: int) -> ColumnElement[bool]:
    """The condition that joins `ThreadFollow` of each `Member` for one thread."""
    return and_(ThreadFollow.member_id == Member.id, ThreadFollow.thread_id == thread_id)


def board_level_of(board_id: int) -> ColumnElement[bool]:
    """The condition that joins `BoardFollow` of each `Member` for one board."""
    return and_(BoardFollow.member_id == Member.id, BoardFollow.board_id == board_id)


def follows_thread(viewer: Person, thread_id: int) -> bool:
    """Whether somebody follows a thread; muting it is not following."""
    mine = (ThreadFollow.member_id == viewer.id, ThreadFollow.thread_id == thread_id)
    return session.scalar(select(ThreadFollow.level).where(*mine)) == Level.FOLLOWING


def kept_threads(viewer: Person, after: str | None = None) -> Page:
    """The threads that the viewer follows or has muted, the latest choice first. Raises Absent for a broken cursor."""
    columns = (Thread.id.label("thread_id"), Thread.title, Thread.slug, ThreadFollow.level, ThreadFollow.since)
    query: Any = select(*columns, Board.name.label("board_name"), Board.slug.label("board_slug"))
    kept = query.join(Board, Thread.board_id == Board.id).join(ThreadFollow, of_thread(viewer))
    shown = kept.where(ThreadFollow.level != Level.UNFOLLOWED, readable_threads(viewer))
    return fetch_page(shown, [ThreadFollow.since, ThreadFollow.thread_id], after, THREADS_PER_PAGE)


def kept_boards(viewer: Person) -> Sequence[Any]:
    """The boards that the viewer follows or has muted, by name."""
    query = select(Board.name, Board.slug, BoardFollow.level).join(BoardFollow, of_board(viewer))
    kept = query.where(BoardFollow.level != Level.UNFOLLOWED, readable_boards(viewer))
    return session.execute(kept.order_by(Board.name, Board.id)).all()
