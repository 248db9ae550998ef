"""What a text of the site says now, and what it said before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from forum.core.db import session
from forum.core.errors import Absent
from forum.core.paging import Page, fetch_page
from forum.members.models import Member
from forum.permissions.guard import require
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.texts.models import SiteText
from forum.texts.shipped import TITLES, shipped

VERSIONS_PER_PAGE = 25


@dataclass(frozen=True)
class Version:
    """What a text says or said; number 0 is the text that came with the forum."""

    slug: str
    number: int
    source: str
    is_shipped: bool


@dataclass(frozen=True)
class TextRow:
    """A text in the list of texts: who changed it last, and when; None where nobody did."""

    slug: str
    number: int
    is_shipped: bool
    written_at: datetime | None
    written_by: str | None


def text_now(slug: str) -> Version:
    """What the text says now; one statement. Raises Absent when there is no text of this name."""
    shipped_with = shipped(slug)
    row = session.scalar(_versions(slug).order_by(SiteText.version.desc()).limit(1))
    return _version(row) if row else Version(slug, 0, shipped_with, True)


def text_then(viewer: Person, slug: str, number: int) -> Version:
    """What the text said as its version of this number. Raises Absent, or Refused for who may not edit it."""
    require(viewer, Can.EDIT_TEXTS)
    if number == 0:
        return Version(slug, 0, shipped(slug), True)
    row = session.scalar(_versions(slug).where(SiteText.version == number))
    if row is None:
        raise Absent()
    return _version(row)


def versions(viewer: Person, slug: str, after: str | None) -> Page:
    """All versions of a text, the newest first, with who wrote them. Raises Absent, or Refused."""
    require(viewer, Can.EDIT_TEXTS)
    shipped(slug)
    is_shipped = SiteText.body.is_(None).label("is_shipped")
    columns: tuple[Any, ...] = (SiteText.version, is_shipped, SiteText.reason, SiteText.written_at)
    query = select(*columns, Member.name).outerjoin(Member, Member.id == SiteText.written_by_id)
    return fetch_page(query.where(SiteText.slug == slug), [SiteText.version], after, VERSIONS_PER_PAGE)


def texts(viewer: Person) -> list[TextRow]:
    """Every text, with who changed it last. Raises Refused for who may not edit them."""
    require(viewer, Can.EDIT_TEXTS)
    newest = select(SiteText.slug, func.max(SiteText.version).label("version")).group_by(SiteText.slug).subquery()
    joined = (SiteText.slug == newest.c.slug) & (SiteText.version == newest.c.version)
    query = select(SiteText, Member.name).join(newest, joined).outerjoin(Member, Member.id == SiteText.written_by_id)
    found = {text.slug: (text, name) for text, name in session.execute(query)}
    return [_row(slug, *found.get(slug, (None, None))) for slug in sorted(TITLES, key=lambda slug: str(TITLES[slug]))]


def _versions(slug: str) -> Select[Any]:
    return select(SiteText).where(SiteText.slug == slug)


def _version(text: SiteText) -> Version:
    source = shipped(text.slug) if text.body is None else text.body
    return Version(text.slug, text.version, source, text.body is None)


def _row(slug: str, text: SiteText | None, name: str | None) -> TextRow:
    if text is None:
        return TextRow(slug, 0, True, None, None)
    return TextRow(slug, text.version, text.body is None, text.written_at, name)
