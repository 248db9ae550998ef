"""A work address is confirmed in the session that asked, or after the password; a link alone does nothing."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.verification.deciding import agree, revoke
from forum.verification.models import RequestState, Verification, VerificationRequest
from tests.accounts.door import PASSWORD, hash_of_password, last_letter, letters
from tests.factories import make_board, make_member, make_organisation
from tests.pages import sign_in
from tests.verification.people import ask_for_link, make_verified, open_at, request_evidence, set_behind

WORK = "asha.patel@lennox.gov.uk"


@pytest.fixture
def asha(council):
    return make_member(name="Asha Patel", handle="asha", email="asha@example.org", password_hash=hash_of_password())


@pytest.fixture
def link(client, asha):
    sign_in(client, asha)
    return ask_for_link(client, WORK)


def fresh(member):
    session.refresh(member)
    return member


def test_the_link_and_the_button_verify_in_the_browser_that_asked(client, asha, link, council):
    board = make_board(audience="verified")

    page = client.get(link).text
    before = fresh(asha).is_verified
    done = client.send(link)

    assert (before, done.status_code, done.location) == (False, 303, "/settings/verification")
    assert "Asha Patel (@asha) will be verified at" in page
    assert "password" not in page.lower()
    assert (fresh(asha).is_verified, asha.verified_grade, asha.verified_at_id) == (True, "A", council.id)
    assert client.get(f"/boards/{board.slug}").status_code == 200
    assert "You are verified at" in client.get("/settings/verification").text


def test_the_letter_names_the_account_that_asks_and_the_code_is_nowhere_in_the_database(client, asha, link):
    letter = last_letter()
    row = session.scalar(select(VerificationRequest))
    code = link.rpartition("/")[2]

    assert "Asha Patel (@asha)" in letter.body
    assert "Port Lennox Council" in letter.body
    assert letter.to == [WORK]
    assert code not in (row.code_salt, row.code_digest)
    assert len(code) == 32


def test_after_the_confirmation_no_address_and_no_link_are_kept(client, asha, link):
    client.send(link)

    row = session.scalar(select(VerificationRequest))
    assert (row.state, row.address, row.code_salt, row.code_digest) == (RequestState.GRANTED, None, None, None)
    assert WORK not in str([dict(one.__dict__) for one in session.scalars(select(Verification))])


def test_in_another_browser_it_takes_the_password(forum, client, asha, link):
    other = forum.test_client()
    sign_in(other, asha)

    page = other.get(link).text
    without = other.send(link)
    wrong = other.send(link, {"password": "not this one at all"})
    before = fresh(asha).is_verified
    right = other.send(link, {"password": PASSWORD})

    assert "Your password" in page
    assert (without.status_code, wrong.status_code, before) == (422, 422, False)
    assert "This is not your password" in wrong.text
    assert (right.status_code, fresh(asha).is_verified) == (303, True)


def test_signing_in_leads_back_to_the_link_and_still_asks_for_the_password(forum, asha, link):
    other = forum.test_client()

    led = other.get(link)
    signed = other.send("/sign-in", {"email": "asha@example.org", "password": PASSWORD, "next": link})

    assert led.location == f"/sign-in?next={link}"
    assert signed.location == link
    assert other.send(link).status_code == 422
    assert not fresh(asha).is_verified


def test_the_owner_of_the_mailbox_gives_a_stranger_nothing(forum, client, asha, council, link):
    """A stranger types somebody's work address into an account of their own; the owner opens the link in any state."""
    owner = make_member(email=WORK, password_hash=hash_of_password())
    signed_out, signed_in = forum.test_client(), forum.test_client()
    sign_in(signed_in, owner)

    answers = [signed_out.get(link).status_code, signed_out.send(link).status_code]
    answers += [signed_in.get(link).status_code, signed_in.send(link).status_code]
    answers += [signed_in.send(link, {"password": PASSWORD}).status_code]

    assert answers == [302, 403, 404, 404, 404]
    assert (fresh(asha).is_verified, fresh(owner).is_verified) == (False, False)
    assert session.scalar(select(func.count(Verification.id))) == 0


