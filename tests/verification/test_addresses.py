"""Which addresses verify somebody: all that must, none that must not, by both ways to be verified."""

import re

import pytest
from sqlalchemy import func, select

from forum.core.db import session
from forum.core.errors import Invalid
from forum.members.models import Member
from forum.verification.addresses import work_address
from forum.verification.models import Verification, VerificationRequest
from forum.verification.proving import ground_of_join, organisation_of
from tests.accounts.door import PASSWORD, last_letter, letters, path_in
from tests.factories import make_member
from tests.pages import sign_in
from tests.verification.written import MUST, MUST_NOT, REFUSED, make_directory


@pytest.fixture(autouse=True)
def directory(forum, monkeypatch):
    make_directory()


def count(model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def test_there_are_enough_of_each_kind():
    assert len({address for _kind, address in REFUSED}) >= 200
    assert len(MUST_NOT["a mailbox of a role"]) >= 60
    assert all(len(addresses) > 1 for addresses in MUST_NOT.values())


@pytest.mark.parametrize(("address", "slug"), MUST)
def test_an_address_of_one_person_at_a_domain_of_the_directory_proves_the_organisation(address, slug):
    parsed = work_address(address)

    assert organisation_of(parsed).slug == slug
    assert parsed.mailbox == address.lower()


@pytest.mark.parametrize(("kind", "address"), REFUSED)
def test_nothing_else_proves_anything(kind, address):
    with pytest.raises(Invalid):
        organisation_of(work_address(address))

    assert ground_of_join(address) is None


def test_no_other_address_is_asked_for_a_confirmation_on_the_settings_page(client, no_limits):
    sign_in(client, make_member())
    answers = {client.send("/settings/verification", {"email": address}).status_code for _kind, address in REFUSED}

    # A space or line end at the ends of what was typed is cut, as browsers do; what is left is looked at.
    assert answers == {422}
    assert (count(VerificationRequest), letters()) == (0, [])


def test_what_was_typed_is_kept_and_the_reason_said(client):
    sign_in(client, make_member())

    tagged = client.send("/settings/verification", {"email": "asha+forum@lennox.gov.uk"}).text
    shared = client.send("/settings/verification", {"email": "info@lennox.gov.uk"}).text
    unknown = client.send("/settings/verification", {"email": "asha@example.org"}).text
    students = client.send("/settings/verification", {"email": "asha@example.ac.uk"}).text

    assert 'value="asha+forum@lennox.gov.uk"' in tagged
    assert "without a tag" in tagged
    assert "a mailbox of a team or role" in shared
    assert "not a domain of an organisation in our directory" in unknown
    assert "Not only staff have addresses there" in students


@pytest.mark.slow
def test_who_joins_with_any_other_address_is_not_verified(forum, no_limits):
    tried = set()
    for kind, address in REFUSED:
        client = forum.test_client()
        if client.send("/sign-up", {"email": address}).status_code != 303:
            continue
        letter = last_letter()
        page = client.get(path_in(letter)).text
        assert "so you are verified" not in page, address
        if kind not in tried:  # a password takes long, so the last step is taken once for each class
            tried.add(kind)
            joined = client.send(path_in(letter), {"name": f"Somebody {len(tried)}", "password": PASSWORD})
            assert joined.status_code == 303, address

    assert count(Verification) == 0
    assert session.scalars(select(Member.email).where(Member.verified_until.is_not(None))).all() == []


def test_the_letter_goes_sign_for_sign_to_the_address_that_was_looked_at(client, no_limits):
    sign_in(client, make_member())
    for address, _slug in MUST:
        client.send("/settings/verification", {"email": f" {address} "})

    sent = [letter.to for letter in letters()]

    assert sent[-1] == [MUST[-1][0].lower()]  # the earlier links were made useless before they were sent, or sent
    assert {one[0] for one in sent} <= {address.lower() for address, _slug in MUST}
    assert all(re.fullmatch(r"[a-z0-9._'-]+@[a-z.-]+", one[0]) for one in sent)
