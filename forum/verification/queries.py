"""A member's own verification: what is in force, what waits, what was; and organisations to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.holding import holds
from forum.members.models import Grade, Member, Role
from forum.organisations.models import Organisation
from forum.permissions.verification_rules import SPONSOR_AFTER
from forum.verification.codes import digest_of
from forum.verification.models import (
    Agreement,
    EndReason,
    Means,
    RequestState,
    Sponsoring,
    Verification,
    VerificationRequest,
)

MOST_FOUND = 20

TOLD_AT_MOST = 5  # colleagues, when a request names nobody


@dataclass(frozen=True)
class Status:
    """All that a member is told about their own verification."""

    current: Verification | None
    past: Sequence[Verification]
    link: VerificationRequest | None
    waiting: VerificationRequest | None
    refused: VerificationRequest | None

    @property
    def lapsed(self) -> Verification | None:
        """The last one, when time alone has ended it and it can be renewed."""
        last = self.past[0] if self.past and self.current is None else None
        if last is None or last.end_reason not in (None, EndReason.LAPSED) or last.organisation.is_retired:
            return None
        return last


@dataclass(frozen=True)
class Progress:
    """How far a request has come: how many said yes, who was asked by name, and how many others could say yes."""

    words: int
    named: Sequence[str]
    left: int


def status_of(member: Member) -> Status:
    """What is in force, what waits and what was."""
    verifications = session.scalars(
        select(Verification)
        .where(Verification.member_id == member.id)
        .options(joinedload(Verification.organisation))
        .order_by(Verification.id.desc())
    ).all()
    requests = session.scalars(
        select(VerificationRequest)
        .where(VerificationRequest.member_id == member.id)
        .options(joinedload(VerificationRequest.organisation))
        .order_by(VerificationRequest.id.desc())
    ).all()
    current = next((one for one in verifications if one.is_in_force), None)
    people = [one for one in requests if one.kind != Means.ADDRESS]
    return Status(
        current=current,
        past=[one for one in verifications if one is not current],
        link=next((one for one in requests if one.kind == Means.ADDRESS and _works(one)), None),
        waiting=next((one for one in people if one.is_open), None),
        refused=people[0] if people and people[0].state == RequestState.REFUSED else None,
    )


def progress_of(request: VerificationRequest, words: int) -> Progress:
    """What a page says about a request that waits, `words` being how many have said yes."""
    named = session.scalars(
        select(Member.name)
        .join(Sponsoring, Sponsoring.sponsor_id == Member.id)
        .where(Sponsoring.request_id == request.id, Sponsoring.named, Sponsoring.said_at.is_(None))
        .order_by(Member.name)
    ).all()
    return Progress(words, named, deciders_for(request, but_for=_who_said_yes(request)))


def deciders_for(request: VerificationRequest, but_for: Sequence[int] = ()) -> int:
    """How many people there are whose word about a request would count: never the one whom it is about."""
    theirs = may_vouch(request.organisation_id) if request.kind == Means.COLLEAGUES else may_decide()
    return _count(theirs, Member.id.not_in([request.member_id, *but_for]))


def colleagues_who_may_vouch(member: Member, organisation: Organisation) -> int:
    """How many could vouch for a member at an organisation at this moment, but for the limit of a year."""
    return _count(may_vouch(organisation.id), Member.id != member.id)


def _count(*who: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Member).where(*who)) or 0


def _who_said_yes(request: VerificationRequest) -> Sequence[int]:
    said = select(Sponsoring.sponsor_id).where(
        Sponsoring.request_id == request.id, Sponsoring.said_at.is_not(None), Sponsoring.void_at.is_(None)
    )
    agreed = select(Agreement.moderator_id).where(Agreement.request_id == request.id)
    return session.scalars(said if request.kind == Means.COLLEAGUES else agreed).all()


def some_who_may_vouch(organisation_id: int, but_for: int) -> Sequence[int]:
    """The numbers of a few colleagues, others each time, to be told of a request that names nobody."""
    others = select(Member.id).where(may_vouch(organisation_id), Member.id != but_for)
    return session.scalars(others.order_by(func.random()).limit(TOLD_AT_MOST)).all()


def may_decide() -> ColumnElement[bool]:
    """Whose word about evidence counts at this moment: moderators in good standing. A condition on `Member`."""
    return and_(Member.role.in_([Role.MODERATOR, Role.ADMINISTRATOR]), is_in_good_standing())


def may_vouch(organisation_id: int) -> ColumnElement[bool]:
    """Who could vouch for a colleague at this moment, but for the limit of a year: a condition on `Member`."""
    there = and_(Member.verified_at_id == organisation_id, Member.verified_grade == Grade.A)
    for_long = and_(Member.verified_until > now(), Member.verified_since <= now() - SPONSOR_AFTER)
    return and_(there, for_long, is_in_good_standing())


def is_in_good_standing() -> ColumnElement[bool]:
    """Whose word counts at this moment: a condition on `Member`."""
    return and_(
        Member.closed_at.is_(None),
        Member.confirmed_at.is_not(None),
        func.coalesce(Member.suspended_until, _LONG_AGO) <= now(),
        func.coalesce(Member.silenced_until, _LONG_AGO) <= now(),
    )


def request_of_code(member: Member, code: str) -> VerificationRequest:
    """The member's own request whose link carries this code. Raises Absent for any other, used or too old."""
    request = session.scalar(select(VerificationRequest).where(VerificationRequest.code_digest == digest_of(code)))
    if request is None or request.member_id != member.id or not _works(request):
        raise Absent()
    return request


def own_request(member: Member, request_id: int) -> VerificationRequest:
    """One of the member's own requests. Raises Absent for any other."""
    request = session.get(VerificationRequest, request_id)
    if request is None or request.member_id != member.id:
        raise Absent()
    return request


def found_organisations(text: str) -> tuple[Sequence[Organisation], int]:
    """Organisations in whose name every word stands, the first twenty by name, and how many there are."""
    query = select(Organisation).where(Organisation.retired_at.is_(None))
    for word in text.split():
        query = query.where(holds(Organisation.name, word))
    found = session.scalars(query.order_by(Organisation.name, Organisation.id).limit(MOST_FOUND)).all()
    if len(found) < MOST_FOUND:
        return found, len(found)
    return found, session.scalar(select(func.count()).select_from(query.subquery())) or 0


def organisation_called(slug: str) -> Organisation:
    """The organisation of this address that exists. Raises Absent when there is none."""
    found = session.scalar(select(Organisation).where(Organisation.slug == slug, Organisation.retired_at.is_(None)))
    if found is None:
        raise Absent(f"There is no organisation at the address {slug!r}.")
    return found


def in_force() -> Sequence[Verification]:
    """Every verification in force, that first which ends first; for operators."""
    rows = select(Verification).where(Verification.ended_at.is_(None), Verification.until > now())
    people = (joinedload(Verification.person), joinedload(Verification.organisation))
    return session.scalars(rows.options(*people).order_by(Verification.until, Verification.id)).all()


def _works(request: VerificationRequest) -> bool:
    return request.is_open and request.due_at > now()


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