def test_a_mailbox_whose_verification_was_revoked_verifies_nobody_again(forum, client, asha, link, council):
    client.send(link)
    revoke(make_member(role="moderator"), open_at(asha), "Left the council in May.")

    again = client.send(ask_for_link(client, WORK))
    other = forum.test_client()
    sign_in(other, make_member())
    elsewhere = other.send(ask_for_link(other, WORK))

    assert (again.status_code, elsewhere.status_code, fresh(asha).is_verified) == (409, 409, False)
    assert "A moderator took back the verification by this mailbox" in again.text
    assert session.scalars(select(Verification.end_reason)).all() == ["revoked"]


def test_who_was_verified_by_people_since_may_use_a_revoked_mailbox_again(client, asha, link, council):
    client.send(link)
    revoke(make_member(role="moderator"), open_at(asha), "A mistake.")
    asked = request_evidence(asha, council)
    for _number in range(2):
        agree(make_member(role="moderator"), asked)

    client.send(ask_for_link(client, WORK))

    assert (fresh(asha).is_verified, asha.verified_grade) == (True, "A")


def test_a_link_that_is_taken_back_is_cancelled(client, asha, link):
    asked = session.scalar(select(VerificationRequest.id))

    went = client.send(f"/settings/verification/{asked}/withdraw")

    assert "The link is cancelled." in client.get(went.location).text


def test_a_link_works_once(client, asha, link):
    client.send(link)

    assert (client.get(link).status_code, client.send(link).status_code) == (404, 404)
    assert session.scalar(select(func.count(Verification.id))) == 1


def test_a_link_ends_after_24_hours(client, asha, link):
    with time_machine.travel(now() + timedelta(hours=24, seconds=1), tick=False):
        answers = (client.get(link).status_code, client.send(link).status_code)

    assert answers == (404, 404)
    assert not fresh(asha).is_verified


def test_a_link_asked_for_later_makes_the_earlier_one_useless(client, asha, link):
    second = ask_for_link(client, WORK)

    assert client.send(link).status_code == 404
    assert client.send(second).status_code == 303


def test_an_ended_session_is_another_browser_even_with_the_same_number(client, asha, link):
    sign_in(client, asha)  # the cookie holds another session from now on

    assert client.send(link).status_code == 422
    assert not fresh(asha).is_verified


@pytest.mark.parametrize("code", ["rubbish", "x" * 32, "a" * 2000, "%00", "=?utf-8?q?x?="])
def test_a_code_that_nobody_has_is_said_to_be_so(client, asha, code):
    sign_in(client, asha)

    assert client.get(f"/settings/verification/confirm/{code}").status_code == 404


def test_the_same_answer_and_another_letter_when_the_mailbox_verifies_somebody(forum, client, asha, council, link):
    client.send(link)
    bram, other = make_member(name="Bram Osei", handle="bram"), forum.test_client()
    sign_in(other, bram)

    asked = other.send("/settings/verification", {"email": WORK})
    page = other.get("/settings/verification").text
    letter = last_letter()

    assert (asked.status_code, asked.location) == (303, "/settings/verification")
    assert f"We have sent a link to {WORK}" in page
    assert letter.to == [WORK]
    assert "verifies another account already" in letter.body
    assert "/confirm/" not in letter.body
    assert "Bram Osei (@bram)" in letter.body


def test_one_mailbox_verifies_one_account_even_when_two_links_were_asked_for(forum, client, asha, council):
    bram, other = make_member(), forum.test_client()
    sign_in(client, asha)
    sign_in(other, bram)
    first, second = ask_for_link(client, WORK), ask_for_link(other, WORK)

    answers = client.send(first).status_code, other.send(second).status_code

    assert answers == (303, 409)
    assert (fresh(asha).is_verified, fresh(bram).is_verified) == (True, False)


def test_a_mailbox_whose_verification_lapsed_verifies_another(forum, client, asha, council, link):
    client.send(link)
    set_behind(open_at(asha), until=now() - timedelta(minutes=1))
    bram, other = make_member(), forum.test_client()
    sign_in(other, bram)

    assert other.send(ask_for_link(other, WORK)).status_code == 303
    assert fresh(bram).is_verified
    assert open_at(asha) is None


