"""Keeping the directory: adding and changing organisations, one by one or from a file."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.exc import IntegrityError

from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import changes, record
from forum.core.words import lazy
from forum.organisations.models import FormerOrganisationSlug, Organisation, OrganisationDomain
from forum.organisations.planning import Known, Plan, known, plan_of_pairs, plan_of_sheet
from forum.organisations.wanted import Wanted
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can

_COLUMNS = ("slug", "name", "kind", "nation", "region", "website")


@action(Can.KEEP_ORGANISATIONS)
def add_organisation(actor: Person, _site: None, wanted: Wanted) -> Organisation:
    """Add an organisation to the directory. Raises DirectoryRefused when it cannot be."""
    there = known()
    return _carry_out(actor, plan_of_pairs([(None, wanted)], there), there)[0]


@action(Can.KEEP_ORGANISATIONS)
def change_organisation(actor: Person, organisation: Organisation, wanted: Wanted) -> None:
    """Say something else about an organisation; an address that it gives up leads to it for good.

    Raises DirectoryRefused when it cannot be.
    """
    there = known()
    _carry_out(actor, plan_of_pairs([(organisation, wanted)], there), there)


@action(Can.KEEP_ORGANISATIONS)
def import_organisations(actor: Person, _site: None, sheet: Sequence[Wanted]) -> Plan:
    """Make the directory say what a file says, all of it or nothing; organisations that it does not name stay.

    Raises DirectoryRefused with all that is wrong.
    """
    there = known()
    plan = plan_of_sheet(sheet, there)
    _carry_out(actor, plan, there)
    return plan


@action(Can.KEEP_ORGANISATIONS)
def bring_back(actor: Person, organisation: Organisation) -> None:
    """Take back that an organisation was retired; who was verified there is not verified again by that."""
    if organisation.merged_into_id is not None:
        raise Invalid(lazy("This organisation was merged into another one."))
    if organisation.is_retired:
        record(actor.id, "bring back organisation", organisation, {"retired": True}, {"retired": False})
        organisation.retired_at = None


def _carry_out(actor: Person, plan: Plan, there: Known) -> list[Organisation]:
    """Write what is planned, and the log; answers the organisations that are new."""
    new = [Organisation(**{name: getattr(one, name) for name in _COLUMNS}) for one in plan.added]
    session.add_all(new)
    for organisation, before, wanted in plan.changed:
        _rename(organisation, before.slug, wanted.slug)
        for name in _COLUMNS:
            setattr(organisation, name, getattr(wanted, name))
    _flush()
    pairs = [*zip(new, plan.added, strict=True), *((one, wanted) for one, _before, wanted in plan.changed)]
    _set_parents(pairs, there)
    _set_domains(pairs, there)
    for organisation, wanted in zip(new, plan.added, strict=True):
        record(actor.id, "add organisation", organisation, {}, _facts(wanted))
    for organisation, as_it_was, wanted in plan.changed:
        record(actor.id, "change organisation", organisation, *changes(_facts(as_it_was), _facts(wanted)))
    return new


def _rename(organisation: Organisation, slug: str, new_slug: str) -> None:
    if slug == new_slug:
        return
    returned = session.get(FormerOrganisationSlug, new_slug)
    if returned is not None:
        session.delete(returned)
    session.add(FormerOrganisationSlug(slug=slug, organisation_id=organisation.id))


def _set_parents(pairs: Sequence[tuple[Organisation, Wanted]], there: Known) -> None:
    by_slug = there.by_slug | {wanted.slug: organisation for organisation, wanted in pairs}
    for organisation, wanted in pairs:
        organisation.parent_id = by_slug[wanted.parent].id if wanted.parent else None


def _set_domains(pairs: Sequence[tuple[Organisation, Wanted]], there: Known) -> None:
    held = {entry.domain for _organisation, wanted in pairs for entry in wanted.domains}
    changing = {organisation.id for organisation, _wanted in pairs}
    for row in there.domains.values():
        if row.organisation_id in changing and row.domain not in held:
            session.delete(row)
    for organisation, wanted in pairs:
        for entry in wanted.domains:
            row = there.domains.get(entry.domain) or OrganisationDomain(domain=entry.domain)
            row.organisation_id, row.with_subdomains = organisation.id, entry.with_subdomains
            row.staff_only = entry.staff_only
            session.add(row)
    _flush()


def _flush() -> None:
    try:
        session.flush()
    except IntegrityError as fault:
        raise Conflict(lazy("Somebody else changed the directory at the same moment. Try again.")) from fault


def _facts(wanted: Wanted) -> dict[str, Any]:
    """What the log keeps of an organisation: all of it, it is public."""
    facts = asdict(wanted)
    return {name: facts[name] for name in (*_COLUMNS, "parent")} | {"domains": [str(one) for one in wanted.domains]}
