"""A forgotten password: an address, a link in the mail, then another password."""

import pytest
import time_machine
from sqlalchemy import select

from forum.accounts.models import BrowserSession
from forum.core.clock import now
from forum.core.db import session, transaction
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
from tests.pages import sign_in

NEW = {"password": OTHER_PASSWORD}


@pytest.fixture
def asha():
    return make_account()


@pytest.fixture
def link(client, asha) -> str:
    """The path of a link to set another password with."""
    client.send("/reset", {"email": ADDRESS})
    return path_in(last_letter())


def test_who_opens_the_link_sets_a_password_and_signs_in_with_it(client, link):
    form = client.get(link)
    answer = client.send(link, NEW)

    assert form.status_code == 200
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert "Your new password is set" in client.get("/sign-in").text
    assert knock(client, PASSWORD).status_code == 422
    assert knock(client, OTHER_PASSWORD).status_code == 303


def test_setting_a_forgotten_password_ends_all_sessions(client, forum, asha, link):
    elsewhere = forum.test_client()
    sign_in(elsewhere, asha)

    client.send(link, NEW)

    assert session.execute(select(BrowserSession.id)).all() == []
    assert not is_signed_in(elsewhere)


def test_the_member_is_told_that_the_password_was_changed(client, link):
    client.send(link, NEW)

    letter = last_letter()
    assert (letter.to, letter.subject) == ([ADDRESS], "Your password at Working Together was changed")


def test_opening_the_link_changes_nothing(client, asha, forum, link):
    elsewhere = forum.test_client()
    sign_in(elsewhere, asha)

    client.get(link)

    assert is_signed_in(elsewhere)
    assert knock(client).status_code == 303


def test_a_link_works_once(client, link):
    client.send(link, NEW)

    again = [client.get(link), client.send(link, {"password": "heron magnet Tuesday cellar"})]

    assert [answer.status_code for answer in again] == [404, 404]
    assert "This link does not work" in again[1].text
    assert knock(client, OTHER_PASSWORD).status_code == 303


def test_all_links_end_when_one_is_used(client, link):
    client.send("/reset", {"email": ADDRESS})
    later = path_in(last_letter())

    client.send(later, NEW)

    assert client.get(link).status_code == 404


def test_a_link_ends_when_the_address_changes(client, asha, link):
    with transaction():
        session.get(type(asha), asha.id).email = "other@example.org"

    assert client.get(link).status_code == 404


def test_a_link_works_for_an_hour(client, link):
    with time_machine.travel(now().timestamp() + 59 * 60):
        in_time = client.get(link).status_code
    with time_machine.travel(now().timestamp() + 61 * 60):
        late = client.send(link, NEW).status_code

    assert (in_time, late) == (200, 404)
    assert knock(client, OTHER_PASSWORD).status_code == 422


def test_a_link_that_was_changed_leads_nowhere(client, link):
    assert client.get(link[:-3]).status_code == 404
    assert client.send("/reset/anything", NEW).status_code == 404


@pytest.mark.parametrize("facts", [{"closed_at": now()}, {"confirmed_at": None}])
def test_the_link_of_an_account_that_cannot_be_used_leads_nowhere(client, asha, link, facts):
    with transaction():
        for name, value in facts.items():
            setattr(session.get(type(asha), asha.id), name, value)

    assert [client.get(link).status_code, client.send(link, NEW).status_code] == [404, 404]


def test_an_address_without_an_account_is_told_so_by_mail(client):
    client.send("/reset", {"email": "nobody@example.org"})

    letter = last_letter()
    assert (letter.to, letter.subject) == (["nobody@example.org"], "No account at Working Together for this address")
    assert path_in(letter) == "/sign-up"


def test_nobody_is_written_to_at_the_address_of_a_closed_account(client):
    make_account(closed_at=now())

    client.send("/reset", {"email": ADDRESS})

    assert letters() == []


def test_what_is_no_address_is_said_and_kept(client):
    answer = client.send("/reset", {"email": "asha@"})

    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert 'value="asha@"' in answer.text


@pytest.mark.parametrize("password", ["", "too short", "passwordpassword", "asha@example.org", "workingtogether"])
def test_a_password_that_cannot_be_is_said_and_not_shown_again(client, link, password):
    answer = client.send(link, {"password": password})

    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert f'value="{password}"' not in answer.text
    assert knock(client).status_code == 303


def test_a_member_who_is_signed_in_may_set_a_forgotten_password(client, asha, link):
    sign_in(client, asha)

    client.send(link, NEW)

    assert not is_signed_in(client)
    assert knock(client, OTHER_PASSWORD).status_code == 303
