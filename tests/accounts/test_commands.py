"""Making accounts from the command line."""

import pytest
from sqlalchemy import func, select

from forum.core.db import session
from forum.members.models import Member
from tests.accounts.door import PASSWORD, is_signed_in, knock, make_account

ASHA = ["--name", "Asha Patel", "--email", "Asha@Example.org", "--password", PASSWORD]


@pytest.fixture
def create(forum):
    runner = forum.test_cli_runner()
    return lambda *options: runner.invoke(args=["members", "create", *options])


def test_an_account_that_was_made_can_sign_in(create, client):
    done = create(*ASHA)

    knock(client)

    assert (done.exit_code, done.output) == (0, "Asha Patel has joined as asha-patel.\n")
    assert is_signed_in(client)


def test_the_first_administrator_is_made_so(create):
    create(*ASHA, "--role", "administrator")

    asha = session.scalar(select(Member))
    assert asha.is_administrator


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"--email": "asha"}, "Enter an e-mail address"),
        ({"--password": "short"}, "at least 12 characters"),
        ({"--password": "passwordpassword"}, "easy to guess"),
        ({"--name": "x" * 81}, "at most 80 characters"),
        ({"--name": "Administrator"}, "says that you run the site"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_made(create, options, sentence):
    given = {"--name": "Asha Patel", "--email": "asha@example.org", "--password": PASSWORD, **options}

    done = create(*[part for pair in given.items() for part in pair])

    assert done.exit_code == 1
    assert sentence in done.output
    assert session.scalar(select(func.count(Member.id))) == 0


def test_an_address_has_one_account(create):
    make_account()

    done = create(*ASHA)

    assert done.exit_code == 1
    assert "has an account already" in done.output


def test_a_password_that_was_not_given_is_asked_for_twice_and_not_shown(forum):
    runner = forum.test_cli_runner()

    done = runner.invoke(args=["members", "create", *ASHA[:4]], input=f"{PASSWORD}\n{PASSWORD}\n")

    assert done.exit_code == 0
    assert PASSWORD not in done.output
