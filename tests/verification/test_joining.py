"""Who joins through a link that was sent to a work address is verified at once; nobody else is by it."""

from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.verification.codes import mailbox_digest
from forum.verification.deciding import revoke
from forum.verification.models import Verification
from tests.accounts.door import PASSWORD, last_letter, letters, path_in
from tests.factories import make_board, make_member
from tests.pages import sign_in
from tests.verification.people import make_verified, open_at, set_behind

ASHA = "asha.patel@lennox.gov.uk"
NAMED = {"name": "Asha Patel", "password": PASSWORD}


def link_for(client, address=ASHA):
    client.send("/sign-up", {"email": address})
    return path_in(last_letter())


def member_of(address=ASHA):
    return session.scalar(select(Member).where(Member.email == address))


def test_a_work_address_verifies_in_three_steps_and_three_fields(client, council):
    board = make_board(audience="verified")

    link = link_for(client)
    page = client.get(link).text
    joined = client.send(link, NAMED)
    first = client.get("/").text

    asha = member_of()
    assert "Port Lennox Council</strong>, so you are verified until" in page
    assert "“Verified, Port Lennox Council”. It never shows the address." in page
    assert joined.status_code == 303
    assert "You have joined, you are verified, and you are signed in." in first
    assert (asha.is_verified, asha.verified_grade, asha.verified_at_id) == (True, "A", council.id)
    assert timedelta(days=364) < asha.verified_until - now() < timedelta(days=366)
    assert client.get(f"/boards/{board.slug}").status_code == 200


def test_the_history_and_the_log_hold_how_it_came_about_and_no_address(client, council):
    client.send(link_for(client), NAMED)

    row = session.scalar(select(Verification))
    logged = session.scalar(select(LogEntry).where(LogEntry.deed == "verify"))
    assert (row.means, row.grade, row.organisation_id) == ("address", "A", council.id)
    assert len(row.mailbox) == 64
    assert (logged.actor_id, logged.thing, logged.thing_id) == (member_of().id, "verification", row.id)
    assert "@" not in str([logged.before, logged.after, logged.reason])


def test_opening_the_link_alone_changes_nothing(client, council):
    client.get(link_for(client))

    assert session.scalar(select(func.count(Member.id))) == 0
    assert session.scalar(select(func.count(Verification.id))) == 0


def test_who_works_elsewhere_says_so_and_is_not_verified(client, council):
    link = link_for(client)

    page = client.get(f"{link}?elsewhere=yes").text
    client.send(f"{link}?elsewhere=yes", NAMED)

    assert "so you are verified" not in page
    assert "You join without being verified" in page
    assert not member_of().is_verified


def test_a_mailbox_whose_verification_was_revoked_joins_without_being_verified(forum, client, council):
    client.send(link_for(client), NAMED)
    asha = member_of()
    revoke(make_member(role="moderator"), open_at(asha), "Left.")
    set_behind(asha, email="asha@example.org")
    anew = forum.test_client()

    link = link_for(anew)
    page = anew.get(link).text
    anew.send(link, NAMED)

    assert "so you are verified" not in page
    assert not member_of().is_verified


def test_another_address_joins_without_a_word_about_verification(client, council):
    link = link_for(client, "asha@example.org")

    page = client.get(link).text
    client.send(link, NAMED)

    assert "verified until" not in page
    assert not member_of("asha@example.org").is_verified


def test_a_mailbox_that_verifies_another_account_does_not_verify_a_second(client, council):
    holder = make_verified(council, email="private@example.org")
    set_behind(open_at(holder), mailbox=mailbox_digest(ASHA))
    link = link_for(client)

    page = client.get(link).text
    client.send(link, NAMED)

    assert "verified until" not in page
    assert not member_of().is_verified
    session.refresh(holder)
    assert holder.is_verified


def test_a_stranger_who_types_a_work_address_at_sign_up_gains_nothing_when_its_owner_opens_the_link(forum, council):
    stranger, owner = forum.test_client(), forum.test_client()
    link = link_for(stranger)

    owner.get(link)
    owner.send(link, NAMED)

    assert stranger.get("/settings/account").status_code == 302
    assert member_of().is_verified
    assert session.scalar(select(func.count(Member.id))) == 1
    assert stranger.get(link).status_code in (404, 409)


def test_a_link_to_join_works_once_even_when_its_account_has_another_address_by_now(forum, client, council):
    old, newer = link_for(client), link_for(client)
    client.send(old, NAMED)
    asha = member_of()
    with session.get_bind().begin() as connection:
        connection.execute(Member.__table__.update().values(email="elsewhere@example.org"))
    session.rollback()

    other = forum.test_client()
    answers = [other.get(path).status_code for path in (old, newer)]
    answers += [other.send(path, {"name": "Eve Other", "password": PASSWORD}).status_code for path in (old, newer)]

    assert answers == [404] * 4
    assert session.scalars(select(Member.id)).all() == [asha.id]


def test_a_link_that_was_asked_for_after_the_address_became_free_works(forum, client, council):
    client.send(link_for(client), NAMED)
    with session.get_bind().begin() as connection:
        connection.execute(Member.__table__.update().values(email="elsewhere@example.org"))
    session.rollback()

    with time_machine.travel(now() + timedelta(minutes=5), tick=True):
        other = forum.test_client()
        link = link_for(other)
        answer = other.send(link, {"name": "Bram Osei", "password": PASSWORD})

    assert answer.status_code == 303
    assert not member_of().is_verified  # the mailbox verifies the first account still


def test_a_lapsed_or_retired_organisation_verifies_nobody_when_the_form_is_sent(client, council):
    link = link_for(client)
    client.get(link)
    with session.get_bind().begin() as connection:
        connection.execute(type(council).__table__.update().values(retired_at=now()))
    session.rollback()

    assert client.send(link, NAMED).status_code == 303
    assert not member_of().is_verified


def test_signed_in_people_cannot_join_again(client, council):
    link = link_for(client)
    sign_in(client, make_member())

    assert client.send(link, NAMED).status_code == 403
    assert len(letters()) == 1
