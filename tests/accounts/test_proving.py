"""The password again, for what matters: it counts for half an hour in one browser, and what was sent is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.models import BrowserSession
from forum.core.clock import now
from forum.core.db import session
from tests.accounts.door import ADDRESS, OTHER_PASSWORD, PASSWORD, knock, make_account
from tests.accounts.test_kept import fields_of
from tests.pages import sign_in

AN_HOUR = timedelta(hours=1)
KEPT = {"kept_address": "/admin/sections", "kept.name": "Kettles & drawers", "kept.password": "secret"}


def proven_lately() -> bool:
    proven_at = session.scalar(select(BrowserSession.proven_at).order_by(BrowserSession.id).limit(1))
    return proven_at is not None and now() - proven_at < timedelta(minutes=1)


@pytest.fixture
def asha(client):
    member = make_account()
    sign_in(client, member, proven_at=now() - AN_HOUR)
    return member


def test_signing_in_gives_the_password(client):
    make_account()

    knock(client)

    assert proven_lately()


def test_the_right_password_counts_from_now_and_leads_on(client, asha):
    answer = client.send("/sign-in/again", {"password": PASSWORD, "next": "/latest"})

    assert (answer.status_code, answer.location) == (303, "/latest")
    assert proven_lately()


def test_what_was_being_sent_is_shown_and_goes_on(client, asha):
    answer = client.send("/sign-in/again", {"password": PASSWORD, **KEPT})

    assert answer.status_code == 200
    assert '<form action="/admin/sections"' in answer.text
    assert fields_of(answer.text) == {"name": "Kettles & drawers"}


@pytest.mark.parametrize("password", ["", OTHER_PASSWORD])
def test_a_wrong_password_proves_nothing_and_loses_nothing(client, asha, password):
    answer = client.send("/sign-in/again", {"password": password, **KEPT})

    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert fields_of(answer.text) == {"kept_address": "/admin/sections", "kept.name": "Kettles & drawers"}
    assert not proven_lately()


def test_the_password_can_be_guessed_at_ten_times_an_hour(client, asha):
    answers = [client.send("/sign-in/again", {"password": OTHER_PASSWORD}) for _try in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert client.send("/sign-in/again", {"password": PASSWORD}).status_code == 429


def test_it_counts_in_the_browser_where_it_was_given(client, forum, asha):
    elsewhere = forum.test_client()
    sign_in(elsewhere, asha)

    elsewhere.send("/sign-in/again", {"password": PASSWORD})

    assert not proven_lately()


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/settings/account/password", {"old_password": PASSWORD, "password": OTHER_PASSWORD}),
        ("/settings/account/email", {"email": f"new.{ADDRESS}", "password": PASSWORD}),
    ],
)
def test_the_password_given_for_another_change_counts_too(client, asha, path, fields):
    assert client.send(path, fields).status_code == 303

    assert proven_lately()


def test_a_guest_signs_in_instead(client):
    assert client.get("/sign-in/again").location == "/sign-in?next=/sign-in/again"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "/\\example.com"])
def test_it_leads_nowhere_outside_the_site(client, asha, elsewhere):
    answer = client.send("/sign-in/again", {"password": PASSWORD, "next": elsewhere, "kept_address": elsewhere})

    assert (answer.status_code, answer.location) == (303, "/")
