"""Appointments: who can hold an office, who decides, and that one administrator always stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from forum.boards.actions import name_on_board, remove_from_board
from forum.boards.events import InvitationTakenBack, MemberInvited
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Refused
from forum.core.log import LogEntry
from forum.core.outbox import _listeners
from forum.members.actions import appoint
from forum.members.events import Appointed, Dismissed
from forum.members.models import Member, Role
from forum.members.named import BoardRole, NamedMember
from forum.permissions.people import Operator
from tests.factories import make_board, make_member, make_named

DAY = timedelta(days=1)
UNABLE = [
    {"email": None, "archive_key": "list:asha", "confirmed_at": None},
    {"closed_at": now()},
    {"confirmed_at": None},
    {"silenced_until": now() + 300 * DAY},
    {"suspended_until": now() + 300 * DAY},
]


@pytest.fixture
def told(monkeypatch):
    """What listeners are told of, in order."""
    heard = []
    for module in ("forum.members.actions", "forum.boards.actions"):
        monkeypatch.setattr(f"{module}.emit", heard.append)
    assert {Appointed, Dismissed} <= _listeners.keys()
    return heard


def log() -> list[tuple]:
    entries = session.scalars(select(LogEntry).order_by(LogEntry.id))
    return [(entry.actor_id, entry.deed, entry.thing_id, entry.before, entry.after) for entry in entries]


def role_of(member: Member) -> str:
    return session.scalar(select(Member.role).where(Member.id == member.id))


def test_an_appointment_is_logged_and_told(told):
    chief, asha = make_member(role="administrator"), make_member()

    appoint(chief, asha, Role.MODERATOR)
    appoint(chief, asha, Role.MODERATOR)
    appoint(chief, asha, Role.ADMINISTRATOR)

    moderator, administrator = {"role": "moderator"}, {"role": "administrator"}
    assert log() == [
        (chief.id, "appoint", asha.id, {"role": "member"}, moderator),
        (chief.id, "appoint", asha.id, moderator, administrator),
    ]
    assert told == [Appointed(asha.id, "moderator", None), Appointed(asha.id, "administrator", None)]


def test_a_dismissal_is_logged_and_told(told):
    chief, asha = make_member(role="administrator"), make_member(role="administrator")

    appoint(chief, asha, Role.MODERATOR)
    appoint(chief, asha, Role.MEMBER)

    assert [entry[1:2] + entry[3:] for entry in log()] == [
        ("dismiss", {"role": "administrator"}, {"role": "moderator"}),
        ("dismiss", {"role": "moderator"}, {"role": "member"}),
    ]
    assert told == [
        Dismissed(asha.id, "administrator", None),
        Appointed(asha.id, "moderator", None),
        Dismissed(asha.id, "moderator", None),
    ]


def test_a_board_s_moderators_and_those_invited_are_logged_and_told(told):
    chief, board, asha = make_member(role="administrator"), make_board(), make_member()

    for role in BoardRole:
        name_on_board(chief, board, asha, role)
        remove_from_board(chief, board, asha, role)

    assert told == [
        *(Appointed(asha.id, "moderator", board.id), Dismissed(asha.id, "moderator", board.id)),
        *(MemberInvited(board.id, asha.id), InvitationTakenBack(board.id, asha.id)),
    ]
    moderator, invited = ({"member_id": asha.id, "role": role} for role in ("moderator", "invited"))
    assert log() == [
        (chief.id, "name on a board", board.id, {}, moderator),
        (chief.id, "remove from a board", board.id, moderator, {}),
        (chief.id, "name on a board", board.id, {}, invited),
        (chief.id, "remove from a board", board.id, invited, {}),
    ]


def test_the_operator_appoints_too_and_the_log_says_that_it_was_nobody_with_an_account():
    board, asha = make_board(), make_member()

    appoint(Operator(), asha, Role.MODERATOR)
    name_on_board(Operator(), board, asha, BoardRole.MODERATOR)

    assert [entry[0] for entry in log()] == [None, None]


@pytest.mark.parametrize("facts", UNABLE)
def test_who_cannot_use_the_account_gets_no_office(facts):
    chief, board, asha = make_member(role="administrator"), make_board(), make_member(**facts)

    with pytest.raises(Invalid):
        appoint(chief, asha, Role.MODERATOR)
    with pytest.raises(Invalid):
        name_on_board(chief, board, asha, BoardRole.MODERATOR)

    assert (role_of(asha), session.scalars(select(NamedMember.member_id)).all(), log()) == ("member", [], [])


@pytest.mark.parametrize("facts", UNABLE)
def test_who_cannot_use_the_account_can_still_be_dismissed(facts):
    chief, board, asha = make_member(role="administrator"), make_board(), make_member(role="moderator", **facts)
    make_named(asha, board, BoardRole.MODERATOR)

    appoint(chief, asha, Role.MEMBER)
    remove_from_board(chief, board, asha, BoardRole.MODERATOR)

    assert (role_of(asha), session.scalars(select(NamedMember.member_id)).all()) == ("member", [])


@pytest.mark.parametrize("role", Role)
def test_nobody_appoints_or_dismisses_themselves(role):
    chief, board = make_member(role="administrator"), make_board()
    make_member(role="administrator")

    for deed in (
        lambda: appoint(chief, chief, role),
        lambda: name_on_board(chief, board, chief, BoardRole.MODERATOR),
        lambda: name_on_board(chief, board, chief, BoardRole.INVITED),
        lambda: remove_from_board(chief, board, chief, BoardRole.MODERATOR),
    ):
        with pytest.raises(Refused, match="Nobody decides about their own appointments"):
            deed()

    assert role_of(chief) == "administrator"


@pytest.mark.parametrize("others", [[], [{"suspended_until": now() + 300 * DAY}], [{"closed_at": now()}]])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR])
def test_the_last_administrator_who_can_sign_in_stays(others, role):
    last = make_member(role="administrator")
    for facts in others:
        make_member(role="administrator", **facts)

    with pytest.raises(Refused, match="the last administrator"):
        appoint(Operator(), last, role)

    assert role_of(last) == "administrator"


def _two_at_once(app: Flask, deeds: list) -> list[str]:
    """Do both at the same moment, each with a session of its own; answers what each met."""
    ready = Barrier(2)

    def run(deed) -> str:
        with app.app_context():
            actor, member = deed()
            ready.wait()
            try:
                appoint(actor, member, Role.MEMBER)
            except Refused as no:
                return str(no)
            finally:
                session.remove()
            return "done"

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, deeds))


def _two_leave_at_once(app: Flask, by_operator: bool) -> None:
    asha, ben = make_member(role="administrator").id, make_member(role="administrator").id
    session.rollback()

    def deed(actor_id: int, member_id: int):
        return lambda: (Operator() if by_operator else session.get(Member, actor_id), session.get(Member, member_id))

    met = _two_at_once(app, [deed(asha, ben), deed(ben, asha)])

    assert sorted(word == "done" for word in met) == [False, True]
    assert session.scalars(select(Member.role).order_by(Member.role)).all() == ["administrator", "member"]


@pytest.mark.parametrize("by_operator", [False, True])
def test_of_two_administrators_who_dismiss_each_other_at_one_moment_one_stays(forum, by_operator):
    _two_leave_at_once(forum, by_operator)


@pytest.mark.parametrize("by_operator", [False, True])
def test_on_postgresql_one_stays_too(forum_on_postgresql, by_operator):
    _two_leave_at_once(forum_on_postgresql, by_operator)
