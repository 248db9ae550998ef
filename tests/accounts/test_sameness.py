"""No page of the door tells whether an account exists: not by its text, its status, or the work that was done."""

import re
from datetime import timedelta

import pytest

from forum.accounts import passwords
from forum.core.clock import now
from tests.accounts.door import ADDRESS, OTHER_PASSWORD, knock, letters, make_account
from tests.factories import make_member
from tests.statements import count_queries

NOBODY = "nobody@example.org"
STATES = {
    "open": {},
    "closed": {"closed_at": now()},
    "unconfirmed": {"confirmed_at": None},
    "suspended": {"suspended_until": now() + timedelta(days=3)},
}

pytestmark = pytest.mark.usefixtures("worker_sleeps")


class Seen:
    """What a browser, or somebody with a good clock, can tell of an answer."""

    def __init__(self, answer, statements, email):
        self.status, self.location = answer.status_code, answer.location
        self.headers = {name for name, _value in answer.headers}
        self.text = re.sub(r'name="csrf_token"[^>]*', "", answer.text.replace(email, "…"))
        self.work = [re.sub(r"\s+", " ", statement) for statement in statements]

    def __eq__(self, other):
        return vars(self) == vars(other)


def seen(forum, path: str, email: str, **fields) -> Seen:
    stranger = forum.test_client()
    with count_queries() as statements:
        answer = stranger.send(path, {"email": email, **fields})
    return Seen(answer, statements, email)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("path", ["/sign-up", "/reset"])
def test_asking_for_a_letter_is_the_same_with_and_without_an_account(forum, path, state):
    make_account(**STATES[state])

    assert seen(forum, path, ADDRESS) == seen(forum, path, NOBODY)


@pytest.mark.parametrize("state", STATES)
def test_a_wrong_password_is_the_same_as_no_account(forum, state):
    make_account(**STATES[state])

    assert seen(forum, "/sign-in", ADDRESS, password=OTHER_PASSWORD) == seen(
        forum, "/sign-in", NOBODY, password=OTHER_PASSWORD
    )


def test_an_account_without_a_password_is_the_same_as_none(forum):
    make_account(password_hash=None)

    assert seen(forum, "/sign-in", ADDRESS, password=OTHER_PASSWORD) == seen(
        forum, "/sign-in", NOBODY, password=OTHER_PASSWORD
    )


@pytest.mark.parametrize("path", ["/sign-up/sent", "/reset/sent"])
def test_the_page_that_follows_is_the_same_too(forum, path):
    make_account()
    pages = []

    for email in (ADDRESS, NOBODY):
        stranger = forum.test_client()
        stranger.send(path.removesuffix("/sent"), {"email": email})
        pages.append(stranger.get(path).text.replace(email, "…"))

    assert pages[0] == pages[1]


def test_when_the_limit_is_reached_is_the_same_with_and_without_an_account(forum):
    make_account()
    answers = {ADDRESS: [], NOBODY: []}

    for email, found in answers.items():
        found += [seen(forum, "/sign-up", email).status for _attempt in range(7)]

    assert answers[ADDRESS] == answers[NOBODY] == [303] * 5 + [429] * 2


def test_the_work_on_a_password_is_that_of_a_real_one_where_there_is_none():
    nobody, somebody = passwords.NOBODYS_HASH, passwords.hash_of(OTHER_PASSWORD)

    assert nobody.rsplit("$", 2)[0] == somebody.rsplit("$", 2)[0]
    assert [len(part) for part in nobody.split("$")] == [len(part) for part in somebody.split("$")]
    assert not passwords.is_outdated(nobody)


def test_a_password_is_looked_at_where_there_is_no_account(forum, monkeypatch):
    looked_at = []
    verify = passwords.PasswordHasher.verify
    monkeypatch.setattr(passwords.PasswordHasher, "verify", lambda *what: looked_at.append(what[1]) or verify(*what))

    seen(forum, "/sign-in", NOBODY, password=OTHER_PASSWORD)

    assert looked_at == [passwords.NOBODYS_HASH]


def test_changing_to_an_address_in_use_is_told_to_its_mailbox_only(client, forum):
    make_account()
    make_member(email="taken@example.org")
    knock(client)
    fields = {"password": "kettle drawer Tuesday nine"}

    taken = client.send("/settings/account/email", {**fields, "email": "taken@example.org"})
    free = client.send("/settings/account/email", {**fields, "email": "free@example.org"})

    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    assert [letter.to for letter in letters()] == [["taken@example.org"], ["free@example.org"]]
