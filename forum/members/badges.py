"""The badge of a verified public servant: where, how, since when. Everybody sees it beside what the person wrote.

And the fact that an author has no account here: a placeholder may be called like anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_

from forum.members.models import Grade, Member, is_verified_until
from forum.organisations.models import Organisation


@dataclass(frozen=True)
class Badge:
    """Organisation, grade and since when; the work address is no part of it."""

    organisation: str
    slug: str
    grade: str
    since: datetime


def badge_columns() -> tuple[Any, ...]:
    """What `badge_of` needs of a row of members that `with_badges` has joined, and `is_placeholder`."""
    columns = (Member.verified_since, Member.verified_until, Member.verified_grade)
    is_placeholder = and_(Member.archive_key.is_not(None), Member.email.is_(None)).label("is_placeholder")
    organisation = (Organisation.name.label("verified_at"), Organisation.slug.label("verified_at_slug"))
    return (*columns, is_placeholder, *organisation)


def with_badges(query: Select[Any]) -> Select[Any]:
    """The query, which has `Member` in it, joined with the organisations where the members are verified."""
    return query.outerjoin(Organisation, Member.verified_at_id == Organisation.id)


def badge_of(row: Any) -> Badge | None:
    """The badge that is in force at this moment, if there is one."""
    if not is_verified_until(row.verified_until):
        return None
    return Badge(row.verified_at or "", row.verified_at_slug or "", row.verified_grade or Grade.B, row.verified_since)
