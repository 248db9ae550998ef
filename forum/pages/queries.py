"""What the front page shows: boards by section with their newest thread, what is new, what waits, who joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select

from forum.boards.models import Board, Section
from forum.boards.queries import has_asked, moderated_boards, readable_boards, visible_boards
from forum.core.clock import now
from forum.core.db import session
from forum.members.badges import Badge, badge_columns, badge_of, with_badges
from forum.members.models import Member
from forum.members.profiles import said_organisation
from forum.members.queries import findable
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.addresses import thread_path
from forum.threads.models import State, Thread
from forum.threads.queries import is_unanswered
from forum.threads.rows import ThreadRow, first_threads, thread_rows

SIDE_ROWS = 4
NEWLY_JOINED = timedelta(days=7)


@dataclass(frozen=True)
class BoardRow:
    """A board on the front page. `thread_count` is None where members see only their own threads.

    A board that the viewer may not read (`is_open`) stands there when it shows its title, with nothing of its content.
    """

    section: str
    section_slug: str
    name: str
    slug: str
    purpose: str
    audience: str
    archived: bool
    own_threads_only: bool
    open_title: bool
    is_open: bool
    is_asked: bool
    thread_count: int | None
    newest_title: str | None
    newest_url: str | None
    newest_at: datetime | None


@dataclass(frozen=True)
class NewMember:
    """Somebody who joined in the last days."""

    name: str
    handle: str
    badge: Badge | None
    organisation: str


def boards_by_section(viewer: Any) -> list[tuple[str, str, list[BoardRow]]]:
    """Name, slug and boards of each section that has a board for this viewer, in their order."""
    facts = {"moderated": moderated_boards, "readable": readable_boards, "asked": has_asked}
    said = [fact(viewer).label(name) for name, fact in facts.items()]
    columns: tuple[Any, ...] = (Board, Thread.id, Thread.title, Thread.slug, Thread.last_post_at, *said)
    query = select(*columns).join(Board.section).outerjoin(Thread, Thread.id == _newest_thread(viewer))
    in_order = query.where(visible_boards(viewer)).order_by(Section.position, Section.id, Board.position, Board.id)
    rows = [_board_row(row) for row in session.execute(in_order)]
    return [(*key, list(group)) for key, group in groupby(rows, key=lambda row: (row.section, row.section_slug))]


def newest_threads(viewer: Any) -> Sequence[ThreadRow]:
    """The threads that were answered last, across boards."""
    return first_threads(viewer, _some(thread_rows(viewer).order_by(Thread.last_post_at.desc(), Thread.id.desc())))


def waiting_threads(viewer: Any) -> Sequence[ThreadRow]:
    """The newest questions that nobody has answered, across boards."""
    waiting = thread_rows(viewer).where(is_unanswered())
    return first_threads(viewer, _some(waiting.order_by(Thread.created_at.desc(), Thread.id.desc())))


def new_members(viewer: Any) -> list[NewMember]:
    """Who joined in the last seven days and lets the finder show them; for members only."""
    if not can(viewer, Can.SEE_MEMBERS):
        return []
    columns = (Member.id, Member.name, Member.handle, Member.organisation, Member.organisation_shown)
    joined = with_badges(select(*columns, *badge_columns())).where(Member.joined_at > now() - NEWLY_JOINED)
    rows = session.execute(
        joined.where(findable()).order_by(Member.joined_at.desc(), Member.id.desc()).limit(SIDE_ROWS)
    )
    return [_new_member(viewer, row) for row in rows]


def _some(query: Any) -> Any:
    return query.limit(SIDE_ROWS)


def _newest_thread(viewer: Any) -> Any:
    open_to = or_(Board.own_threads_only.is_(False), Thread.starter_id == viewer.id, moderated_boards(viewer))
    there = (Thread.board_id == Board.id, Thread.state == State.PUBLISHED, readable_boards(viewer))
    threads = select(Thread.id).where(*there, open_to)
    newest = threads.order_by(Thread.last_post_at.desc(), Thread.id.desc()).limit(1)
    return newest.correlate(Board).scalar_subquery()


def _board_row(row: Any) -> BoardRow:
    board = row.Board
    counted = row.readable and (row.moderated or not board.own_threads_only)
    return BoardRow(
        section=board.section.name,
        section_slug=board.section.slug,
        name=board.name,
        slug=board.slug,
        purpose=board.purpose,
        audience=board.audience,
        archived=board.archived,
        own_threads_only=board.own_threads_only,
        open_title=board.open_title,
        is_open=bool(row.readable),
        is_asked=bool(row.asked),
        thread_count=board.thread_count if counted else None,
        newest_title=row.title,
        newest_url=thread_path(row.id, row.slug) if row.id else None,
        newest_at=row.last_post_at,
    )


def _new_member(viewer: Any, row: Any) -> NewMember:
    badge = badge_of(row)
    return NewMember(row.name, row.handle, badge, said_organisation(viewer, row.id, row, badge))
