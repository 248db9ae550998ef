"""Administrators decide from which reasons people choose, and when reports hide a post."""

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.log import LogEntry
from forum.moderation.report_reasons import DEFAULTS, all_reasons
from forum.moderation.report_settings import ReasonTexts, save_reason
from forum.moderation.reporting import report_post
from tests.factories import make_member, make_post, make_thread
from tests.pages import sign_in

TEXTS = {"label": "It is rude", "hint": "To somebody", "help": "", "position": "15"}


@pytest.fixture
def administrator(client):
    member = make_member(role="administrator")
    sign_in(client, member, proven_at=now())
    return member


def test_a_reason_is_put_into_other_words_and_what_was_changed_stands_in_the_log(client, administrator):
    assert client.send("/admin/reports/reasons/rules", TEXTS).status_code == 303

    post = make_post(make_thread())
    page = client.get(f"/posts/{post.id}/report").text
    assert "It is rude" in page
    assert "It breaks the rules" not in page
    entry = session.scalars(select(LogEntry)).one()
    assert (entry.deed, entry.after["label"], entry.actor_id) == (
        "change a reason to report",
        "It is rude",
        administrator.id,
    )
    assert "Changed a reason to report" in client.get("/admin/log").text


def test_a_reason_is_added_urgent_and_with_help_and_shown_to_who_gives_it(client, administrator):
    urgent = {**TEXTS, "is_urgent": "y", "help": "Call the duty desk"}
    client.send("/admin/reports/reasons/add", urgent)
    post = make_post(make_thread())

    answer = client.send(f"/posts/{post.id}/report", {"reason": "own-1", "words": ""})

    assert "Call the duty desk" in client.get(answer.location).text
    assert "Urgent" in client.get("/moderation").text


def test_a_retired_reason_is_offered_no_more_and_the_last_one_stays(client, administrator):
    client.send("/admin/reports/reasons/spam", {**TEXTS, "is_retired": "y"})
    post = make_post(make_thread())
    with pytest.raises(Invalid):
        report_post(make_member(), post, "spam", "")

    texts = ReasonTexts("Any", "", "", False, 1, True)
    for reason in DEFAULTS[1:]:
        save_reason(administrator, None, reason.key, texts)
    with pytest.raises(Invalid, match="at least one reason"):
        save_reason(administrator, None, "rules", texts)
    assert len([reason for reason in all_reasons() if not reason.is_retired]) == 1


def test_the_numbers_say_when_reports_hide_a_post(client, administrator):
    assert client.send("/admin/reports", {"hide_weight": "10", "hide_members": "1"}).status_code == 303
    post, reporter = make_post(make_thread()), make_member(verified=True)

    report_post(reporter, post, "rules", "")

    assert post.state == "hidden"
    deeds = session.scalars(select(LogEntry.deed).order_by(LogEntry.id)).all()
    assert deeds == ["change when reports hide", "hide until looked at"]


def test_what_is_no_number_and_no_text_is_said_with_what_was_typed(client, administrator):
    numbers = client.send("/admin/reports", {"hide_weight": "-1", "hide_members": "many"})
    texts = client.send("/admin/reports/reasons/add", {**TEXTS, "label": " ", "help": "Kept words"})

    assert (numbers.status_code, texts.status_code) == (422, 422)
    assert "Enter a whole number from 0" in numbers.text
    assert "Kept words" in texts.text
    assert client.get("/admin/reports/reasons/none-such").status_code == 404
    assert session.scalars(select(LogEntry)).all() == []
