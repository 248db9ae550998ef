"""Every kind of person who may look at a page, by name."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember, NamedOrganisation
from forum.permissions.people import Guest, Operator, Person
from tests.factories import make_member, make_organisation

MODERATOR, INVITED = BoardRole.MODERATOR, BoardRole.INVITED
VERIFIED = {"verified": True}
SUSPENDED = {"suspended_until": timedelta(days=9)}
SILENCED = {"silenced_until": timedelta(days=9)}
CLOSED = {"closed_at": timedelta(0)}
UNCONFIRMED = {"confirmed_at": None}
LAPSED = {"verified_since": timedelta(days=-400), "verified_until": timedelta(minutes=-1)}
OVER = {"suspended_until": timedelta(minutes=-1), "silenced_until": timedelta(minutes=-1)}

# What somebody is (moments as seen from now), and what they were named on the boards in question.
MEMBERS: dict[str, tuple[dict[str, Any], BoardRole | None]] = {
    "unconfirmed": (UNCONFIRMED, None),
    "unconfirmed, invited": (UNCONFIRMED, INVITED),
    "unconfirmed, verified": (UNCONFIRMED | VERIFIED, None),
    "unconfirmed board moderator": (UNCONFIRMED, MODERATOR),
    "unconfirmed administrator": (UNCONFIRMED | {"role": "administrator"}, None),
    "member": ({}, None),
    "member, sanctions over": (OVER, None),
    "verified": (VERIFIED, None),
    "verification lapsed": (LAPSED, None),
    "silenced": (VERIFIED | SILENCED, None),
    "suspended": (VERIFIED | SUSPENDED, None),
    "suspended, invited": (SUSPENDED, INVITED),
    "closed": (VERIFIED | CLOSED, None),
    "closed, invited": (VERIFIED | CLOSED, INVITED),
    "invited": ({}, INVITED),
    "invited, verified": (VERIFIED, INVITED),
    "board moderator": ({}, MODERATOR),
    "board moderator, verified": (VERIFIED, MODERATOR),
    "silenced board moderator": (SILENCED, MODERATOR),
    "suspended board moderator": (SUSPENDED, MODERATOR),
    "closed board moderator": (CLOSED, MODERATOR),
    "moderator": ({"role": "moderator"}, None),
    "moderator, invited": ({"role": "moderator"}, INVITED),
    "silenced moderator": ({"role": "moderator"} | SILENCED, None),
    "suspended moderator": ({"role": "moderator"} | SUSPENDED, None),
    "closed moderator": ({"role": "moderator"} | CLOSED, INVITED),
    "administrator": ({"role": "administrator"}, None),
    "administrator, invited": ({"role": "administrator"}, INVITED),
    "administrator, board moderator": ({"role": "administrator"}, MODERATOR),
    "suspended administrator": ({"role": "administrator"} | SUSPENDED, None),
}
# The same for those verified at an organisation that was invited to the boards.
COLLEAGUES: dict[str, dict[str, Any]] = {
    "colleague": {},
    "unconfirmed colleague": UNCONFIRMED,
    "silenced colleague": SILENCED,
    "suspended colleague": SUSPENDED,
    "closed colleague": CLOSED,
    "lapsed colleague": LAPSED,
    "moderator, colleague": {"role": "moderator"},
    "administrator, colleague": {"role": "administrator"},
}
MOVED = "colleague, moved elsewhere"
ELSEWHERE = "moderator of another board"
OTHERS: dict[str, Person] = {"guest": Guest(), "operator": Operator()}
KINDS = (*OTHERS, *MEMBERS, *COLLEAGUES, MOVED, ELSEWHERE)


def make_person(kind: str, boards: Iterable[Board], elsewhere: Board) -> Person:
    """Somebody of this kind, named on the boards where the kind is."""
    if kind in OTHERS:
        return OTHERS[kind]
    if kind in COLLEAGUES or kind == MOVED:
        return _colleague(kind, boards)
    facts, role = MEMBERS.get(kind, ({}, None))
    person = make_member(**_now(facts))
    if kind == ELSEWHERE:
        _name(person, [elsewhere], MODERATOR)
    elif role is not None:
        _name(person, boards, role)
    return person


def _colleague(kind: str, boards: Iterable[Board]) -> Member:
    """Somebody verified at an organisation that the boards are open to, or at another one since."""
    invited = make_organisation()
    with transaction():
        session.add_all(NamedOrganisation(organisation_id=invited.id, board_id=board.id) for board in boards)
    at = make_organisation() if kind == MOVED else invited
    return make_member(verified_at=at, **_now(COLLEAGUES.get(kind, {})))


def _now(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: now() + value if isinstance(value, timedelta) else value for name, value in facts.items()}


def _name(person: Member, boards: Iterable[Board], role: BoardRole) -> None:
    with transaction():
        session.add_all(NamedMember(member_id=person.id, board_id=board.id, role=role) for board in boards)
    session.expire(person)
