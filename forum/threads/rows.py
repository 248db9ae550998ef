"""Rows for pages: a thread in a list, a post in its thread. Plain values, read in one statement for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session
from forum.core.paging import Page, fetch_page
from forum.members.badges import Badge, badge_columns, badge_of, with_badges
from forum.members.models import Member
from forum.members.profiles import said_organisation
from forum.permissions.people import Person
from forum.threads.access import readable_threads
from forum.threads.addresses import thread_path
from forum.threads.by_mail import origin_of
from forum.threads.models import Pin, ReadMarker, State, Thread

THREADS_PER_PAGE = 25


@dataclass(frozen=True)
class ThreadRow:
    """What a list shows of a thread."""

    id: int
    title: str
    url: str
    board_name: str
    board_slug: str
    starter_name: str
    starter_handle: str
    starter_badge: Badge | None
    starter_organisation: str
    starter_origin: str
    reply_count: int
    unread_count: int
    is_new: bool
    answered: bool
    waiting: bool
    locked: bool
    closed: bool
    pinned: bool
    state: str
    created_at: datetime
    last_post_at: datetime

    @property
    def is_read(self) -> bool:
        """Whether the viewer has seen all of it; guests have seen nothing, and everything."""
        return not self.is_new and not self.unread_count


def thread_rows(viewer: Person) -> Select[Any]:
    """The query for a list of threads that the viewer may read; add conditions and hand it to `page_of_threads`."""
    columns: tuple[Any, ...] = (
        *(Thread.id, Thread.title, Thread.slug, Thread.state, Thread.reply_count, Thread.last_shown_number),
        *(Thread.locked, is_closed().label("closed"), is_pinned().label("pinned"), Thread.accepted_id),
        *(Thread.created_at, Thread.last_post_at, Thread.starter_id, Thread.original_id),
        *(Board.name.label("board_name"), Board.slug.label("board_slug"), Board.reply_by, Board.archived),
        *(Member.name.label("starter_name"), Member.handle.label("starter_handle")),
        *(Member.organisation, Member.organisation_shown, ReadMarker.number.label("seen")),
        *badge_columns(),
    )
    seen_by = and_(ReadMarker.thread_id == Thread.id, ReadMarker.member_id == viewer.id)
    query = select(*columns).join(Board, Thread.board_id == Board.id).join(Member, Thread.starter_id == Member.id)
    return with_badges(query).outerjoin(ReadMarker, seen_by).where(readable_threads(viewer))


def page_of_threads(viewer: Any, query: Select[Any], after: str | None = None, size: int = THREADS_PER_PAGE) -> Page:
    """A page of a list of threads, the most recently answered first. Raises Absent for a broken cursor."""
    page = fetch_page(query, [Thread.last_post_at, Thread.id], after, size)
    return Page([_thread_row(viewer, row) for row in page.rows], page.next)


def page_of_questions(viewer: Any, query: Select[Any], after: str | None = None, size: int = THREADS_PER_PAGE) -> Page:
    """A page of a list of threads, the most recently started first. Raises Absent for a broken cursor."""
    page = fetch_page(query, [Thread.created_at, Thread.id], after, size)
    return Page([_thread_row(viewer, row) for row in page.rows], page.next)


def first_threads(viewer: Any, query: Select[Any]) -> Sequence[ThreadRow]:
    """The threads of a query that says itself in which order and how many."""
    return [_thread_row(viewer, row) for row in session.execute(query)]


def is_pinned(*pins: Pin) -> ColumnElement[bool]:
    """The thread stands before others at this moment, in one of these ways or in any: a condition on `Thread`."""
    lasts = or_(Thread.pinned_until.is_(None), Thread.pinned_until > now())
    return and_(Thread.pin.is_not(None), Thread.pin.in_(pins or tuple(Pin)), lasts)


def is_closed() -> ColumnElement[bool]:
    """The day from which it takes no replies has come: a condition on `Thread`."""
    return and_(Thread.closes_at.is_not(None), Thread.closes_at <= now())


def _thread_row(viewer: Any, row: Any) -> ThreadRow:
    is_new, unread = _unread(viewer, row)
    badge = badge_of(row)
    takes_replies = row.reply_by != "nobody" and not (row.archived or row.locked or row.closed)
    asks = row.reply_count == 0 and row.last_shown_number > 0 and row.state == State.PUBLISHED
    return ThreadRow(
        id=row.id,
        title=row.title,
        url=thread_path(row.id, row.slug),
        board_name=row.board_name,
        board_slug=row.board_slug,
        starter_name=row.starter_name,
        starter_handle=row.starter_handle,
        starter_badge=badge,
        starter_organisation=said_organisation(viewer, row.starter_id, row, badge),
        starter_origin=origin_of(row.is_placeholder, row.original_id),
        reply_count=row.reply_count,
        unread_count=unread,
        is_new=is_new,
        answered=row.accepted_id is not None,
        waiting=asks and takes_replies,
        locked=row.locked,
        closed=row.closed,
        pinned=row.pinned,
        state=row.state,
        created_at=row.created_at,
        last_post_at=row.last_post_at,
    )


def _unread(viewer: Any, row: Any) -> tuple[bool, int]:
    """Whether the thread is new to the viewer, and else how many of its posts they have not seen."""
    if viewer.is_guest or row.last_post_at <= viewer.all_read_at:
        return False, 0
    if row.seen is None:
        return True, 0
    return False, max(0, row.last_shown_number - row.seen)
