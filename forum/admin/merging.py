"""Deeds that end an organisation: it is merged into another, or retired.

They reach up to members, verifications and boards; so they stand on the top floor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update

from forum.boards.models import Board
from forum.boards.naming import nobody_lets_themselves_in
from forum.core.clock import now
from forum.core.db import lock, session
from forum.core.errors import Invalid
from forum.core.log import record
from forum.core.words import lazy
from forum.members.models import Member
from forum.members.named import NamedOrganisation
from forum.organisations.models import FormerOrganisationSlug, Organisation, OrganisationDomain
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.verification.closing import end_all_at, move_all

GONE = lazy("This organisation exists no longer.")


@dataclass(frozen=True)
class Hold:
    """How much hangs on an organisation: what its end changes."""

    verified: int
    parts: int
    domains: tuple[str, ...]
    boards: int


def hold_of(organisation: Organisation) -> Hold:
    """How much hangs on an organisation at this moment."""
    here = Member.verified_at_id == organisation.id, Member.verified_until > now()
    below = Organisation.parent_id == organisation.id, Organisation.retired_at.is_(None)
    domains = select(OrganisationDomain.domain).where(OrganisationDomain.organisation_id == organisation.id)
    return Hold(
        verified=_count(Member.id, *here),
        parts=_count(Organisation.id, *below),
        domains=tuple(session.scalars(domains.order_by(OrganisationDomain.domain))),
        boards=_count(NamedOrganisation.board_id, NamedOrganisation.organisation_id == organisation.id),
    )


@action(Can.KEEP_ORGANISATIONS)
def merge(actor: Person, organisation: Organisation, other: Organisation) -> None:
    """Make an organisation a part of another's past: its members, domains, invitations, parts and addresses move along.

    Raises Invalid where one of the two exists no longer, or both are the same, Refused when a board would open by it to
    an administrator outside.
    """
    lock(other)
    if organisation.is_retired or other.is_retired:
        raise Invalid(GONE, "into")
    if organisation.id == other.id:
        raise Invalid(lazy("An organisation cannot be merged into itself."), "into")
    hold = hold_of(organisation)
    with nobody_lets_themselves_in(actor, *_boards_that_invite(organisation, other)):
        move_all(organisation, other)
        session.execute(update(Member).where(Member.verified_at_id == organisation.id).values(verified_at_id=other.id))
        _move_invitations(organisation, other)
    for model in (OrganisationDomain, FormerOrganisationSlug):
        session.execute(update(model).where(model.organisation_id == organisation.id).values(organisation_id=other.id))
    merged = Organisation.merged_into_id == organisation.id
    session.execute(update(Organisation).where(merged).values(merged_into_id=other.id))
    _move_parts(organisation, other)
    organisation.retired_at, organisation.merged_into_id = now(), other.id
    record(actor.id, "merge organisation", organisation, _facts(hold), {"merged_into_id": other.id})


@action(Can.KEEP_ORGANISATIONS)
def retire(actor: Person, organisation: Organisation, reason: str) -> None:
    """End an organisation: nobody is verified there any more, it is invited nowhere, its parts go to its own parent.

    Its domains stay with it, and are free for others. Raises Invalid when it exists no longer.
    """
    if organisation.is_retired:
        raise Invalid(GONE, "reason")
    hold = hold_of(organisation)
    end_all_at(organisation, actor.id)
    rest = Member.verified_at_id == organisation.id  # those of before there was a history
    nothing = {"verified_at_id": None, "verified_grade": None, "verified_since": None, "verified_until": None}
    session.execute(update(Member).where(rest).values(**nothing))
    session.execute(delete(NamedOrganisation).where(NamedOrganisation.organisation_id == organisation.id))
    below = Organisation.parent_id == organisation.id
    session.execute(update(Organisation).where(below).values(parent_id=organisation.parent_id))
    organisation.retired_at, organisation.parent_id = now(), None
    record(actor.id, "retire organisation", organisation, _facts(hold), {"retired": True}, reason)


def _boards_that_invite(*organisations: Organisation) -> Sequence[Board]:
    named = select(NamedOrganisation.board_id).where(
        NamedOrganisation.organisation_id.in_([organisation.id for organisation in organisations])
    )
    return session.scalars(select(Board).where(Board.id.in_(named))).all()


def _move_invitations(organisation: Organisation, other: Organisation) -> None:
    boards = select(NamedOrganisation.board_id).where(NamedOrganisation.organisation_id == organisation.id)
    there = select(NamedOrganisation.board_id).where(NamedOrganisation.organisation_id == other.id)
    for board_id in set(session.scalars(boards)) - set(session.scalars(there)):
        session.add(NamedOrganisation(organisation_id=other.id, board_id=board_id))
    session.execute(delete(NamedOrganisation).where(NamedOrganisation.organisation_id == organisation.id))


def _move_parts(organisation: Organisation, other: Organisation) -> None:
    """The parts of one become parts of the other; where the other was below it, it takes its place."""
    above = organisation.parent_id
    if _is_below(other, organisation):
        other.parent_id = above
    below = Organisation.parent_id == organisation.id, Organisation.id != other.id
    session.execute(update(Organisation).where(*below).values(parent_id=other.id))
    organisation.parent_id = None


def _is_below(one: Organisation, other: Organisation) -> bool:
    seen: set[int] = set()
    at = one.parent_id
    while at is not None and at not in seen:
        if at == other.id:
            return True
        seen.add(at)
        at = session.scalar(select(Organisation.parent_id).where(Organisation.id == at))
    return False


def _count(what: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count(what)).where(*conditions)) or 0


def _facts(hold: Hold) -> dict[str, Any]:
    return {"verified": hold.verified, "parts": hold.parts, "domains": list(hold.domains), "boards": hold.boards}
