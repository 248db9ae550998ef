"""Notices as they are shown, some of them in one line (`together.py`). What they are about is read now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from forum.boards.models import Audience, Board
from forum.core.db import session
from forum.core.paging import Page, fetch_page
from forum.members.models import Member
from forum.moderation.models import Case, CaseState
from forum.notifications.access import (
    OF_REQUESTS,
    UNATTENDED,
    URGENT,
    comes,
    is_shown,
    is_wanted,
    nameable,
    with_preferences,
    with_what_they_are_about,
    with_wishes,
)
from forum.notifications.models import OF_POSTS, Cadence, Kind, Notice
from forum.notifications.searches import NoticeSearch, search_columns, search_of, with_searches
from forum.notifications.together import in_one_line, is_the_same_deed
from forum.organisations.models import Organisation
from forum.threads.addresses import post_path
from forum.threads.models import Post, State, Thread
from forum.verification.models import Verification, VerificationRequest

PER_PAGE = 25


@dataclass(frozen=True)
class NoticeCase:
    """What tells one case from another: the thread, whom it is about; and whether it is decided by now."""

    title: str
    about: str
    is_open: bool


@dataclass(frozen=True)
class NoticeRow:
    """One line of the inbox, or of a letter: one notice, or several that stand together.

    `first_id` and `last_id` are the numbers of its oldest and newest notice; it leads to the post of the oldest.
    `board_name` is None where there is no board, or none that the member may know of.
    """

    first_id: int
    last_id: int
    kind: Kind
    word: str
    is_unread: bool
    many: int
    people: int
    first_name: str
    last_name: str
    is_mine: bool
    title: str
    path: str
    html: str
    thread_id: int | None
    post_id: int | None
    about_id: int
    board_name: str | None
    board_slug: str | None
    organisation: str
    is_for_everybody: bool
    created_at: datetime
    case: NoticeCase | None = None  # for moderators, the case that it tells of
    search: NoticeSearch | None = None  # the saved search for which new posts were found


First, FirstPost, FirstAuthor, Last, Actor = (
    aliased(Notice),
    aliased(Post),
    aliased(Member),
    aliased(Notice),
    aliased(Member),
)
LastPost, LastAuthor, Where = aliased(Post), aliased(Member), aliased(Thread)
CasePost, CaseThread, CaseAbout = aliased(Post), aliased(Thread), aliased(Member)


def page_of_notices(viewer: Any, after: str | None = None) -> Page:
    """What the viewer was told and may still see, the newest first. Raises Absent for a broken cursor."""
    query, newest = _query(viewer, _notices(viewer))
    page = fetch_page(query, [newest], after, PER_PAGE)
    return Page([_row(viewer, row) for row in page.rows], page.next)


def one_notice(viewer: Any, notice_id: int) -> NoticeRow | None:
    """The notice of this number with the others about the same deed, if the viewer may see it."""
    query, _newest = _query(viewer, _notices(viewer).where(is_the_same_deed(notice_id)))
    row = session.execute(query).one_or_none()
    return None if row is None else _row(viewer, row)


def notices_to_send(member: Any, cadence: Cadence, first_id: int, last_id: int, most: int) -> list[NoticeRow]:
    """The notices of these numbers that the member has not read, may see and still wants by mail so often."""
    wished = with_preferences(with_wishes(_notices(member), member)).where(is_wanted(member), comes(cadence))
    query, newest = _query(member, wished.where(Notice.id.between(first_id, last_id), Notice.read_at.is_(None)))
    return [_row(member, row) for row in session.execute(query.order_by(newest).limit(most))]


def _notices(viewer: Any) -> Any:
    return with_what_they_are_about(select().select_from(Notice)).where(is_shown(viewer))


def _query(viewer: Any, notices: Any) -> tuple[Any, Any]:
    unread = case((Notice.read_at.is_(None), 1), else_=0)
    columns: tuple[Any, ...] = (
        func.max(Notice.id).label("last_id"),
        func.min(Notice.id).label("first_id"),
        func.count().label("many"),
        func.count(Post.author_id.distinct()).label("people"),
        unread.label("unread"),
    )
    group = notices.add_columns(*columns).group_by(*in_one_line(), unread).subquery()
    return _described(viewer, group), group.c.last_id


def _described(viewer: Any, group: Any) -> Any:
    columns: tuple[Any, ...] = (
        *group.c,
        *(First.kind, First.word, First.about_id, Last.created_at),
        *(FirstPost.id.label("post_id"), FirstPost.number, FirstPost.author_id, FirstPost.html),
        *(FirstAuthor.name.label("first_name"), LastAuthor.name.label("last_name"), Actor.name.label("actor_name")),
        *(Where.id.label("thread_id"), Where.title, Where.slug),
        *(nameable(viewer, Board.name).label("board_name"), nameable(viewer, Board.slug).label("board_slug")),
        *(CaseThread.title.label("case_title"), CaseAbout.name.label("case_about"), Case.state.label("case_state")),
        *search_columns(viewer, First),
        Organisation.name.label("organisation"),
        and_(Board.audience == Audience.PUBLIC, Board.own_threads_only.is_(False)).label("is_for_everybody"),
    )
    query = select(*columns).select_from(group).join(First, First.id == group.c.first_id)
    query = query.join(Last, Last.id == group.c.last_id)
    of_first, of_last = (and_(one.kind.in_(OF_POSTS), post.id == one.about_id) for one, post in PAIRS)
    query = query.outerjoin(FirstPost, of_first).outerjoin(LastPost, of_last)
    query = query.outerjoin(FirstAuthor, FirstPost.author_id == FirstAuthor.id)
    query = query.outerjoin(LastAuthor, LastPost.author_id == LastAuthor.id)
    query = query.outerjoin(Actor, Actor.id == First.actor_id).outerjoin(Where, Where.id == FirstPost.thread_id)
    query = query.outerjoin(Board, Board.id == func.coalesce(Where.board_id, First.board_id))
    return with_searches(_with_cases(query), First).outerjoin(Organisation, Organisation.id == _of_verification())


def _with_cases(query: Any) -> Any:
    """Joined with the cases of which notices tell those who may decide them; titles of what is deleted are not."""
    of_case = and_(or_(First.kind == Kind.CASE, First.word == URGENT), First.word != UNATTENDED)
    query = query.outerjoin(Case, and_(of_case, Case.id == First.about_id))
    query = query.outerjoin(CasePost, and_(Case.thing == Post.__tablename__, CasePost.id == Case.thing_id))
    is_there = and_(CaseThread.id == CasePost.thread_id, CaseThread.state != State.DELETED)
    return query.outerjoin(CaseThread, is_there).outerjoin(CaseAbout, CaseAbout.id == Case.member_id)


def _of_verification() -> Any:
    """The number of the organisation at which somebody is verified, or asks to be."""
    about = First.kind == Kind.VERIFICATION, First.word.in_(OF_REQUESTS)
    asked = select(VerificationRequest.organisation_id).where(*about, VerificationRequest.id == First.about_id)
    about = First.kind == Kind.VERIFICATION, First.word.not_in(OF_REQUESTS)
    verified = select(Verification.organisation_id).where(*about, Verification.id == First.about_id)
    return func.coalesce(asked.scalar_subquery(), verified.scalar_subquery())


PAIRS = ((First, FirstPost), (Last, LastPost))


def _row(viewer: Any, row: Any) -> NoticeRow:
    search = search_of(viewer, row)
    return NoticeRow(
        first_id=row.first_id,
        last_id=row.last_id,
        kind=Kind(row.kind),
        word=row.word,
        is_unread=bool(row.unread),
        many=row.many,
        people=row.people,
        first_name=row.first_name or row.actor_name or "",
        last_name=row.last_name or "",
        is_mine=row.author_id == viewer.id,
        title=row.title or "",
        path=post_path(row.thread_id, row.slug, row.number or 1) if row.thread_id else "",
        html=row.html or "",
        thread_id=row.thread_id,
        post_id=row.post_id,
        about_id=row.about_id,
        board_name=row.board_name,
        board_slug=row.board_slug,
        organisation=row.organisation or "",
        is_for_everybody=bool(row.is_for_everybody) or (search is not None and search.is_for_everybody),
        created_at=row.created_at,
        case=NoticeCase(row.case_title or "", row.case_about or "", row.case_state == CaseState.OPEN)
        if row.case_state
        else None,
        search=search,
    )
