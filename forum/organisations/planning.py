"""What has to change in the directory so that it says what is wanted, and why that cannot be."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.words import lazy, ngettext
from forum.organisations.entries import Entry, entry_of
from forum.organisations.models import FormerOrganisationSlug, Organisation, OrganisationDomain
from forum.organisations.wanted import Fault, Wanted

Pair = tuple[Organisation | None, Wanted]  # what is there, None where it is new, and what it shall be


class DirectoryRefused(Invalid):
    """The directory cannot say what is wanted; `faults` say why, in the order of the file. Nothing has changed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        many = len(faults)
        sentence = ngettext("%(num)d line is not right.", "%(num)d lines are not right.", many)
        super().__init__(str(faults[0]) if many == 1 else sentence, faults[0].field or None)
        self.faults = sorted(faults, key=lambda fault: fault.line)


@dataclass(frozen=True)
class Known:
    """The whole directory, those included that were retired."""

    organisations: dict[int, Organisation]
    by_slug: dict[str, Organisation]
    former: dict[str, int]
    domains: dict[str, OrganisationDomain]

    def wanted(self, organisation: Organisation) -> Wanted:
        """An organisation as the directory has it."""
        mine = sorted(entry_of(row) for row in self.domains.values() if row.organisation_id == organisation.id)
        return self._as_it_is(organisation, tuple(mine))

    def all_wanted(self) -> Iterator[Wanted]:
        """Those that were not retired, A to Z."""
        entries: dict[int, list[Entry]] = {}
        for row in self.domains.values():
            entries.setdefault(row.organisation_id, []).append(entry_of(row))
        for one in sorted(self.organisations.values(), key=lambda one: (one.name, one.slug)):
            if not one.is_retired:
                yield self._as_it_is(one, tuple(sorted(entries.get(one.id, []))))

    def _as_it_is(self, one: Organisation, domains: tuple[Entry, ...]) -> Wanted:
        parent = self.organisations[one.parent_id].slug if one.parent_id else ""
        return Wanted(one.slug, one.name, one.kind, one.nation, one.region, one.website, parent, domains)


@dataclass(frozen=True)
class Plan:
    """What is to be done, and how many organisations are already as they shall be."""

    added: list[Wanted]
    changed: list[tuple[Organisation, Wanted, Wanted]]  # as it is, as it shall be
    unchanged: int


def known() -> Known:
    """The directory as it is now, in three statements."""
    organisations = {one.id: one for one in session.scalars(select(Organisation))}
    former = {one.slug: one.organisation_id for one in session.scalars(select(FormerOrganisationSlug))}
    domains = {one.domain: one for one in session.scalars(select(OrganisationDomain))}
    return Known(organisations, {one.slug: one for one in organisations.values()}, former, domains)


def plan_of_sheet(sheet: Sequence[Wanted], there: Known) -> Plan:
    """What a file asks for. Raises DirectoryRefused with all that is wrong with it, seen beside what is there."""
    return plan_of_pairs([(there.by_slug.get(wanted.slug), wanted) for wanted in sheet], there)


def plan_of_pairs(pairs: Sequence[Pair], there: Known) -> Plan:
    """What these changes ask for. Raises DirectoryRefused with all that is wrong with them."""
    faults = [*_twice(pairs), *_taken(pairs, there), *_parents(pairs, there), *_domains(pairs, there)]
    if faults:
        raise DirectoryRefused(faults)
    before = {wanted.slug: wanted for wanted in there.all_wanted()}
    changed, unchanged = [], 0
    for organisation, wanted in pairs:
        if organisation is None:
            continue
        as_it_is, as_wanted = before[organisation.slug], replace(wanted, line=0, domains=tuple(sorted(wanted.domains)))
        if as_it_is == as_wanted:
            unchanged += 1
        else:
            changed.append((organisation, as_it_is, as_wanted))
    return Plan([replace(wanted, line=0) for one, wanted in pairs if one is None], changed, unchanged)


def _twice(pairs: Sequence[Pair]) -> Iterator[Fault]:
    slugs = Counter(wanted.slug for _one, wanted in pairs)
    domains = Counter(entry.domain for _one, wanted in pairs for entry in wanted.domains)
    for _one, wanted in pairs:
        if slugs[wanted.slug] > 1:
            yield Fault(wanted.line, "slug", lazy("%(slug)s stands in several lines.", slug=wanted.slug))
        for entry in wanted.domains:
            if domains[entry.domain] > 1:
                yield Fault(wanted.line, "domains", lazy("%(domain)s stands in several lines.", domain=entry.domain))


def _taken(pairs: Sequence[Pair], there: Known) -> Iterator[Fault]:
    for one, wanted in pairs:
        if fault := _slug_fault(one, wanted.slug, there):
            yield Fault(wanted.line, "slug", fault)


def _slug_fault(one: Organisation | None, slug: str, there: Known) -> Any:
    holder = there.by_slug.get(slug)
    if holder is not None and holder is not one:
        return lazy("The address %(slug)s is that of %(name)s.", slug=slug, name=holder.name)
    if one is not None and one.is_retired and one.merged_into_id is None:
        return lazy("%(name)s was retired. Bring it back first.", name=one.name)
    had = one.merged_into_id if one is not None and one.merged_into_id else there.former.get(slug)
    if had is not None and (one is None or had != one.id):
        name = there.organisations[had].name
        return lazy("The address %(slug)s was given up and leads to %(name)s.", slug=slug, name=name)
    return ""


def _domains(pairs: Sequence[Pair], there: Known) -> Iterator[Fault]:
    speaking = {one.id for one, _wanted in pairs if one is not None}
    for _one, wanted in pairs:
        for entry in wanted.domains:
            row = there.domains.get(entry.domain)
            if row is None or row.organisation_id in speaking:
                continue
            holder = there.organisations[row.organisation_id]
            if not holder.is_retired:
                sentence = lazy("%(domain)s is a domain of %(name)s.", domain=entry.domain, name=holder.name)
                yield Fault(wanted.line, "domains", sentence)


def _parents(pairs: Sequence[Pair], there: Known) -> Iterator[Fault]:
    keys = {wanted.slug: _key(one, wanted) for one, wanted in pairs}
    above: dict[Hashable, Hashable] = {one.id: one.parent_id for one in there.organisations.values()}
    for one, wanted in pairs:
        parent, key = there.by_slug.get(wanted.parent), keys.get(wanted.parent)
        if wanted.parent and key is None and (parent is None or parent.is_retired):
            yield Fault(wanted.line, "parent", lazy("There is no organisation “%(slug)s”.", slug=wanted.parent[:80]))
            continue
        above[_key(one, wanted)] = key if key is not None else (parent.id if parent else None)
    for one, wanted in pairs:
        if _leads_back(_key(one, wanted), above):
            yield Fault(wanted.line, "parent", lazy("%(name)s would be a part of itself.", name=wanted.name))


def _key(one: Organisation | None, wanted: Wanted) -> Hashable:
    return one.id if one is not None else wanted.slug


def _leads_back(key: Hashable, above: dict[Hashable, Hashable]) -> bool:
    seen: set[Hashable] = set()
    at = above.get(key)
    while at is not None and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = above.get(at)
    return False
