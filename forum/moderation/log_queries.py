"""The log of moderation: for moderators what was done where they moderate, for members what concerns them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, case, exists, not_, select
from sqlalchemy.orm import aliased

from forum.core.db import session
from forum.core.holding import holds
from forum.core.log import LogEntry, on_days
from forum.core.paging import Page, fetch_page
from forum.members.models import Member
from forum.members.one_person import numbers_of
from forum.moderation.concerned import concerns
from forum.moderation.deed_places import with_threads
from forum.moderation.queries import is_done_to_oneself, is_done_where_one_moderates, is_of_moderation
from forum.moderation.words import deed_in_words, deed_to_oneself
from forum.permissions.guard import require
from forum.permissions.people import uses_account
from forum.permissions.table import Can

PER_PAGE = 40
OF_POSTS = ("post", "thread")

Actor, About, Undoing = aliased(Member), aliased(Member), aliased(LogEntry)


@dataclass(frozen=True)
class Sought:
    """What of the log is asked for: empty means all. `by` and `about` are handles."""

    deed: str = ""
    by: str = ""
    about: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class DeedRow:
    """One deed in a list. Without an actor the forum itself did it; members are not told who did.

    The thread is that in which it was done, where the viewer may read it now.
    """

    id: int
    at: datetime
    deed: str
    actor_name: str
    about_name: str
    about_handle: str  # empty where the account was closed: it has no profile
    reason: str
    is_undone: bool
    thread_id: int | None
    thread_title: str


def deeds_of_moderators(viewer: Any, sought: Sought, after: str | None) -> Page:
    """What moderators did where the viewer moderates, the newest first, without what concerns the viewer.

    Raises Refused for who moderates nothing, Absent for a wrong cursor.
    """
    require(viewer, Can.SEE_MODERATION)
    reach = is_done_where_one_moderates(viewer)
    if not (viewer.is_moderator and uses_account(viewer)):
        reach = and_(reach, LogEntry.thing.in_(OF_POSTS))
    others = _that_fit(sought, ZoneInfo(viewer.time_zone)).where(reach, not_(is_done_to_oneself(viewer)))
    return _page(viewer, others, after)


def deeds_about(member: Any, after: str | None) -> Page:
    """What moderators decided about the member and their posts, the newest first. Raises Absent for a wrong cursor."""
    about_them = _query().add_columns(LogEntry.after).where(concerns(numbers_of(member.id)))
    return _page(member, about_them, after, deed_to_oneself)


def _query() -> Select[Any]:
    undone = exists().where(Undoing.undoes_id == LogEntry.id).correlate(LogEntry)
    columns: tuple[Any, ...] = (
        *(LogEntry.id, LogEntry.at, LogEntry.deed, LogEntry.undoes_id, LogEntry.reason),
        *(Actor.name.label("actor_name"), About.name.label("about_name")),
        case((About.closed_at.is_(None), About.handle)).label("about_handle"),
        undone.label("is_undone"),
    )
    query = select(*columns).outerjoin(Actor, Actor.id == LogEntry.actor_id)
    return query.outerjoin(About, About.id == LogEntry.member_id).where(is_of_moderation())


def _that_fit(sought: Sought, zone: ZoneInfo) -> Select[Any]:
    query = _query()
    if sought.deed:
        query = query.where(LogEntry.deed == sought.deed)
    if sought.by:
        query = query.where(Actor.handle == sought.by)
    if sought.about:
        about = session.scalar(select(Member.id).where(Member.handle == sought.about))
        query = query.where(concerns(numbers_of(about)))
    if sought.words:
        query = query.where(holds(LogEntry.reason, sought.words))
    return query.where(*on_days(sought.since, sought.until, zone))


def _page(viewer: Any, query: Select[Any], after: str | None, in_words: Callable[[Any], str] = deed_in_words) -> Page:
    page = fetch_page(with_threads(query, viewer), [LogEntry.id], after, PER_PAGE)
    return Page([_row(row, in_words(row)) for row in page.rows], page.next)


def _row(row: Any, deed: str) -> DeedRow:
    return DeedRow(
        id=row.id,
        at=row.at,
        deed=deed,
        actor_name=row.actor_name or "",
        about_name=row.about_name or "",
        about_handle=row.about_handle or "",
        reason=row.reason,
        is_undone=row.is_undone,
        thread_id=row.thread_id,
        thread_title=row.thread_title or "",
    )
