"""Who is named on a board, and who asks to come in: for those who look after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from forum.boards.models import AdmissionRequest, Asked, Board
from forum.core.db import session
from forum.core.errors import Absent, Invalid
from forum.core.words import lazy
from forum.members.badges import Badge, badge_columns, badge_of, with_badges
from forum.members.entered import boards_entered
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember, NamedOrganisation
from forum.members.profiles import said_organisation
from forum.organisations.models import Organisation
from forum.permissions.people import Person

MOST_SHOWN = 50  # requests at once, the oldest first: what is decided makes room


@dataclass(frozen=True)
class Asking:
    """A request that waits, and who asks."""

    id: int
    words: str
    asked_at: datetime
    is_mine: bool
    name: str
    handle: str
    badge: Badge | None
    organisation: str


@dataclass(frozen=True)
class Named:
    """Somebody who is named on a board."""

    id: int
    name: str
    handle: str
    badge: Badge | None


@dataclass(frozen=True)
class Standing:
    """By what a member may read a board that goes by names: each right that there is, as it would be left alone."""

    looks_after: bool
    by_name: bool
    entered_at: datetime | None
    through: Organisation | None


def standing(member: Member, board: Board) -> Standing:
    """How a member stands to a board that goes by names."""
    organisation = session.get(NamedOrganisation, (member.verified_at_id or 0, board.id))
    return Standing(
        looks_after=board.id in member.moderates,
        by_name=session.get(NamedMember, (member.id, board.id, BoardRole.INVITED)) is not None,
        entered_at=boards_entered(member.id, [board.id]).get(board.id),
        through=member.verified_at if organisation is not None and member.is_verified else None,
    )


def waiting_requests(viewer: Person, board: Board) -> list[Asking]:
    """The requests to come into a board that wait, the oldest first."""
    columns = (AdmissionRequest.id, AdmissionRequest.words, AdmissionRequest.asked_at, AdmissionRequest.member_id)
    theirs = (Member.name, Member.handle, Member.organisation, Member.organisation_shown, *badge_columns())
    query = with_badges(select(*columns, *theirs).join(Member, AdmissionRequest.member_id == Member.id))
    waits = (AdmissionRequest.board_id == board.id, AdmissionRequest.state == Asked.WAITING)
    waiting = query.where(*waits, Member.closed_at.is_(None)).order_by(AdmissionRequest.id).limit(MOST_SHOWN)
    return [_asking(viewer, row) for row in session.execute(waiting)]


def request_on(board: Board, request_id: int) -> AdmissionRequest:
    """The request of this number to come into this board. Raises Absent when there is none."""
    request = session.get(AdmissionRequest, request_id)
    if request is None or request.board_id != board.id:
        raise Absent()
    return request


def named_members(board: Board, role: BoardRole) -> list[Named]:
    """Those who are named on a board in a role, by name."""
    query = with_badges(select(Member.id, Member.name, Member.handle, *badge_columns()))
    named = query.join(NamedMember, NamedMember.member_id == Member.id)
    here = named.where(NamedMember.board_id == board.id, NamedMember.role == role, Member.closed_at.is_(None))
    rows = session.execute(here.order_by(Member.name, Member.id))
    return [Named(row.id, row.name, row.handle, badge_of(row)) for row in rows]


def named_organisations(board: Board) -> Sequence[Organisation]:
    """The organisations that are invited to a board, by name."""
    query = select(Organisation).join(NamedOrganisation, NamedOrganisation.organisation_id == Organisation.id)
    here = query.where(NamedOrganisation.board_id == board.id)
    return session.scalars(here.order_by(Organisation.name, Organisation.id)).all()


def organisation_named(name: str) -> Organisation:
    """The organisation of the directory that has this name, or this address. Raises Invalid for none or several."""
    same = func.lower(Organisation.name) == name.lower()
    found = select(Organisation).where(or_(same, Organisation.slug == name))
    organisations = session.scalars(found.limit(2)).all()
    if not organisations:
        raise Invalid(lazy("The directory has no organisation of this name."), "organisation")
    if len(organisations) > 1:
        raise Invalid(
            lazy("Several organisations have this name. Write the last part of its address instead."), "organisation"
        )
    return organisations[0]


def _asking(viewer: Person, row: Any) -> Asking:
    badge = badge_of(row)
    return Asking(
        id=row.id,
        words=row.words,
        asked_at=row.asked_at,
        is_mine=row.member_id == viewer.id,
        name=row.name,
        handle=row.handle,
        badge=badge,
        organisation=said_organisation(viewer, row.member_id, row, badge),
    )
