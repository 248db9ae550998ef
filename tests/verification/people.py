"""People of a council, and what they do, as the tests of verification need them."""

from datetime import timedelta
from typing import Any

from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Grade, Member
from forum.organisations.models import Organisation
from forum.permissions.people import Operator
from forum.verification.actions import Shown, ask_colleagues, ask_with_evidence
from forum.verification.keeping import grant_by_operator
from forum.verification.models import Verification, VerificationRequest
from tests.accounts.door import last_letter, path_in
from tests.factories import make_member
from tests.pages import Browser

LONG = timedelta(days=40)
NOBODY = Shown("I run the front desk. Ring the council and ask.", "", None)


def make_verified(at: Organisation, grade: str = "A", since: timedelta = LONG, **facts: Any) -> Member:
    """A member who has been verified there for some time, with the row of the history."""
    member = make_member(**facts)
    verification = grant_by_operator(Operator(), member, at, Grade(grade), now() + timedelta(days=300))
    began = now() - since
    _set(verification, since=began)
    _set(member, verified_since=began)
    return member


def _set(thing: Any, **facts: Any) -> None:
    from_now_on = type(thing).__table__.update().where(type(thing).id == thing.id).values(**facts)
    with session.get_bind().begin() as connection:
        connection.execute(from_now_on)
    session.rollback()
    session.refresh(thing)


def set_behind(thing: Any, **facts: Any) -> None:
    """Change a row behind everybody's back."""
    _set(thing, **facts)


def open_at(member: Member) -> Verification | None:
    """The member's verification without an end."""
    rows = Verification.member_id == member.id
    return session.query(Verification).filter(rows, Verification.ended_at.is_(None)).one_or_none()


def request_evidence(member: Member, at: Organisation, shown: Shown = NOBODY) -> VerificationRequest:
    """A request with evidence."""
    return ask_with_evidence(member, member, at, shown)


def request_colleagues(member: Member, at: Organisation, *named: Member) -> VerificationRequest:
    """A request to colleagues."""
    return ask_colleagues(member, member, at, named)


def ask_for_link(client: Browser, address: str) -> str:
    """Ask for a link to a work address; answers its path."""
    assert client.send("/settings/verification", {"email": address}).status_code == 303
    letter = last_letter()
    assert letter.to == [address]
    return path_in(letter)
