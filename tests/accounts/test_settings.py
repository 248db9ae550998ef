"""A member's own account: another address, another password."""

import pytest
import time_machine
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from tests.accounts.door import (
    ADDRESS,
    OTHER_PASSWORD,
    PASSWORD,
    is_signed_in,
    knock,
    last_letter,
    letters,
    make_account,
    path_in,
)
from tests.factories import make_member
from tests.pages import sign_in

NEW_ADDRESS = "asha.patel@example.org"
ASK_FOR_ADDRESS = {"email": NEW_ADDRESS, "password": PASSWORD}


@pytest.fixture
def asha(client):
    member = make_account()
    sign_in(client, member)
    return member


def address_of(member: Member) -> str:
    return session.scalar(select(Member.email).where(Member.id == member.id))


@pytest.fixture
def link(client, asha) -> str:
    """The path of a link to take the new address with."""
    client.send("/settings/account/email", ASK_FOR_ADDRESS)
    return path_in(last_letter())


def change_password(client, old: str = PASSWORD, new: str = OTHER_PASSWORD):
    return client.send("/settings/account/password", {"old_password": old, "password": new})


def test_another_password_needs_the_old_one(client, asha):
    answer = change_password(client, old="something else altogether")

    assert answer.status_code == 422
    assert 'id="old_password-error"' in answer.text
    assert "This is not your password." in answer.text
    assert knock(client).status_code == 303


def test_another_password_is_in_force_at_once_and_told_by_mail(client, asha):
    answer = change_password(client)

    assert (answer.status_code, answer.location) == (303, "/settings/account")
    assert (last_letter().to, last_letter().subject) == ([ADDRESS], "Your password at Working Together was changed")
    assert knock(client, PASSWORD).status_code == 422
    assert knock(client, OTHER_PASSWORD).status_code == 303


def test_another_password_ends_all_sessions_but_this_one(client, forum, asha):
    elsewhere = forum.test_client()
    sign_in(elsewhere, asha)

    change_password(client)

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("", OTHER_PASSWORD, "old_password"),
        (PASSWORD, "", "password"),
        (PASSWORD, "short", "password"),
        (PASSWORD, "qwertyuiop123", "password"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_beside_its_field(client, asha, old, new, field):
    answer = change_password(client, old, new)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert PASSWORD not in answer.text
    assert is_signed_in(client)


def test_another_address_needs_the_password(client, asha):
    answer = client.send("/settings/account/email", {"email": NEW_ADDRESS, "password": OTHER_PASSWORD})

    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert f'value="{NEW_ADDRESS}"' in answer.text
    assert OTHER_PASSWORD not in answer.text
    assert letters() == []


def test_what_is_no_address_is_said_beside_the_field(client, asha):
    answer = client.send("/settings/account/email", {"email": "asha@", "password": PASSWORD})

    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert PASSWORD not in answer.text


def test_an_address_changes_when_its_link_is_opened_and_the_button_pressed(client, asha, link):
    before = (address_of(asha), client.get(link).status_code, address_of(asha))
    answer = client.send(link)

    assert before == (ADDRESS, 200, ADDRESS)
    assert (answer.status_code, answer.location) == (303, "/settings/account")
    assert address_of(asha) == NEW_ADDRESS
    assert knock(client).status_code == 422
    assert knock(client, email=NEW_ADDRESS).status_code == 303


def test_the_link_goes_to_the_new_mailbox_and_word_of_the_change_to_the_old(client, asha, link):
    client.send(link)

    assert [(letter.to, letter.subject) for letter in letters()] == [
        ([NEW_ADDRESS], "Confirm your new address at Working Together"),
        ([ADDRESS], "Your address at Working Together was changed"),
    ]


def test_the_old_mailbox_is_not_told_where_the_mail_goes_now(client, asha, link):
    client.send(link)

    assert NEW_ADDRESS not in last_letter().body


def test_the_link_works_once(client, asha, link):
    client.send(link)
    with transaction():
        session.get(Member, asha.id).email = "third@example.org"

    assert client.send(link).status_code == 404
    assert address_of(asha) == "third@example.org"


def test_the_link_works_for_a_day(client, asha, link):
    with time_machine.travel(now().timestamp() + 25 * 3600):
        late = client.send(link)

    assert late.status_code == 404
    assert address_of(asha) == ADDRESS


def test_the_link_ends_when_the_password_changes(client, asha, link):
    change_password(client)

    assert client.get(link).status_code == 404


def test_the_link_is_of_no_use_to_anybody_else(client, forum, asha, link):
    other = forum.test_client()
    sign_in(other, make_member())

    assert other.get(link).status_code == 404
    assert other.send(link).status_code == 404
    assert address_of(asha) == ADDRESS


def test_who_is_not_signed_in_signs_in_first_and_comes_back_to_the_link(forum, asha, link):
    stranger = forum.test_client()

    asked = stranger.get(link)

    assert asked.status_code == 302
    assert asked.location == f"/sign-in?next={link}"
    assert stranger.get(asked.location).status_code == 200
    assert knock(stranger, next=link).location == link


def test_an_address_that_was_taken_meanwhile_is_not_taken_twice(client, asha, link):
    make_member(email=NEW_ADDRESS)

    answer = client.send(link)

    assert answer.status_code == 409
    assert "has an account already" in answer.text
    assert address_of(asha) == ADDRESS


def test_the_account_page_shows_one_s_own_address(client, asha):
    assert ADDRESS in client.get("/settings/account").text


@pytest.mark.parametrize(
    "path",
    ["/settings", "/settings/account", "/settings/account/password", "/settings/account/email", "/settings/sessions"],
)
def test_an_account_is_open_to_its_owner_only(client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={path}")


def test_pages_of_people_who_are_signed_in_are_kept_by_nobody(client, asha):
    assert client.get("/settings/account").headers["Cache-Control"] == "no-store"
    assert "Cookie" in client.get("/settings/account").headers["Vary"]
