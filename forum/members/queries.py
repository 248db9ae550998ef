"""Members by their handle, and the people finder."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import joinedload

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.holding import Held, held, holds, patterns
from forum.core.paging import Page, fetch_page
from forum.members.models import HANDLE_LIMIT, FormerHandle, Member, Shown
from forum.members.profiles import Profile, profile_of
from forum.organisations.models import Organisation
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.guard import can, require
from forum.permissions.people import Person
from forum.permissions.table import Can

PAGE_SIZE = 25


@dataclass(frozen=True)
class Wanted:
    """Whom the finder looks for: every word must stand in its field."""

    name: str = ""
    organisation: str = ""
    place: str = ""
    expertise: str = ""


@dataclass(frozen=True)
class Meant:
    """A member whom some words mean: by the name, or else by what the member can help with."""

    profile: Profile
    is_named: bool


def member_by_handle(handle: str) -> Member:
    """The member of this handle, for operators. Raises Absent when there is none."""
    member = session.scalar(select(Member).where(Member.handle == handle))
    if member is None:
        raise Absent(f"There is no member with the handle {handle!r}.")
    return member


def accounts_called(text: str) -> Select[Any]:
    """The query for open accounts that each word of the text names: as their handle, or as part of their name."""
    query = select(Member).where(Member.closed_at.is_(None), Member.email.is_not(None))
    for word in text.split():
        handle = Member.handle == word.lower().removeprefix("@")
        query = query.where(or_(handle, holds(Member.name, word)))
    return query.options(joinedload(Member.verified_at))


def profile_addresses(handles: set[str]) -> dict[str, str]:
    """The addresses of the profiles of those handles that belong to somebody."""
    there = session.scalars(select(Member.handle).where(Member.handle.in_(handles), Member.closed_at.is_(None)))
    return {handle: profile_path(handle) for handle in there}


def profile_path(handle: str) -> str:
    """The address of the profile of who has this handle."""
    return f"/members/{handle}"


def readable_member(viewer: Person, handle: str) -> Member:
    """The member who has this handle, or had it. Raises Absent when there is none, Refused for guests."""
    require(viewer, Can.SEE_MEMBERS)
    if not re.fullmatch(rf"[a-z0-9_-]{{1,{HANDLE_LIMIT}}}", handle):
        raise Absent()
    has = _members().where(Member.handle == handle, Member.closed_at.is_(None))
    member = session.scalar(has) or _had(handle)
    if member is None:
        raise Absent()
    return member


def found_members(viewer: Person, wanted: Wanted, after: str | None = None) -> Page:
    """Members as the viewer sees them, who joined last first; a field decides only where the viewer may see it.

    Raises Refused for guests, Absent for a cursor that no page gave out.
    """
    require(viewer, Can.SEE_MEMBERS)
    query = _members().where(findable())
    for field, text in asdict(wanted).items():
        query = query.where(_has_all(viewer, field, text.split()))
    page = fetch_page(query, [Member.joined_at, Member.id], after, PAGE_SIZE)
    return Page([profile_of(viewer, member) for member in page.rows], page.next)


def members_meant(viewer: Person, words: Sequence[str], most: int) -> list[Meant]:
    """Whom the finder finds for these words by name, then by what they can help with; at most `most`, none for guests.

    A field decides only where the viewer may see it.
    """
    if not can(viewer, Can.SEE_MEMBERS):
        return []
    rows = session.execute(_meant(alike(viewer), held(words), most), parameters(viewer) | patterns(words))
    return [Meant(profile_of(viewer, row.Member), bool(row.is_named)) for row in rows]


@built_once
def _meant(viewer: Any, words: Sequence[Held], most: int) -> Select[Any]:
    named, helpful = _has_all(viewer, "name", words), _has_all(viewer, "expertise", words)
    query = _members().add_columns(named.label("is_named")).where(findable(), or_(named, helpful))
    return query.order_by(named.desc(), Member.joined_at.desc(), Member.id.desc()).limit(most)


def members_verified_at(viewer: Person, organisation: Organisation, after: str | None = None) -> Page:
    """Those of the organisation's verified members whom lists may name, who was verified last first.

    Raises Refused for guests, Absent for a cursor that no page gave out.
    """
    require(viewer, Can.SEE_MEMBERS)
    there = (Member.verified_at_id == organisation.id) & (Member.verified_until > now())
    page = fetch_page(_members().where(there, findable()), [Member.verified_since, Member.id], after, PAGE_SIZE)
    return Page([profile_of(viewer, member) for member in page.rows], page.next)


def findable() -> ColumnElement[bool]:
    """The members whom lists of people may name: a condition on `Member`."""
    return and_(
        Member.in_finder, Member.closed_at.is_(None), Member.confirmed_at.is_not(None), Member.email.is_not(None)
    )


def _has_all(viewer: Person, field: str, words: Sequence[Held | str]) -> ColumnElement[bool]:
    return and_(true(), *[_has(viewer, field, word) for word in words])


def _has(viewer: Person, field: str, word: Held | str) -> ColumnElement[bool]:
    has = holds(getattr(Member, field), word)
    return has if field == "name" else has & _shown_to(viewer, field)


def _shown_to(viewer: Person, field: str) -> ColumnElement[bool]:
    """The rule `is_shown`, in SQL: a condition on `Member`."""
    to_all = [Shown.MEMBERS, Shown.VERIFIED] if viewer.is_verified else [Shown.MEMBERS]
    return or_(Member.id == viewer.id, getattr(Member, f"{field}_shown").in_(to_all))


def _had(handle: str) -> Member | None:
    former = _members().join(FormerHandle, FormerHandle.member_id == Member.id)
    return session.scalar(former.where(FormerHandle.handle == handle, Member.closed_at.is_(None)))


def _members() -> Select[Any]:
    """Members with the organisations where they are verified."""
    return select(Member).options(joinedload(Member.verified_at))
