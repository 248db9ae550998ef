"""Notices of one member: which threads have unread ones, one by its number, and what comes by mail."""

from collections import Counter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer_group

from forum.core.db import session
from forum.core.errors import Absent
from forum.members.models import Member
from forum.notifications.access import is_shown, with_what_they_are_about
from forum.notifications.models import DEFAULTS, Cadence, Kind, Notice, NoticePreference
from forum.notifications.rows import NoticeRow, one_notice
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.people import Person
from forum.threads.models import Post

MOST_COUNTED = 100


def unread_by_thread(viewer: Person) -> Counter[int | None]:
    """How many notices the viewer has not read, by the number of the thread; MOST_COUNTED of them at most."""
    return Counter(session.scalars(_unread(alike(viewer)), parameters(viewer)))


def shown_notice(viewer: Any, notice_id: int) -> NoticeRow:
    """The notice of this number. Raises Absent when it is nobody's, another's, or about what is closed by now."""
    row = one_notice(viewer, notice_id)
    if row is None:
        raise Absent()
    return row


def cadences(viewer: Person) -> dict[Kind, Cadence]:
    """How often each kind comes to the viewer by mail."""
    return cadences_of(viewer.id)


def cadences_of(member_id: int | None) -> dict[Kind, Cadence]:
    """How often each kind comes to the member of this number by mail."""
    rows = session.execute(
        select(NoticePreference.kind, NoticePreference.cadence).where(NoticePreference.member_id == member_id)
    )
    return DEFAULTS | {Kind(kind): Cadence(cadence) for kind, cadence in rows}


def reader(member_id: int) -> Member | None:
    """A member as they are now, with the boards that they are named on: who is to read a letter."""
    query = select(Member).where(Member.id == member_id).options(undefer_group("named"))
    return session.scalar(query.execution_options(populate_existing=True))


@built_once
def _unread(viewer: Person) -> Select[Any]:
    """Built once for all who are alike: each page of a member asks it."""
    query = with_what_they_are_about(select(Post.thread_id).select_from(Notice))
    return query.where(is_shown(viewer), Notice.read_at.is_(None)).limit(MOST_COUNTED)