def test_renewing_moves_the_end_and_keeps_the_beginning(client, asha, council, link):
    client.send(link)
    began = now() - timedelta(days=340)
    set_behind(open_at(asha), since=began, until=now() + timedelta(days=25), reminded=30)
    set_behind(asha, verified_since=began, verified_until=now() + timedelta(days=25))

    client.send(ask_for_link(client, WORK))

    row = open_at(asha)
    assert (fresh(asha).verified_since, row.since, row.reminded) == (began, began, None)
    assert asha.verified_until == row.until > now() + timedelta(days=360)
    assert session.scalar(select(func.count(Verification.id))) == 1


def test_a_new_job_ends_the_old_verification_and_begins_anew(client, asha, council, link):
    client.send(link)
    began = now() - timedelta(days=100)
    set_behind(open_at(asha), since=began)
    set_behind(asha, verified_since=began)
    fire = make_organisation("marlshire-fire.example", name="Marlshire Fire")

    client.send(ask_for_link(client, "asha@marlshire-fire.example"))

    old, new = session.scalars(select(Verification).order_by(Verification.id)).all()
    assert (old.end_reason, old.organisation_id) == ("moved", council.id)
    assert (new.ended_at, new.organisation_id) == (None, fire.id)
    assert fresh(asha).verified_at_id == fire.id
    assert asha.verified_since > began + timedelta(days=99)
    assert "verified elsewhere since" in client.get("/settings/verification").text


def test_one_ends_one_s_own_at_once_in_every_session(forum, client, asha, council, link):
    client.send(link)
    board, other = make_board(audience="verified"), forum.test_client()
    sign_in(other, asha)
    before = other.get(f"/boards/{board.slug}").status_code

    shown = client.get("/settings/verification/end").text
    ended = client.send("/settings/verification/end")

    assert "End your verification?" in shown
    assert ended.status_code == 303
    assert (before, other.get(f"/boards/{board.slug}").status_code) == (200, 404)
    assert session.scalar(select(Verification.end_reason)) == "own"


def test_who_is_not_verified_is_told_what_to_do(client, asha):
    sign_in(client, asha)

    page = client.get("/settings/verification").text

    assert "You are not verified" in page
    assert client.get("/settings/verification/end").status_code == 303


def test_no_more_than_ten_links_a_day(client, asha, council):
    sign_in(client, asha)
    for number in range(10):
        assert client.send("/settings/verification", {"email": f"asha{number}@lennox.gov.uk"}).status_code == 303

    assert client.send("/settings/verification", {"email": WORK}).status_code == 429


def test_a_suspended_member_confirms_nothing(client, asha, link):
    set_behind(asha, suspended_until=now() + timedelta(days=1))

    assert client.send(link).status_code == 403
    assert not fresh(asha).is_verified


def test_a_letter_that_waited_until_its_link_was_useless_is_not_sent(client, asha, worker_sleeps):
    sign_in(client, asha)
    client.send("/settings/verification", {"email": "first@lennox.gov.uk"})
    client.send("/settings/verification", {"email": WORK})

    assert [letter.to for letter in letters()] == [[WORK]]


def test_the_profile_shows_organisation_grade_and_since_and_no_address(client, asha, council, link):
    client.send(link)
    client.get("/settings/verification")  # shows what was to be told once

    page = client.get("/members/asha").text

    assert "Port Lennox Council" in page
    assert "Grade A" in page
    assert WORK not in page


def test_a_verified_colleague_is_no_part_of_a_strangers_page(client, council):
    make_verified(council, name="Grace")
    sign_in(client, make_member())

    assert "Grace" not in client.get("/settings/verification").text


def test_more_organisations_than_are_shown_are_counted(client, asha):
    sign_in(client, asha)
    for number in range(21):
        make_organisation(name=f"Harbour Board {number:02}")

    many, few = (client.get(f"/settings/verification/ask?q={words}").text for words in ("harbour", "harbour+2"))

    assert "21 organisations fit. Here are the first 20 by name" in many
    assert "organisations fit" not in few
    assert "Harbour Board 20" in few
    assert "Harbour Board 20" not in many
