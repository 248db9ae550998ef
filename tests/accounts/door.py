"""The door as tests knock at it: an account with a known password, and the letters that came by mail."""

import re
from functools import cache
from typing import Any

from flask import current_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.accounts import passwords
from forum.core.delivery import deliver_letters
from forum.members.models import Member
from tests.factories import make_member

PASSWORD = "kettle drawer Tuesday nine"
OTHER_PASSWORD = "gravel pigeon teaspoon Norwich"
ADDRESS = "asha@example.org"


@cache
def hash_of_password() -> str:
    """The hash of PASSWORD, made once, because it takes long."""
    return passwords.hash_of(PASSWORD)


def make_account(**facts: Any) -> Member:
    """A member who can sign in with ADDRESS, unless another is given, and PASSWORD."""
    return make_member(**{"email": ADDRESS, "password_hash": hash_of_password(), **facts})


def knock(client: FlaskClient, password: str = PASSWORD, email: str = ADDRESS, **more: Any) -> TestResponse:
    """Send the sign-in form."""
    return client.send("/sign-in", {"email": email, "password": password, **more})


def is_signed_in(client: FlaskClient) -> bool:
    """Whether the browser gets a page that only members get."""
    return client.get("/settings/account").status_code == 200


def letters() -> list[Any]:
    """What has been sent by mail so far, the oldest first."""
    deliver_letters()
    return list(getattr(current_app.extensions["mailman"], "outbox", []))


def last_letter() -> Any:
    """The letter sent last."""
    return letters()[-1]


def path_in(letter: Any) -> str:
    """The path of the last link in a letter: that which the letter was sent for."""
    return re.findall(r"^http://localhost(/\S+)$", letter.body, re.MULTILINE)[-1]
