"""Verification from the command line."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.errors import Refused
from forum.members.models import Grade, Member
from forum.permissions.people import Guest
from forum.verification import keeping
from forum.verification.models import Verification
from tests.factories import make_board, make_member
from tests.pages import sign_in
from tests.verification.people import make_verified, open_at, set_behind


@pytest.fixture
def verification(forum):
    runner = forum.test_cli_runner()
    return lambda *words: runner.invoke(args=["verification", *words])


def fresh(member: Member) -> Member:
    return session.scalar(select(Member).where(Member.id == member.id).execution_options(populate_existing=True))


def test_a_member_is_verified_for_some_months_and_then_no_more(verification, council):
    asha = make_member(handle="asha")

    done = verification("grant", "asha", "--organisation", "port-lennox", "--months", "6")
    verified = fresh(asha)

    assert done.exit_code == 0
    assert "asha is verified at Port Lennox Council, grade A, until" in done.output
    assert (verified.is_verified, verified.verified_grade, verified.verified_at_id) == (True, "A", council.id)
    with at(now() + timedelta(days=180)):
        assert verified.is_verified
    with at(now() + timedelta(days=185)):
        assert not verified.is_verified


def test_grade_b_lasts_six_months_and_grade_a_twelve(verification, council):
    asha, bram = make_member(handle="asha"), make_member(handle="bram")

    verification("grant", "asha", "--organisation", "port-lennox", "--grade", "B")
    verification("grant", "bram", "--organisation", "port-lennox")

    assert fresh(asha).verified_until < now() + timedelta(days=186)
    assert fresh(bram).verified_until > now() + timedelta(days=360)


def test_granting_again_keeps_since_when(verification, council):
    asha = make_verified(council, handle="asha")
    since = asha.verified_since

    verification("grant", "asha", "--organisation", "port-lennox")

    assert fresh(asha).verified_since == since
    assert fresh(asha).verified_until > now() + timedelta(days=360)


def test_granting_after_a_lapse_begins_anew(verification, council):
    asha = make_verified(council, handle="asha")
    set_behind(open_at(asha), until=now() - timedelta(days=1))
    set_behind(asha, verified_until=now() - timedelta(days=1))

    verification("grant", "asha", "--organisation", "port-lennox")

    assert fresh(asha).verified_since > now() - timedelta(minutes=1)
    assert len(session.scalars(select(Verification)).all()) == 2


def test_a_verification_ends_at_once_with_its_reason(verification, client, council):
    sign_in(client, make_verified(council, handle="asha"))
    board = make_board(audience="verified")

    done = verification("revoke", "asha", "--reason", "Left the council.")
    again = verification("revoke", "asha", "--reason", "Left the council.")

    assert (done.exit_code, again.exit_code) == (0, 1)
    assert client.get(f"/boards/{board.slug}").status_code == 404
    assert session.scalar(select(Verification.end_words)) == "Left the council."


def test_who_is_verified_is_listed(verification, council):
    make_verified(council, handle="asha")
    make_member(handle="bram")

    lines = verification("list").output.splitlines()

    assert [line.split("  ")[1:] for line in lines] == [["A", "asha", "Port Lennox Council"]]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("grant", "nobody", "--organisation", "port-lennox"), "There is no member with the handle 'nobody'."),
        (("grant", "asha", "--organisation", "elsewhere"), "There is no organisation at the address 'elsewhere'."),
        (("revoke", "asha", "--reason", "x"), "asha is not verified."),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(verification, council, words, sentence):
    make_member(handle="asha")
    done = verification(*words)

    assert done.exit_code == 1
    assert sentence in done.output


@pytest.mark.parametrize("facts", [{"email": None, "archive_key": "list:asha"}, {"closed_at": now()}])
def test_nothing_is_granted_where_nobody_can_sign_in(verification, council, facts):
    asha = make_member(handle="asha", **facts)

    done = verification("grant", "asha", "--organisation", "port-lennox")

    assert done.exit_code == 1
    assert "there is nothing to grant" in done.output
    assert not fresh(asha).is_verified


@pytest.mark.parametrize("months", ["0", "61", "x"])
def test_a_length_that_cannot_be_is_refused(verification, council, months):
    make_member(handle="asha")

    assert verification("grant", "asha", "--organisation", "port-lennox", "--months", months).exit_code == 2


def test_only_operators_and_administrators_grant(council):
    for actor in (Guest(), make_member(role="moderator"), make_member(verified=True)):
        with pytest.raises(Refused):
            keeping.grant_by_operator(actor, make_member(), council, Grade.A, now() + timedelta(days=9))
