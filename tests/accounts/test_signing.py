"""Signing in and out."""

import pytest
from sqlalchemy import select

from forum.accounts import passwords
from forum.accounts.models import BrowserSession
from forum.accounts.queries import digest_of
from forum.core.db import session, transaction
from tests.accounts.door import ADDRESS, OTHER_PASSWORD, is_signed_in, knock, make_account
from tests.factories import make_member
from tests.pages import sign_in


def token_of(client) -> str | None:
    with client.session_transaction() as cookie:
        return cookie.get("_user_id")


def test_address_and_password_open_a_session(client):
    asha = make_account()

    answer = knock(client)

    row = session.scalar(select(BrowserSession))
    assert (answer.status_code, answer.location) == (303, "/")
    assert row.member_id == asha.id
    assert is_signed_in(client)


def test_the_address_may_be_typed_in_capitals_and_with_blanks(client):
    make_account()

    assert knock(client, email=" ASHA@Example.ORG ").status_code == 303


def test_a_wrong_password_keeps_the_address_and_not_the_password(client):
    make_account()

    answer = knock(client, OTHER_PASSWORD)

    assert answer.status_code == 422
    assert "The e-mail address or the password is not right." in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert OTHER_PASSWORD not in answer.text
    assert not is_signed_in(client)


@pytest.mark.parametrize(("typed", "field"), [({"email": "asha"}, "email"), ({"password": ""}, "password")])
def test_what_is_missing_is_said_beside_its_field(client, typed, field):
    answer = knock(client, **typed)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_signing_in_changes_the_identifier_of_the_session_and_ends_the_one_before(client):
    asha = make_account()
    sign_in(client, make_member())
    token_before = token_of(client)

    knock(client)

    rows = session.execute(select(BrowserSession.member_id, BrowserSession.digest)).all()
    assert token_of(client) != token_before
    assert rows == [(asha.id, digest_of(token_of(client)))]


def test_a_session_identifier_from_elsewhere_is_not_taken_over(client):
    make_account()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "chosen by somebody else"

    knock(client)

    assert token_of(client) != "chosen by somebody else"
    assert session.scalar(select(BrowserSession.digest)) == digest_of(token_of(client))


def test_nothing_of_the_visitor_before_is_left_in_the_cookie(client):
    make_account()
    with client.session_transaction() as cookie:
        cookie["asked_for"] = "somebody@example.org"

    knock(client)

    with client.session_transaction() as cookie:
        assert "asked_for" not in cookie


def test_the_database_does_not_hold_what_the_cookie_holds(client):
    make_account()

    knock(client)

    row = session.scalar(select(BrowserSession))
    assert token_of(client) not in (row.digest, row.browser, row.address)


def test_the_session_cookie_is_out_of_the_reach_of_scripts_and_of_other_sites(client):
    make_account()

    cookie = knock(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_out_ends_the_session_at_once_and_for_good(client):
    make_account()
    knock(client)
    stolen = token_of(client)

    answer = client.send("/sign-out")

    with client.session_transaction() as cookie:
        cookie["_user_id"] = stolen
    assert (answer.status_code, answer.location) == (303, "/")
    assert session.scalars(select(BrowserSession)).all() == []
    assert not is_signed_in(client)


def test_signing_out_is_a_button_and_not_an_address(client):
    make_account()
    knock(client)

    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)


def test_who_wanted_a_page_gets_to_it_after_signing_in(client):
    make_account()
    asked = client.get("/members?name=Asha%20P")
    form = client.get(asked.location).text

    answer = knock(client, next="/members?name=Asha%20P")

    assert asked.status_code == 302
    assert 'name="next" value="/members?name=Asha%20P"' in form
    assert answer.location == "/members?name=Asha%20P"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com/",
        "///example.com",
        "/\\example.com",
        "\\\\example.com",
        "/%2fexample.com",
        "/%5cexample.com",
        "/\t/example.com",
        "/\n/example.com",
        "javascript:alert(1)",
        "http:example.com",
        "example.com",
        " //example.com",
        "/" + "a" * 2001,
    ],
)
def test_signing_in_leads_only_into_the_site(client, elsewhere):
    make_account()

    shown = client.get("/sign-in", query_string={"next": elsewhere}).text
    answer = knock(client, next=elsewhere)

    assert 'name="next"' not in shown
    assert answer.location == "/"
    assert client.get("/sign-in", query_string={"next": elsewhere}).location == "/"


def test_a_password_kept_by_old_parameters_is_kept_by_those_of_today_after_signing_in(client):
    weak = passwords.HASHER.__class__(time_cost=1, memory_cost=1024).hash("kettle drawer Tuesday nine")
    asha = make_account(password_hash=weak)

    knock(client)

    with transaction():
        session.refresh(asha)
    assert not passwords.is_outdated(asha.password_hash)
    assert passwords.is_right(asha.password_hash, "kettle drawer Tuesday nine")


def test_the_form_to_sign_in_carries_the_names_that_password_managers_look_for(client):
    page = client.get("/sign-in").text

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
