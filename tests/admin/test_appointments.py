"""Appointing and dismissing on the pages of administration."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember
from tests.accounts.test_kept import fields_of
from tests.admin.people import LONG_AGO, administrator
from tests.factories import make_board, make_member, make_named, make_organisation
from tests.statements import count_queries


@pytest.fixture
def chief(client):
    return administrator(client, name="Chief", handle="chief")


@pytest.fixture
def asha(chief):
    return make_member(name="Asha Patel", handle="asha", verified_at=make_organisation(name="Dorset Council"))


def role_of(member: Member) -> str:
    return session.scalar(select(Member.role).where(Member.id == member.id))


def named() -> list[tuple]:
    return [tuple(row) for row in session.execute(select(NamedMember.member_id, NamedMember.board_id))]


def test_the_list_names_everybody_with_an_office(client, asha):
    board = make_board(name="Kettles")
    make_member(name="Zoe", role="moderator")
    make_named(asha, board, BoardRole.MODERATOR)
    make_named(make_member(name="Only invited"), board, BoardRole.INVITED)

    page = client.get("/admin/appointments").text

    assert all(word in page for word in ("Chief", "Zoe", "Asha Patel", "Kettles", "Dorset Council"))
    assert "Only invited" not in page


@pytest.mark.parametrize(("who", "there"), [("asha", True), ("@asha", True), ("patel as", True), ("ben", False)])
def test_somebody_is_looked_up_by_handle_or_name(client, asha, who, there):
    page = client.get("/admin/appointments", query_string={"who": who}).text

    assert ('href="/admin/appointments/asha"' in page) == there
    assert ("Nobody has this handle or name" in page) != there


def test_closed_accounts_and_authors_of_archives_are_not_found(client, chief):
    make_member(name="Pat One", closed_at=now())
    make_member(name="Pat Two", email=None, archive_key="list:pat")

    assert "Nobody has this handle or name" in client.get("/admin/appointments?who=pat").text


def test_a_look_up_that_is_too_long_is_said_beside_the_field(client, chief):
    answer = client.get("/admin/appointments", query_string={"who": "x" * 81})

    assert answer.status_code == 422
    assert 'id="who-error"' in answer.text


@pytest.mark.parametrize(("office", "word"), [("moderator", "a moderator"), ("administrator", "an administrator")])
def test_a_member_is_appointed_for_the_whole_forum(client, asha, office, word):
    shown = client.send("/admin/appointments/asha", {"office": office, "board": ""})
    before = role_of(asha)
    answer = client.send("/admin/appointments/asha", fields_of(shown.text))

    assert (shown.status_code, before) == (200, "member")
    assert "Make Asha Patel" in shown.text
    assert ("appoints and dismisses others" in shown.text) == (office == "administrator")
    assert (answer.status_code, answer.location) == (303, "/admin/appointments/asha")
    assert role_of(asha) == office
    assert f"Asha Patel is now {word}." in client.get(answer.location).text


def test_a_member_is_appointed_for_one_board(client, asha):
    board = make_board(name="Kettles", slug="kettles")

    answer = client.send("/admin/appointments/asha", {"office": "board", "board": "kettles"})

    assert answer.status_code == 303
    assert named() == [(asha.id, board.id)]
    assert "Asha Patel now looks after Kettles." in client.get(answer.location).text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "office"),
        ({"office": "king"}, "office"),
        ({"office": "board", "board": ""}, "board"),
        ({"office": "board", "board": "nowhere"}, "board"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client, asha, fields, field):
    answer = client.send("/admin/appointments/asha", fields)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert (role_of(asha), named()) == ("member", [])


def test_nobody_who_is_suspended_is_appointed(client, chief):
    ben = make_member(handle="ben", suspended_until=now() + timedelta(days=2))

    answer = client.send("/admin/appointments/ben", {"office": "moderator", "board": ""})

    assert answer.status_code == 422
    assert "A moderator has paused the rights of this member." in answer.text
    assert role_of(ben) == "member"


@pytest.mark.parametrize(("fact", "word"), [("suspended_until", "Suspended"), ("silenced_until", "Silenced")])
def test_before_somebody_is_appointed_it_is_said_that_they_lost_their_rights(client, chief, fact, word):
    make_member(handle="quentin", **{fact: now() + timedelta(days=3)})

    assert f'<span class="app-state">{word}</span>' in client.get("/admin/appointments/quentin").text


def test_an_office_that_somebody_has_already_is_not_offered(client, asha):
    make_named(asha, make_board(name="Kettles", slug="kettles"), BoardRole.MODERATOR)
    client.send("/admin/appointments/asha", {"office": "moderator", "board": "", "sure": "yes"})

    page = client.get("/admin/appointments/asha").text

    assert 'value="moderator"' not in page
    assert 'value="administrator"' in page
    assert 'value="kettles"' not in page


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("moderator", "Zoe is no longer a moderator of the whole forum."),
        ("administrator", "Zoe is no longer an administrator, nor a moderator of the whole forum."),
    ],
)
def test_who_was_dismissed_may_still_look_after_a_board_so_nothing_else_is_said(client, chief, role, said):
    zoe = make_member(name="Zoe", handle="zoe", role=role)
    make_named(zoe, make_board(name="Kettles"), BoardRole.MODERATOR)

    page = client.get(client.send("/admin/appointments/zoe/dismiss").location).text

    assert said in page
    assert "Moderator of Kettles" in page
    assert "like others" not in page


def test_a_moderator_is_dismissed_after_a_look_at_what_it_means(client, chief):
    zoe = make_member(name="Zoe", handle="zoe", role="moderator")

    shown = client.get("/admin/appointments/zoe/dismiss")
    before = role_of(zoe)
    answer = client.send("/admin/appointments/zoe/dismiss")

    assert "Zoe will no longer be a moderator of the whole forum." in shown.text
    assert (before, role_of(zoe)) == ("moderator", "member")
    assert answer.status_code == 303


def test_a_moderator_of_a_board_is_dismissed(client, asha):
    make_named(asha, make_board(name="Kettles", slug="kettles", audience="invited"), BoardRole.MODERATOR)

    shown = client.get("/admin/appointments/asha/dismiss/kettles")
    answer = client.send("/admin/appointments/asha/dismiss/kettles")

    assert "Asha Patel will no longer moderate Kettles." in shown.text
    assert "can no longer read it" in shown.text
    assert (answer.status_code, named()) == (303, [])


@pytest.mark.parametrize("path", ["asha/dismiss", "asha/dismiss/kettles", "nobody", "asha/dismiss/nowhere"])
def test_what_is_not_there_cannot_be_taken_back(client, asha, path):
    make_board(slug="kettles")

    assert client.get(f"/admin/appointments/{path}").status_code == 404


def test_the_last_administrator_and_oneself_cannot_be_dismissed(client, chief):
    page = client.get("/admin/appointments/chief")

    answers = [client.send(f"/admin/appointments/chief{path}", {"office": "x"}) for path in ("", "/dismiss")]

    assert "Nobody decides about their own appointments." in page.text
    assert 'type="radio"' not in page.text
    assert [answer.status_code for answer in answers] == [403, 403]
    assert role_of(chief) == "administrator"


def test_the_list_sends_as_many_statements_for_many_as_for_few(client, chief):
    counts = []
    for rows in (1, 12):
        for _row in range(rows):
            make_named(make_member(verified_at=make_organisation()), make_board(), BoardRole.MODERATOR)
            make_member(role="moderator", verified_at=make_organisation())
        with count_queries() as statements:
            client.get("/admin/appointments?who=member")
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert counts[1] <= 6


def test_the_password_is_asked_for_when_it_is_sure(client):
    administrator(client, LONG_AGO)
    make_member(handle="asha")
    fields = {"office": "moderator", "board": ""}

    looked = client.send("/admin/appointments/asha", fields)
    done = client.send("/admin/appointments/asha", {**fields, "sure": "yes"})

    assert "a moderator of the whole forum?" in looked.text
    assert (done.status_code, "Give your password again" in done.text) == (403, True)
