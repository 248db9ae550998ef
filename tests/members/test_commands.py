"""Appointments and verification, from the command line."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.errors import Refused
from forum.members import actions
from forum.members.models import Member, Role
from forum.permissions.people import Guest
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


def test_a_member_is_verified_for_some_months_and_then_no_more(members):
    asha = make_member(handle="asha")

    done = members("verify", "asha", "--months", "6")
    verified = fresh(asha)

    assert done.exit_code == 0
    assert verified.is_verified
    with at(now() + timedelta(days=180)):
        assert verified.is_verified
    with at(now() + timedelta(days=185)):
        assert not verified.is_verified


def test_verifying_again_keeps_since_when(members):
    since = now() - timedelta(days=100)
    asha = make_member(handle="asha", verified_since=since, verified_until=now() + timedelta(days=1))

    members("verify", "asha")

    assert fresh(asha).verified_since == since
    assert fresh(asha).verified_until > now() + timedelta(days=360)


def test_verifying_after_a_lapse_begins_anew(members):
    long_ago = now() - timedelta(days=900)
    asha = make_member(handle="asha", verified_since=long_ago, verified_until=long_ago + timedelta(days=300))

    members("verify", "asha")

    assert fresh(asha).verified_since > now() - timedelta(minutes=1)


def test_a_verification_ends_at_once(members, client):
    sign_in(client, make_member(handle="asha", verified=True))
    board = make_board(audience="verified")

    done = members("unverify", "asha")

    assert done.exit_code == 0
    assert client.get(f"/boards/{board.slug}").status_code == 404


@pytest.mark.parametrize(
    "words", [("appoint", "nobody", "--role", "member"), ("verify", "nobody"), ("unverify", "nobody")]
)
def test_a_handle_that_nobody_has_is_said_in_a_sentence(members, words):
    done = members(*words)

    assert done.exit_code == 1
    assert "There is no member with the handle 'nobody'." in done.output


@pytest.mark.parametrize("facts", [{"email": None, "archive_key": "list:asha"}, {"closed_at": now()}])
@pytest.mark.parametrize("words", [("appoint", "asha", "--role", "administrator"), ("verify", "asha")])
def test_nothing_is_granted_where_nobody_can_sign_in(members, facts, words):
    asha = make_member(handle="asha", **facts)

    done = members(*words)

    assert done.exit_code == 1
    assert "there is nothing to grant" in done.output
    assert (fresh(asha).role, fresh(asha).is_verified) == ("member", False)


@pytest.mark.parametrize(
    "words",
    [("appoint", "asha", "--role", "king"), ("verify", "asha", "--months", "0"), ("verify", "asha", "--months", "61")],
)
def test_what_cannot_be_granted_is_refused(members, words):
    make_member(handle="asha")

    assert members(*words).exit_code == 2


def test_a_verification_does_not_end_in_the_past():
    asha = make_member()
    administrator = make_member(role="administrator")

    with pytest.raises(actions.Invalid, match="lies in the future"):
        actions.verify(administrator, asha, now())


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_only_administrators_appoint_and_verify(role):
    actor, asha = make_member(role=role, verified=True), make_member()

    with pytest.raises(Refused, match="Only administrators"):
        actions.appoint(actor, actor, Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="Only administrators"):
        actions.verify(actor, asha, now() + timedelta(days=1))
    with pytest.raises(Refused):
        actions.unverify(Guest(), asha)

    assert fresh(actor).role == role


def test_a_suspended_administrator_appoints_nobody():
    actor = make_member(role="administrator", suspended_until=now() + timedelta(days=1))

    with pytest.raises(Refused):
        actions.appoint(actor, make_member(), Role.MODERATOR)
