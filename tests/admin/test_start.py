"""The start page of administration, and who may come in."""

import pytest

from tests.admin.people import administrator
from tests.factories import make_member
from tests.pages import sign_in


def test_an_administrator_finds_administration_in_the_menu(client):
    administrator(client)

    answer = client.get("/")

    assert '<a class="govuk-service-navigation__link" href="/admin">Administration</a>' in answer.text
    assert client.get("/admin").status_code == 200


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_others_neither_find_it_nor_come_in(client, role):
    sign_in(client, make_member(role=role, verified=True))

    answer = client.get("/admin")

    assert "Administration" not in client.get("/").text
    assert answer.status_code == 403
    assert "Only administrators can do this." in answer.text


def test_a_guest_is_led_to_sign_in_and_comes_back(client):
    answer = client.get("/admin")

    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/admin")
    assert "Administration" not in client.get("/").text
