"""Appointments, from the command line."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Refused
from forum.members import actions
from forum.members.models import Member, Role
from tests.factories import make_board, make_member
from tests.pages import sign_in


@pytest.fixture
def members(forum):
    runner = forum.test_cli_runner()
    return lambda *words: runner.invoke(args=["members", *words])


def fresh(member: Member) -> Member:
    return session.scalar(select(Member).where(Member.id == member.id).execution_options(populate_existing=True))


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_member_is_appointed_and_the_appointment_taken_back(members, role):
    asha = make_member(handle="asha")
    make_member(role="administrator")  # somebody stays

    done = members("appoint", "asha", "--role", role)
    appointed = fresh(asha).role
    members("appoint", "asha", "--role", "member")

    assert (done.exit_code, done.output) == (0, f"asha is now {role}.\n")
    assert appointed == role
    assert fresh(asha).role == "member"


def test_an_appointment_is_in_force_at_the_next_request(members, client):
    sign_in(client, make_member(handle="asha"))
    board = make_board(audience="verified")
    before = client.get(f"/boards/{board.slug}").status_code

    members("appoint", "asha", "--role", "moderator")

    assert (before, client.get(f"/boards/{board.slug}").status_code) == (404, 200)


def test_a_handle_that_nobody_has_is_said_in_a_sentence(members):
    done = members("appoint", "nobody", "--role", "member")

    assert done.exit_code == 1
    assert "There is no member with the handle 'nobody'." in done.output


@pytest.mark.parametrize("facts", [{"email": None, "archive_key": "list:asha"}, {"closed_at": now()}])
def test_nothing_is_granted_where_nobody_can_sign_in(members, facts):
    asha = make_member(handle="asha", **facts)

    done = members("appoint", "asha", "--role", "administrator")

    assert done.exit_code == 1
    assert "there is nothing to grant" in done.output
    assert fresh(asha).role == "member"


def test_what_cannot_be_granted_is_refused(members):
    make_member(handle="asha")

    assert members("appoint", "asha", "--role", "king").exit_code == 2


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_only_administrators_appoint(role):
    actor = make_member(role=role, verified=True)

    with pytest.raises(Refused, match="Only administrators"):
        actions.appoint(actor, actor, Role.ADMINISTRATOR)

    assert fresh(actor).role == role


def test_a_suspended_administrator_appoints_nobody():
    actor = make_member(role="administrator", suspended_until=now() + timedelta(days=1))

    with pytest.raises(Refused):
        actions.appoint(actor, make_member(), Role.MODERATOR)
