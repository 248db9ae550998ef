"""Reminders, each once; what lapses is closed and told; what links leave behind is erased."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum import wiring
from forum.core import outbox
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.verification.clockwork import close_lapsed, forget_links, remind_of_ends
from forum.verification.closing import end_all_at, move_all
from forum.verification.events import (
    VerificationEnding,
    VerificationGranted,
    VerificationLapsed,
    VerificationRevoked,
)
from forum.verification.models import Evidence, Verification, VerificationRequest
from forum.verification.terms import decided_by, months_after
from tests.admin.people import administrator
from tests.factories import make_board, make_member, make_organisation
from tests.hearing import heard_as_before
from tests.pages import sign_in
from tests.verification.people import ask_for_link, make_verified, open_at, request_evidence, set_behind


@pytest.fixture
def told(forum):
    """What is told, in order."""
    heard: list[object] = []

    def note(event: object) -> None:
        heard.append(event)

    note.__module__, note.__qualname__ = __name__, "note"
    kinds = (VerificationEnding, VerificationGranted, VerificationLapsed, VerificationRevoked)
    with heard_as_before():
        outbox.subscribe({**wiring.LISTENERS, **dict.fromkeys(kinds, (note,))}, lambda: None)
        yield lambda: (outbox.deliver_pending(), list(heard))[1]


def days_told(told):
    return [event.days for event in told() if isinstance(event, VerificationEnding)]


def fresh(thing):
    session.refresh(thing)
    return thing


def test_reminders_go_30_and_7_days_before_the_end_each_once(council, told):
    row = open_at(make_verified(council))
    end = row.until
    seen = []
    for before in (31, 30, 29, 8, 7, 6, 1):
        with at(end - timedelta(days=before) + timedelta(minutes=1)):
            remind_of_ends()
            remind_of_ends()
            seen.append((before, len(days_told(told))))

    assert days_told(told) == [30, 7]
    assert seen == [(31, 0), (30, 1), (29, 1), (8, 1), (7, 2), (6, 2), (1, 2)]


def test_who_could_not_be_reminded_in_time_is_reminded_once(council, told):
    row = open_at(make_verified(council))
    with at(row.until - timedelta(days=3)):
        remind_of_ends()
        remind_of_ends()
        assert days_told(told) == [7]


def test_what_lapses_is_in_force_before_the_clock_and_closed_by_it(client, council, told):
    asha = make_verified(council)
    row, board = open_at(asha), make_board(audience="verified")
    sign_in(client, asha)
    before = client.get(f"/boards/{board.slug}").status_code
    set_behind(row, until=now() - timedelta(seconds=1))
    set_behind(asha, verified_until=now() - timedelta(seconds=1))

    at_once = client.get(f"/boards/{board.slug}").status_code
    close_lapsed()
    close_lapsed()

    assert (before, at_once) == (200, 404)
    assert (fresh(row).end_reason, fresh(asha).is_verified) == ("lapsed", False)
    assert [type(one).__name__ for one in told()] == ["VerificationGranted", "VerificationLapsed"]


def lapse(member, days):
    """Let a member's verification have ended so many days ago, and the clock see it now."""
    then = now() - timedelta(days=days)
    row = open_at(member)
    set_behind(row, until=then)
    set_behind(member, verified_until=then)
    close_lapsed()
    return row


def test_who_has_lapsed_reads_when_it_ended_not_when_that_was_seen_and_how_to_renew(client, council):
    asha = make_verified(council)
    sign_in(client, asha)

    row = lapse(asha, days=20)

    page = client.get("/settings/verification").text
    day = f'<time datetime="{row.until.isoformat(timespec="seconds")}'[:27]
    assert page.count(day) == 2
    assert f"Your verification at <strong>{council.name}</strong> ended on" in page
    assert ">Renew</a>" in page


def test_who_ended_it_themselves_is_not_told_to_renew(client, council):
    asha = make_verified(council)
    sign_in(client, asha)

    client.send("/settings/verification/end")

    page = client.get("/settings/verification").text
    assert "You are not verified" in page
    assert ">Renew</a>" not in page


def test_the_log_says_that_the_forum_wrote_down_what_lapsed(client, council):
    asha = make_verified(council)
    lapse(asha, days=1)
    administrator(client)

    page = client.get("/admin/log?deed=lapse+verification").text

    assert "A verification lapsed" in page
    assert "<span>The forum</span>" in page
    assert "<span>The operator</span>" not in page
    assert "Nothing fits" in client.get("/admin/log?deed=lapse+verification&actor=operator").text


def test_what_is_in_force_stays(council):
    row = open_at(make_verified(council))

    close_lapsed()

    assert fresh(row).ended_at is None


def test_addresses_of_links_that_ended_are_erased(client, council):
    sign_in(client, make_member())
    ask_for_link(client, "asha@lennox.gov.uk")
    asked = session.scalar(select(VerificationRequest))
    forget_links()
    kept = fresh(asked).address

    with at(now() + timedelta(hours=25)):
        forget_links()

    assert kept == "asha@lennox.gov.uk"
    assert (fresh(asked).state, asked.address, asked.code_digest) == ("ended", None, None)


def test_an_organisation_that_goes_ends_all_verifications_there(council, told):
    asha, bram = make_verified(council), make_verified(make_organisation())
    asked = request_evidence(make_member(), council)

    with transaction():
        end_all_at(council, None)

    assert (fresh(asha).is_verified, fresh(bram).is_verified) == (False, True)
    assert session.scalar(select(Verification.end_reason).where(Verification.member_id == asha.id)) == "retired"
    assert (fresh(asked).state, session.scalar(select(Evidence.request_id))) == ("ended", None)
    assert isinstance(told()[-1], VerificationRevoked)


def test_an_organisation_that_becomes_part_of_another_takes_its_people_along(council):
    asha, other = make_verified(council), make_organisation()
    since, asked = asha.verified_since, request_evidence(make_member(), council)

    with transaction():
        move_all(council, other)

    assert (fresh(asha).verified_at_id, asha.verified_since, asha.is_verified) == (other.id, since, True)
    assert open_at(asha).organisation_id == fresh(asked).organisation_id == other.id


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-23T10:00", "2026-11-25"),  # Monday
        ("2026-11-27T23:30", "2026-12-01"),  # Friday
        ("2026-11-28T10:00", "2026-12-01"),  # Saturday
        ("2026-12-24T10:00", "2026-12-30"),  # Christmas: Friday, then the substitute for Saturday on Monday
        ("2027-03-25T10:00", "2027-03-31"),  # Easter
        ("2026-08-28T10:00", "2026-09-02"),  # summer bank holiday
    ],
)
def test_a_request_is_decided_within_two_working_days_in_england(asked, due):
    assert decided_by(datetime.fromisoformat(asked).replace(tzinfo=UTC)).date().isoformat() == due


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2026-11-25", 12, "2027-11-25"), ("2026-08-31", 6, "2027-02-28"), ("2028-02-29", 12, "2029-02-28")],
)
def test_months_are_those_of_the_calendar(start, months, end):
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)

    assert months_after(moment, months).date().isoformat() == end
