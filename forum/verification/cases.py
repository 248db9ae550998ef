"""Requests as those see them who decide: colleagues those of their organisation, moderators those with evidence."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, undefer

from forum.core.db import session
from forum.core.errors import Absent
from forum.members.models import Member
from forum.members.queries import readable_member
from forum.permissions.guard import can
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.verification.models import (
    Agreement,
    Evidence,
    Means,
    RequestState,
    Sponsoring,
    Verification,
    VerificationRequest,
)

MOST = 100


def asking_colleagues(viewer: Person) -> Sequence[VerificationRequest]:
    """Those for whom the viewer may vouch and has not yet, the one that waits longest first."""
    if viewer.verified_grade != "A" or not viewer.is_verified:
        return []
    mine = select(Sponsoring.request_id).where(
        Sponsoring.sponsor_id == viewer.id, Sponsoring.said_at.is_not(None), Sponsoring.void_at.is_(None)
    )
    query = _waiting(Means.COLLEAGUES).where(
        VerificationRequest.organisation_id == viewer.verified_at_id, VerificationRequest.id.not_in(mine)
    )
    return [request for request in session.scalars(query) if can(viewer, Can.SPONSOR, request)]


def cases_to_decide(viewer: Person) -> Sequence[VerificationRequest]:
    """Those that moderators decide and the viewer may, the one that waits longest first."""
    if not viewer.is_moderator:
        return []
    rows = session.scalars(_waiting(Means.EVIDENCE)).all()
    return [request for request in rows if can(viewer, Can.DECIDE_VERIFICATION, request)]


def agreed_by(viewer: Person, cases: Sequence[VerificationRequest]) -> frozenset[int]:
    """The numbers of those cases to which the viewer has agreed, and which wait for a second moderator."""
    if not cases:
        return frozenset()
    mine = select(Agreement.request_id).where(Agreement.moderator_id == viewer.id)
    return frozenset(session.scalars(mine.where(Agreement.request_id.in_([case.id for case in cases]))))


def readable_case(viewer: Person, request_id: int) -> VerificationRequest:
    """A request that the viewer may decide, alone or with others. Raises Absent for any other."""
    request: VerificationRequest | None = session.scalar(_with_people().where(VerificationRequest.id == request_id))
    if request is None or not (can(viewer, Can.SPONSOR, request) or can(viewer, Can.DECIDE_VERIFICATION, request)):
        raise Absent()
    return request


def evidence_for(viewer: Person, request: VerificationRequest) -> Evidence | None:
    """What moderators look at; nothing for others."""
    if not can(viewer, Can.DECIDE_VERIFICATION, request):
        return None
    return session.get(Evidence, request.id)


def picture_for(viewer: Person, request_id: int) -> bytes:
    """The picture of the evidence. Raises Absent for everybody but those who decide, and when there is none."""
    request = session.get(VerificationRequest, request_id)
    if request is None or not can(viewer, Can.DECIDE_VERIFICATION, request):
        raise Absent()
    shown = select(Evidence).where(Evidence.request_id == request_id).options(undefer(Evidence.picture))
    evidence = session.scalar(shown)
    if evidence is None or evidence.picture is None:
        raise Absent()
    return evidence.picture


def verified_member(viewer: Person, handle: str) -> tuple[Member, Sequence[Verification]]:
    """A member and all their verifications, the last first; for moderators. Raises Absent for others."""
    if not can(viewer, Can.SEE_VERIFICATIONS):
        raise Absent()
    member = readable_member(viewer, handle)
    rows = select(Verification).where(Verification.member_id == member.id).order_by(Verification.id.desc())
    return member, session.scalars(rows.options(joinedload(Verification.organisation))).all()


def _waiting(kind: Means) -> Select[Any]:
    waiting = _with_people().where(VerificationRequest.state == RequestState.OPEN, VerificationRequest.kind == kind)
    return waiting.order_by(VerificationRequest.due_at, VerificationRequest.id).limit(MOST)


def _with_people() -> Select[Any]:
    return select(VerificationRequest).options(
        joinedload(VerificationRequest.person), joinedload(VerificationRequest.organisation)
    )
