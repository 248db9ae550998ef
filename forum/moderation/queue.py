"""What waits for moderators, in one list, as one of them may see it: what is urgent first, then what waits longest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from forum.boards.models import Board
from forum.boards.queries import moderated_boards
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.log import LogEntry
from forum.core.paging import Page, fetch_page_from_a_to_z
from forum.members.models import Member
from forum.moderation.access import still_waits, visible_cases, with_boards
from forum.moderation.case_seen import CaseSeen, SeenMember
from forum.moderation.models import URGENT, Case, CaseKind, Report
from forum.moderation.reports_seen import SeenReports
from forum.moderation.seen import Seen
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.people import Person, uses_account
from forum.threads.models import Post, State, Thread

PER_PAGE = 25
MOST_COUNTED = 100
About, Claimer = aliased(Member), aliased(Member)


@dataclass(frozen=True)
class Wanted:
    """Which cases a moderator looks for: of a kind, on a board, one's own or nobody's. Empty is all."""

    kind: str = ""
    board: str = ""
    claim: str = ""


@dataclass(frozen=True)
class CaseRow:
    """One line of the queue."""

    id: int
    kind: CaseKind
    is_urgent: bool
    opened_at: datetime
    weight: int
    reports: int
    thing: str
    thing_id: int
    title: str
    html: str  # of the post
    number: int | None
    seen: CaseSeen  # as it was when the page was made
    about: str
    about_handle: str
    board_name: str
    board_slug: str
    claimed_by: str
    claimed_until: datetime | None
    is_mine: bool

    @property
    def path(self) -> str:
        """Where it is decided."""
        if self.kind == CaseKind.VERIFICATION:
            return f"/verification/requests/{self.thing_id}"
        if self.kind == CaseKind.ADMISSION:
            return f"/boards/{self.board_slug}/requests"
        if self.kind == CaseKind.APPEAL:
            return f"/moderation/appeals/{self.thing_id}"
        return f"/moderation/cases/{self.id}"


def page_of_cases(viewer: Any, wanted: Wanted, after: str | None = None) -> Page:
    """What waits for the viewer. Raises Absent for a broken cursor, and for kinds and claims that there are not."""
    query = with_boards(_rows()).where(still_waits(), visible_cases(viewer), *_narrowed(viewer, wanted))
    page = fetch_page_from_a_to_z(query, [Case.rank, Case.id], after, PER_PAGE)
    return Page([_row(viewer, row) for row in page.rows], page.next)


def waiting_cases(viewer: Person) -> int:
    """How many cases wait for the viewer; MOST_COUNTED at most."""
    return session.scalar(_waiting(alike(viewer)), parameters(viewer)) or 0


def cases_out_of_sight(viewer: Person) -> int:
    """How many cases wait on closed boards that a moderator of the forum may not read; MOST_COUNTED at most."""
    if not (viewer.is_moderator and uses_account(viewer)):
        return 0
    closed = select(Board.id).where(not_(moderated_boards(viewer))).scalar_subquery()
    there = with_boards(select(Case.id)).where(Case.board_id.in_(closed))
    some = there.where(still_waits(), not_(visible_cases(viewer)), Case.member_id.is_distinct_from(viewer.id))
    return session.scalar(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())) or 0


@built_once
def _waiting(viewer: Person) -> Select[Any]:
    """Built once for all who are alike: each page of a moderator asks it."""
    some = with_boards(select(Case.id)).where(still_waits(), visible_cases(viewer)).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery())


def _rows() -> Select[Any]:
    reports = select(func.count()).where(Report.case_id == Case.id).correlate(Case).scalar_subquery()
    last = select(func.max(Report.created_at)).where(Report.case_id == Case.id).correlate(Case).scalar_subquery()
    columns: tuple[Any, ...] = (
        *(Case.id, Case.kind, Case.rank, Case.opened_at, Case.weight, Case.thing, Case.thing_id),
        *(Case.claimed_by_id, Case.claimed_until, reports.label("reports")),
        last.label("last_report_at"),
        *(Thread.title, Thread.state.label("thread_state"), Thread.board_id.label("thread_board_id")),
        *(Post.number, Post.html, Post.state, Post.edit_count, Post.thread_id),
        *(About.name.label("about"), About.handle),
        *(Board.name.label("board_name"), Board.slug.label("board_slug"), Claimer.name.label("claimed_by")),
    )
    logged = select(func.max(LogEntry.id)).scalar_subquery().label("logged")
    query = select(*columns, logged).select_from(Case)
    query = query.outerjoin(Post, and_(Case.thing == Post.__tablename__, Post.id == Case.thing_id))
    query = query.outerjoin(Thread, Thread.id == Post.thread_id).outerjoin(About, About.id == Case.member_id)
    return query.outerjoin(Claimer, Claimer.id == Case.claimed_by_id)


def _narrowed(viewer: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind:
        if wanted.kind not in set(CaseKind):
            raise Absent()
        conditions.append(Case.kind == wanted.kind)
    if wanted.board:
        conditions.append(and_(Board.slug == wanted.board, moderated_boards(viewer)))
    if wanted.claim:
        claims = {"mine": _is_claimed_by(viewer), "nobody": _is_free()}
        if wanted.claim not in claims:
            raise Absent()
        conditions.append(claims[wanted.claim])
    return conditions


def _is_claimed_by(viewer: Any) -> ColumnElement[bool]:
    return and_(Case.claimed_by_id == viewer.id, Case.claimed_until > now())


def _is_free() -> ColumnElement[bool]:
    return or_(Case.claimed_until.is_(None), Case.claimed_until <= now())


def _row(viewer: Any, row: Any) -> CaseRow:
    claimed = row.claimed_until is not None and row.claimed_until > now()
    return CaseRow(
        id=row.id,
        kind=CaseKind(row.kind),
        is_urgent=row.rank == URGENT,
        opened_at=row.opened_at,
        weight=row.weight,
        reports=row.reports,
        thing=row.thing,
        thing_id=row.thing_id,
        title="" if row.thread_state == State.DELETED else row.title or "",
        html="" if State.DELETED in (row.state, row.thread_state) else row.html or "",
        number=row.number,
        seen=_seen(row),
        about=row.about or "",
        about_handle=row.handle or "",
        board_name=row.board_name or "",
        board_slug=row.board_slug or "",
        claimed_by=row.claimed_by or "" if claimed else "",
        claimed_until=row.claimed_until if claimed else None,
        is_mine=claimed and row.claimed_by_id == viewer.id,
    )


def _seen(row: Any) -> CaseSeen:
    return CaseSeen(_what_was_seen(row), SeenReports.counted(row.reports, row.last_report_at))


def _what_was_seen(row: Any) -> Seen | SeenMember:
    if not row.state:
        return SeenMember(row.logged or 0)
    return Seen(row.edit_count, row.state, row.thread_state, row.thread_id, row.thread_board_id)
