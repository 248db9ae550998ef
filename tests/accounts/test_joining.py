"""Joining: an address, a link in the mail, then name and password."""

import pytest
import time_machine
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
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

ASHA = {"name": "Asha Patel", "password": PASSWORD}


def members() -> int:
    return session.scalar(select(func.count(Member.id)))


@pytest.fixture
def link(client) -> str:
    """The path of a link to join with."""
    client.send("/sign-up", {"email": ADDRESS})
    return path_in(last_letter())


def test_who_opens_the_link_and_gives_name_and_password_has_joined_and_is_signed_in(client):
    asked = client.send("/sign-up", {"email": ADDRESS})
    link = path_in(last_letter())
    form = client.get(link)
    joined = client.send(link, ASHA)

    asha = session.scalar(select(Member).where(Member.email == ADDRESS))
    assert (asked.status_code, asked.location) == (303, "/sign-up/sent")
    assert ADDRESS in form.text
    assert (joined.status_code, joined.location) == (303, "/")
    assert (asha.name, asha.handle, asha.is_confirmed, asha.is_verified) == ("Asha Patel", "asha-patel", True, False)
    assert "You have joined" in client.get("/").text
    assert is_signed_in(client)


def test_the_page_after_asking_says_where_the_letter_went_and_when_its_link_ends(client):
    client.send("/sign-up", {"email": ADDRESS})

    page = client.get("/sign-up/sent").text

    assert ADDRESS in page
    assert "24 hours" in page
    assert ADDRESS not in client.get("/sign-up/sent").text


def test_the_letter_goes_to_the_address_alone_and_says_what_it_is(client):
    client.send("/sign-up", {"email": "  Asha@EXAMPLE.org "})

    letter = last_letter()
    assert letter.to == [ADDRESS]
    assert letter.subject == "Your link to join Working Together"
    assert "24 hours" in letter.body


def test_no_account_is_made_before_the_form_behind_the_link_is_sent(client, link):
    client.get(link)

    assert members() == 0


def test_the_same_link_makes_no_second_account(client, forum, link):
    client.send(link, ASHA)
    scanner = forum.test_client()

    again = [scanner.get(link), scanner.send(link, {"name": "Somebody Else", "password": OTHER_PASSWORD})]

    assert [answer.status_code for answer in again] == [409, 409]
    assert "You have joined already" in again[1].text
    assert members() == 1
    assert knock(scanner).status_code == 303


def test_a_link_works_for_a_day(client, link):
    with time_machine.travel(now().timestamp() + 23 * 3600):
        in_time = client.get(link).status_code
    with time_machine.travel(now().timestamp() + 25 * 3600):
        late = [client.get(link), client.send(link, ASHA)]

    assert in_time == 200
    assert [answer.status_code for answer in late] == [404, 404]
    assert "Ask for a new link" in late[0].text
    assert members() == 0


@pytest.mark.parametrize(
    "damage", [lambda path: path[:-4], lambda path: path[:9] + "x" + path[10:], lambda _: "/confirm/x"]
)
def test_a_link_that_was_changed_leads_nowhere(client, link, damage):
    broken = damage(link)

    assert client.get(broken).status_code == 404
    assert client.send(broken, ASHA).status_code == 404
    assert members() == 0


def test_a_link_for_another_purpose_does_not_make_an_account(client):
    make_account()
    client.send("/reset", {"email": ADDRESS})
    token = path_in(last_letter()).removeprefix("/reset/")

    assert client.get(f"/confirm/{token}").status_code == 404


def test_a_member_who_joins_again_is_told_so_by_mail_and_can_set_a_password(client):
    make_account()

    client.send("/sign-up", {"email": ADDRESS})

    letter = last_letter()
    assert letter.to == [ADDRESS]
    assert letter.subject == "You have an account at Working Together already"
    assert client.get(path_in(letter)).status_code == 200


def test_nobody_is_written_to_at_the_address_of_a_closed_account(client):
    make_account(closed_at=now())

    client.send("/sign-up", {"email": ADDRESS})

    assert letters() == []


def test_whoever_is_signed_in_makes_no_further_account(client, link):
    sign_in(client, make_member())

    assert client.send("/sign-up", {"email": "new@example.org"}).location == "/"
    assert client.get(link).status_code == 403
    assert client.send(link, ASHA).status_code == 403
    assert members() == 1


@pytest.mark.parametrize(
    "address", ["", "asha", "asha@", "a@example.org, b@example.org", '"a b"@example.org', "a\0@example.org"]
)
def test_what_is_no_address_is_said_beside_the_field_and_kept_there(client, address):
    answer = client.send("/sign-up", {"email": address})

    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert 'href="#email"' in answer.text
    assert address.split("\0")[0].split('"')[0] in answer.text
    assert letters() == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "password": PASSWORD}, "name"),
        ({"name": "A" * 81, "password": PASSWORD}, "name"),
        ({"name": "Forum Administrator", "password": PASSWORD}, "name"),
        ({"name": "Asha P\u0430tel", "password": PASSWORD}, "name"),
        ({"name": "Asha Patel", "password": ""}, "password"),
        ({"name": "Asha Patel", "password": "shortpasswd"}, "password"),
        ({"name": "Asha Patel", "password": "correcthorse"}, "password"),
        ({"name": "Asha Patel", "password": "ashapatel2026"}, "password"),
    ],
)
def test_a_name_or_password_that_cannot_be_is_said_and_the_name_kept(client, link, typed, field):
    answer = client.send(link, typed)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'value="{typed["name"]}"' in answer.text
    assert not typed["password"] or typed["password"] not in answer.text
    assert members() == 0


def test_two_of_one_name_get_handles_that_differ(client, forum):
    for browser, address in [(client, "one@example.org"), (forum.test_client(), "two@example.org")]:
        browser.send("/sign-up", {"email": address})
        browser.send(path_in(last_letter()), ASHA)

    assert set(session.scalars(select(Member.handle))) == {"asha-patel", "asha-patel-2"}
