"""Organisations by their address, and the directory: facts about public bodies, for everybody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import joinedload

from forum.core.db import session
from forum.core.errors import Absent
from forum.core.holding import holds
from forum.core.paging import Page, fetch_page_from_a_to_z
from forum.organisations.domains import proven_by
from forum.organisations.hosts import is_domain
from forum.organisations.models import SLUG_LIMIT, FormerOrganisationSlug, Organisation, OrganisationDomain

PAGE_SIZE = 50
PARTS_SHOWN = 100

_SLUG = re.compile(rf"(?=.{{1,{SLUG_LIMIT}}}$)[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Sought:
    """Which organisations one looks for: all words of the name, or the domain of an address; empty: any."""

    name: str = ""
    kind: str = ""
    nation: str = ""
    region: str = ""


def is_slug(text: str) -> bool:
    """Whether an organisation could have this in its address: small letters, digits, single hyphens."""
    return bool(_SLUG.fullmatch(text))


def found_organisations(sought: Sought, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """The organisations that are sought, A to Z. Raises Absent for a cursor that no page gave out."""
    query = select(Organisation).where(Organisation.retired_at.is_(None))
    for column, wanted in ((Organisation.kind, sought.kind), (Organisation.nation, sought.nation)):
        query = query.where(column == wanted) if wanted else query
    if sought.region:
        query = query.where(Organisation.region == sought.region)
    if sought.name:
        query = query.where(_is_named(sought.name))
    return fetch_page_from_a_to_z(query, [Organisation.name, Organisation.id], after, size)


def regions() -> Sequence[str]:
    """The regions that organisations of the directory name, A to Z."""
    named = select(Organisation.region).where(Organisation.region != "", Organisation.retired_at.is_(None))
    return session.scalars(named.distinct().order_by(Organisation.region)).all()


def organisation_at(slug: str) -> Organisation:
    """The organisation at this address, with its parent; for an address that was given up, where it leads now.

    Raises Absent when there never was one.
    """
    found = (_one(Organisation.slug == slug) or _one(Organisation.id.in_(_had(slug)))) if is_slug(slug) else None
    if found is not None and found.merged_into_id is not None:
        found = _one(Organisation.id == found.merged_into_id)
    if found is None:
        raise Absent()
    return found


def all_called(words: str, after: str | None = None) -> Page:
    """The organisations whose names have all these words, A to Z, those included that were retired; for who keeps them.

    Raises Absent for a cursor that no page gave out.
    """
    query = select(Organisation).where(Organisation.merged_into_id.is_(None), _has(words))
    return fetch_page_from_a_to_z(query, [Organisation.name, Organisation.id], after, PAGE_SIZE)


def own_page_of(slug: str) -> Organisation:
    """The organisation that has this address today, for who keeps it. Raises Absent for one that was given up."""
    found = _one(Organisation.slug == slug) if is_slug(slug) else None
    if found is None or found.merged_into_id is not None:
        raise Absent()
    return found


def slug_of(text: str) -> str:
    """The address of the organisation that somebody means by its whole name; else what they wrote, as its address."""
    named = select(Organisation.slug).where(func.lower(Organisation.name) == text.lower())
    found = session.scalars(named.where(Organisation.retired_at.is_(None)).limit(2)).all() if text else []
    return found[0] if len(found) == 1 else text


def domains_of(organisation: Organisation) -> Sequence[OrganisationDomain]:
    """The domains that name the organisation, A to Z."""
    domains = select(OrganisationDomain).where(OrganisationDomain.organisation_id == organisation.id)
    return session.scalars(domains.order_by(OrganisationDomain.domain)).all()


def parts_of(organisation: Organisation) -> Sequence[Organisation]:
    """The organisations of which this one is the parent, A to Z: so many as a page shows, and one more if there is."""
    parts = select(Organisation).where(Organisation.parent_id == organisation.id, Organisation.retired_at.is_(None))
    return session.scalars(parts.order_by(Organisation.name, Organisation.id).limit(PARTS_SHOWN + 1)).all()


def _is_named(text: str) -> ColumnElement[bool]:
    domain = text.rpartition("@")[2].lower()
    if is_domain(domain):
        proven = proven_by(domain)
        return Organisation.id == (proven.organisation.id if proven else 0)
    return _has(text)


def _has(words: str) -> ColumnElement[bool]:
    return and_(true(), *[holds(Organisation.name, word) for word in words.split()])


def _one(condition: ColumnElement[bool]) -> Organisation | None:
    return session.scalar(select(Organisation).where(condition).options(joinedload(Organisation.parent)))


def _had(slug: str) -> Any:
    return select(FormerOrganisationSlug.organisation_id).where(FormerOrganisationSlug.slug == slug)
