"""Whom a name in a search may mean. Whether they wrote anything that the viewer may read, search itself finds out."""

from sqlalchemy import String, and_, func, or_, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.holding import holds
from forum.members.models import FormerHandle, Member
from forum.organisations.models import FormerOrganisationSlug, Organisation
from forum.permissions.guard import can
from forum.permissions.people import Person
from forum.permissions.table import Can

MOST_CALLED = 500  # members who have the same words in their names


def ids_called(viewer: Person, name: str) -> frozenset[int]:
    """The members whose names, as they stand beside posts, have all these words; parted by blanks or hyphens.

    For who may see profiles a handle comes first, one that was given up too: guests meet none. Closed accounts are
    called by nothing any more.
    """
    words = name.replace("-", " ").split()
    if not words:
        return frozenset()
    apart = " " + func.replace(Member.name, "-", " ", type_=String) + " "
    named = and_(*(holds(apart, f" {word} ") for word in words))
    handle = name.lower().removeprefix("@")
    former = select(FormerHandle.member_id).where(FormerHandle.handle == handle)
    has_handle = or_(Member.handle == handle, Member.id.in_(former))
    may_know = can(viewer, Can.SEE_MEMBERS)
    query = select(Member.id, has_handle.label("has_handle"))
    query = query.where(Member.closed_at.is_(None), or_(named, has_handle) if may_know else named)
    rows = session.execute(query.order_by(has_handle.desc(), Member.id).limit(MOST_CALLED)).all()
    by_handle = frozenset(row.id for row in rows if row.has_handle and may_know)
    return by_handle or frozenset(row.id for row in rows)


def ids_verified_at(name: str) -> frozenset[int]:
    """The members who are at this moment verified at the organisation of this name or address, given-up ones too."""
    former = select(FormerOrganisationSlug.organisation_id).where(FormerOrganisationSlug.slug == name.lower())
    called = or_(
        Organisation.slug == name.lower(),
        Organisation.id.in_(former),
        func.lower(Organisation.name) == name.lower(),
    )
    query = select(Member.id).join(Organisation, Member.verified_at_id == Organisation.id)
    return frozenset(session.scalars(query.where(called, Member.verified_until > now())))
