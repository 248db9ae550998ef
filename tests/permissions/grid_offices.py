"""The rows of the grid about boards, verification and administration, and what each is tried with."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from forum.admin.consequences import mark_of
from forum.boards.models import AdmissionRequest, Asked, Board, Section
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Grade, Member
from forum.members.named import BoardRole, NamedMember
from forum.organisations.models import Organisation
from forum.permissions.people import Operator
from forum.prevention.models import Watched
from forum.verification.keeping import grant_by_operator
from forum.verification.models import (
    Agreement,
    EndReason,
    Evidence,
    Means,
    Sponsoring,
    Verification,
    VerificationRequest,
)
from tests.factories import make_member, make_organisation
from tests.leaks.rows import every_row
from tests.permissions.grid_deeds import Making, Try, change, count, reads, sends

LONG_AGO = timedelta(days=40)


def _case(means: Means, of_oneself: bool = False) -> Making:
    def make(_board: Any, person: Any) -> Try:
        asks = person if of_oneself and person else make_member()
        case = _request(asks, make_organisation(), means)
        deed = "agree" if means == Means.EVIDENCE else "vouch"
        return _decide(case, deed)

    return make


def _request(asks: Member, at: Organisation, means: Means) -> VerificationRequest:
    facts = {"organisation_id": at.id, "due_at": now() + timedelta(days=2)}
    with transaction():
        request = VerificationRequest(member_id=asks.id, kind=means, **facts)
        session.add(request)
        session.flush()
        session.add(Evidence(request_id=request.id, words="A letter"))
    return request


def _decide(case: VerificationRequest, deed: str, did: Any = None) -> Try:
    path = f"/verification/requests/{case.id}"
    said = Agreement if deed == "agree" else Sponsoring
    return sends(f"{path}/{deed}", path, f'action="{path}/{deed}"', did or (lambda: count(said)))


def _as_colleague(_board: Any, person: Any) -> Try:
    """Who is verified has been so for long, at the organisation of which somebody says to be."""
    at = make_organisation()
    if person and person.is_verified:
        change(person, verified_at_id=at.id, verified_since=now() - LONG_AGO)
    return _decide(_request(make_member(), at, Means.COLLEAGUES), "vouch")


def _second(by_oneself: bool = False) -> Making:
    """One moderator has agreed already: another, or the person."""

    def make(_board: Any, person: Any) -> Try:
        case = _request(make_member(), make_organisation(), Means.EVIDENCE)
        first = person if by_oneself and person else make_member(role="moderator")
        with transaction():
            session.add(Agreement(request_id=case.id, moderator_id=first.id))
        return _decide(case, "agree", lambda: count(Verification))

    return make


def _verified() -> Member:
    member = make_member()
    grant_by_operator(Operator(), member, make_organisation(), Grade.A, now() + timedelta(days=300))
    return member


def _revoke(_board: Any, _person: Any) -> Try:
    path = f"/verification/members/{_verified().handle}"
    revoked = select(Verification.id).where(Verification.end_reason == EndReason.REVOKED)
    return sends(path, path, f'action="{path}"', lambda: session.scalar(revoked), reason="It was not true.")


def _see_verifications(_board: Any, _person: Any) -> Try:
    member = _verified()
    return reads(f"/verification/members/{member.handle}", f"/members/{member.handle}")


def _ask(board: Any, _person: Any) -> Try:
    change(board, audience="invited", open_title=True)
    path = f"/boards/{board.slug}/ask"
    words = {"words": "I run a kettle desk."}
    return sends(path, f"/boards/{board.slug}", f'href="{path}"', lambda: count(AdmissionRequest), **words)


def _answer(deed: str, audience: str, of_oneself: bool = False) -> Making:
    def make(board: Any, person: Any) -> Try:
        change(board, audience=audience, open_title=True)
        asks = person if of_oneself and person else make_member()
        with transaction():
            request = AdmissionRequest(board_id=board.id, member_id=asks.id, words="I run a kettle desk.")
            session.add(request)
        page = f"/boards/{board.slug}/requests"
        path = f"{page}/{request.id}/{deed}"
        decided = select(AdmissionRequest.id).where(AdmissionRequest.state.not_in([Asked.WAITING, Asked.WITHDRAWN]))
        return sends(path, page, f'action="{path}"', lambda: session.scalar(decided), reason="It is full.")

    return make


def _invite(board: Any, _person: Any) -> Try:
    change(board, audience="invited")
    member = make_member()
    named = select(NamedMember.member_id).where(NamedMember.member_id == member.id)
    path = f"/boards/{board.slug}/people/invite"
    page = f"/boards/{board.slug}/people"
    return sends(path, page, f'action="{path}"', lambda: session.scalar(named), handle=member.handle)


def _enter(board: Any, person: Any) -> Try:
    change(board, audience="invited")
    mine = select(NamedMember.member_id).where(
        NamedMember.member_id == (person.id if person else 0), NamedMember.role == BoardRole.INVITED
    )
    path = f"/admin/boards/{board.slug}/enter"
    reason = "Somebody asked for help there."
    return sends(path, f"/admin/boards/{board.slug}", f'href="{path}"', lambda: session.scalar(mine), reason=reason)


def _appoint(_board: Any, _person: Any) -> Try:
    member = make_member(handle="kettle")
    role = select(Member.id).where(Member.id == member.id, Member.role == "moderator")
    path = "/admin/appointments/kettle"
    return sends(path, path, f'action="{path}"', lambda: session.scalar(role), office="moderator", board="", sure="yes")


def _dismiss(_board: Any, _person: Any) -> Try:
    member = make_member(handle="kettle", role="moderator")
    dismissed = select(Member.id).where(Member.id == member.id, Member.role == "member")
    path = "/admin/appointments/kettle/dismiss"
    return sends(path, "/admin/appointments/kettle", f'href="{path}"', lambda: session.scalar(dismissed))


def _appoint_oneself(_board: Any, person: Any) -> Try:
    handle = person.handle if person else make_member().handle
    before = person.role if person else "member"
    raised = select(Member.id).where(Member.handle == handle, Member.role != before)
    path = f"/admin/appointments/{handle}"
    fields = {"office": "administrator", "board": "", "sure": "yes"}
    return sends(path, path, f'action="{path}"', lambda: session.scalar(raised), **fields)


def _section(_board: Any, _person: Any) -> Try:
    there = select(Section.id).where(Section.name == "Kettles")
    path = "/admin/sections/new"
    return sends(path, "/admin/boards", f'href="{path}"', lambda: session.scalar(there), name="Kettles")


def _make_board(board: Any, _person: Any) -> Try:
    there = select(Board.id).where(Board.name == "Kettles")
    fields = {"name": "Kettles", "section_id": str(board.section_id), "slug": ""} | RULES
    path = "/admin/boards/new"
    return sends(path, "/admin/boards", f'href="{path}', lambda: session.scalar(there), **fields)


def _change_board(board: Any, _person: Any) -> Try:
    changed = select(Board.id).where(Board.id == board.id, Board.purpose == "Kettles")
    same = {"name": board.name, "section_id": str(board.section_id), "slug": board.slug, "seen": mark_of(board)}
    path = f"/admin/boards/{board.slug}"
    fields = RULES | {"audience": "public", "purpose": "Kettles"} | same
    return sends(path, "/admin/boards", f'href="{path}"', lambda: session.scalar(changed), **fields)


RULES = {"audience": "members", "start_by": "members", "reply_by": "members"}


def _organisation(_board: Any, _person: Any) -> Try:
    there = select(Organisation.id).where(Organisation.name == "Kettleshire Council")
    path = "/admin/organisations/add"
    fields = {"name": "Kettleshire Council", "kind": "council", "nation": "england"}
    return sends(path, "/admin/organisations", f'href="{path}"', lambda: session.scalar(there), **fields)


def _text(_board: Any, _person: Any) -> Try:
    def did() -> bool:
        return any("Kettles are fine" in row for rows in every_row().values() for row in rows)

    path = "/admin/texts/rules"
    fields = {"body": "# Rules\n\nKettles are fine.", "title": "Rules", "seen": "0"}
    return sends(path, "/admin/texts", f'href="{path}"', did, **fields)


def _watch(_board: Any, _person: Any) -> Try:
    path, fields = "/admin/words/add", {"text": "gasket", "kind": "word", "board_id": "0", "measure": "hold"}
    return sends(path, "/admin/words", f'href="{path}"', lambda: count(Watched), **fields)


OFFICES: dict[str, Making] = {
    "ask to come in": _ask,
    "let in, to invited": _answer("let-in", "invited"),
    "let in, to verified": _answer("let-in", "verified"),
    "decline, of invited": _answer("decline", "invited"),
    "let oneself in": _answer("let-in", "invited", of_oneself=True),
    "invite a member": _invite,
    "enter a closed board": _enter,
    "decide on evidence": _case(Means.EVIDENCE),
    "be the second to decide": _second(),
    "be first and second": _second(by_oneself=True),
    "decide one's own case": _case(Means.EVIDENCE, of_oneself=True),
    "vouch for a stranger": _case(Means.COLLEAGUES),
    "vouch for a colleague": _as_colleague,
    "see how one was verified": _see_verifications,
    "revoke a verification": _revoke,
    "appoint": _appoint,
    "dismiss": _dismiss,
    "appoint oneself": _appoint_oneself,
    "make a section": _section,
    "make a board": _make_board,
    "change a board": _change_board,
    "add an organisation": _organisation,
    "change a text": _text,
    "watch a word": _watch,
    "see the log": lambda _board, _person: reads("/admin/log", "/admin"),
    "see the whole table": lambda _board, _person: reads("/admin/permissions", "/admin"),
}
