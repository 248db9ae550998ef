"""Which organisation an e-mail domain proves."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import session
from forum.organisations.hosts import above, is_domain, not_for_staff_alone
from forum.organisations.models import Organisation, OrganisationDomain


@dataclass(frozen=True)
class Proven:
    """The organisation that an address at a domain is one of, and whether the address alone verifies its owner."""

    organisation: Organisation
    gives_grade_a: bool


def proven_by(domain: str) -> Proven | None:
    """What an address at this domain, as a parser of addresses gave it, proves: one organisation, or nothing.

    The entry of the very domain decides; else that of the nearest name above it, if it takes sub-domains: an entry in
    between that does not take them shuts out those further up. A shared domain proves the body that the directory
    names for it, never a member of it. Capitals count as small letters. Whatever is no plain name proves nothing:
    other alphabets, their spelling with `xn--`, a dot at the end. A retired organisation is not proven any more.
    """
    name = domain.lower() if domain.isascii() else ""
    if not is_domain(name):
        return None
    entry = _nearest(name)
    if entry is None or not (entry.domain == name or entry.with_subdomains):
        return None
    organisation = session.get(Organisation, entry.organisation_id)
    if organisation is None or organisation.is_retired:
        return None
    return Proven(organisation, entry.staff_only and not not_for_staff_alone(name))


def _nearest(name: str) -> OrganisationDomain | None:
    entries = session.scalars(select(OrganisationDomain).where(OrganisationDomain.domain.in_([name, *above(name)])))
    return max(entries, key=lambda entry: len(entry.domain), default=None)
