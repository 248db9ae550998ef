"""A report that another deed has answered: the case says so, and so does what its reporter is told."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.outbox import deliver_pending
from forum.members.models import Member
from forum.members.named import BoardRole
from forum.moderation.clearing import decline_report, settle_report
from forum.moderation.models import Case, Report
from forum.moderation.redacting import redact_post, redaction_of
from forum.moderation.reporting import report_member, report_post
from forum.moderation.undoing import undo
from forum.moderation.weighing import FULL, weight_of
from forum.threads.models import Post
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.moderation.people import make_moderator, words_told
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY = "The thread stands on another board now."


def reported(*people: Member, body: str = "Ask Mrs Whistlethwaite about it") -> tuple[Post, Case]:
    """A post that these people reported, and its case."""
    post = make_post(make_thread(board=make_board()), body=body)
    for person in people or (make_reporter(),):
        report_post(person, post, "personal", "")
    return post, session.scalars(select(Case).where(Case.thing_id == post.id, Case.thing == "post")).one()


def make_reporter() -> Member:
    return make_member(verified=True)


def redact(actor: Member, post: Post) -> Any:
    return redact_post(actor, post, redaction_of(post, "Ask about it", None), "It holds personal data of somebody.")


def test_what_was_answered_otherwise_is_settled_and_its_reporter_told_that_something_was_done(client):
    reporter = make_reporter()
    post, case = reported(reporter)
    sign_in(client, make_moderator())
    page = main_of(client.get(f"/moderation/cases/{case.id}").text)
    assert "It is dealt with" in page

    answer = client.send(f"/moderation/cases/{case.id}", {"preset": "", "deed": "settle", "words": WHY})

    assert (answer.status_code, post.state, case.outcome) == (303, "published", "dealt with")
    assert "Something else was done about it" in main_of(client.get(f"/moderation/cases/{case.id}").text)
    assert (words_told(post.author), words_told(reporter)) == ([], ["report dealt with"])
    sign_in(client, reporter)
    told = main_of(client.get("/notifications").text)
    assert "What you reported was looked at, and something was done about it" in told
    own = main_of(client.get(f"/reports/{session.scalars(select(Report.id)).one()}").text)
    assert "something was done about it" in own
    assert "nothing" not in own
    assert WHY in own


def test_who_is_answered_by_another_deed_was_right_to_report():
    reporter, moderator = make_reporter(), make_moderator()
    for decide in (decline_report, decline_report, settle_report, settle_report):
        decide(moderator, reported(reporter)[1], WHY)

    assert weight_of(reporter) == FULL


def test_it_is_undone_like_the_others_and_decided_once_and_never_without_a_reason():
    post, case = reported()
    moderator = make_moderator()
    with pytest.raises(Invalid):
        settle_report(moderator, case, " ")
    entry = settle_report(moderator, case, WHY)
    with pytest.raises(Conflict, match="decided this already"):
        settle_report(moderator, case, WHY)

    undo(moderator, entry, post, WHY)

    assert (case.is_open, case.outcome) == (True, "")


def test_a_post_that_only_reports_have_hidden_comes_back_and_they_do_not_hide_it_again():
    people = [make_reporter() for _person in range(3)]
    post, case = reported(*people)
    assert post.state == "hidden"

    entry = settle_report(make_moderator(), case, WHY)

    assert (post.state, case.outcome) == ("published", "dealt with")
    assert words_told(post.author) == ["hide until looked at", "settle a report"]
    undo(make_moderator(), entry, post, WHY)
    assert (post.state, case.is_open) == ("hidden", True)
    settle_report(make_moderator(), case, WHY)
    for person in people:
        report_post(person, post, "rules", "")
    assert post.state == "published"


def test_many_are_settled_with_one_reason(client):
    cases = [reported()[1] for _report in range(2)]
    report_member(make_reporter(), make_member(), "rules", "")
    cases.append(session.scalars(select(Case).where(Case.thing == "member")).one())
    sign_in(client, make_moderator())
    assert "They are dealt with" in client.get("/moderation").text

    ticked = [f"{case.id}:0" for case in cases]
    answer = client.send("/moderation", {"preset": "", "case": ticked, "deed": "settle", "words": WHY})

    assert answer.status_code == 303
    assert {case.outcome for case in cases} == {"dealt with"}


def test_taking_personal_data_out_answers_the_report_of_it(client):
    reporter, moderator = make_reporter(), make_moderator()
    post, case = reported(reporter)

    entry = redact(moderator, post)

    assert (case.outcome, case.entry_id, case.closed_by_id) == ("dealt with", entry.id, moderator.id)
    assert entry.case_id == case.id
    assert (words_told(post.author), words_told(reporter)) == (["redact a post"], ["report dealt with"])
    sign_in(client, reporter)
    own = main_of(client.get(f"/reports/{session.scalars(select(Report.id)).one()}").text)
    assert "something was done about it" in own
    assert "What the moderator says" not in own


def test_who_takes_data_out_of_their_own_post_answers_no_report():
    post, case = reported()
    make_named(post.author, post.board, BoardRole.MODERATOR)

    redact(post.author, post)

    assert case.is_open


def test_what_reports_have_hidden_waits_on_when_data_is_taken_out():
    post, case = reported(*[make_reporter() for _person in range(3)])

    redact(make_moderator(), post)
    deliver_pending()

    assert (post.state, case.is_open) == ("hidden", True)


def test_the_case_of_a_profile_speaks_of_the_member_and_is_settled(client):
    reporter, member = make_reporter(), make_member()
    report_member(reporter, member, "rules", "Rude picture")
    case = session.scalars(select(Case)).one()
    sign_in(client, make_moderator())

    page = main_of(client.get(f"/moderation/cases/{case.id}").text)
    assert "The post" not in page
    assert "the post" not in page
    assert 'value="hide"' not in page
    answer = client.send(f"/moderation/cases/{case.id}", {"preset": "righted", "deed": "settle", "words": ""})

    assert (answer.status_code, case.outcome) == (303, "dealt with")
    assert (words_told(member), words_told(reporter)) == ([], ["report dealt with"])
