"""Reporting: who may, what counts how much, what becomes of it, and who is told."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending
from forum.members.models import Member
from forum.moderation.clearing import decline_report, hide_reported
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.models import Case, Report
from forum.moderation.reporting import report_member, report_post
from forum.moderation.undoing import undo
from forum.moderation.weighing import FULL, weight_of
from forum.notifications.models import Notice
from forum.permissions.people import Guest
from forum.threads.actions import delete_post, edit_post
from forum.threads.models import Post
from forum.threads.prose import Prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator, words_told
from tests.pages import sign_in

WHY = "It breaks the rules."


def make_reporter(**facts: object) -> Member:
    """A member whose reports count in full."""
    return make_member(verified=True, **facts)


def reported(*reporters: Member, **facts: object) -> tuple[Post, Case]:
    """A post that these members have reported, and the case."""
    post = make_post(make_thread(board=facts.pop("board", None) or busy_board()), **facts)
    for reporter in reporters or (make_reporter(),):
        report_post(reporter, post, "rules", "")
    return post, session.scalars(select(Case).where(Case.thing_id == post.id)).one()


def test_a_member_reports_a_post_in_two_steps(client):
    post = make_post(make_thread(board=busy_board()))
    sign_in(client, make_reporter())

    assert f'href="/posts/{post.id}/report"' in client.get(f"/threads/{post.thread_id}/{post.thread.slug}").text
    answer = client.send(f"/posts/{post.id}/report", {"reason": "personal", "words": "A name"})

    assert answer.status_code == 303
    assert "Your report has arrived" in client.get(answer.location).text
    report = session.scalars(select(Report)).one()
    assert (report.reason, report.words, report.weight) == ("personal", "A name", FULL)


def test_a_guest_reports_what_is_public_and_nothing_else(client):
    post, closed = make_post(make_thread()), make_post(make_thread(board=make_board(audience="members")))

    assert f'href="/posts/{post.id}/report"' in client.get(f"/threads/{post.thread_id}/{post.thread.slug}").text
    assert client.send(f"/posts/{post.id}/report", {"reason": "spam"}).status_code == 303
    assert client.get(f"/posts/{closed.id}/report").status_code == 404
    assert client.send(f"/posts/{closed.id}/report", {"reason": "spam"}).status_code == 404
    assert [report.weight for report in session.scalars(select(Report))] == [0]


def test_a_guest_does_not_report_without_end(client):
    post = make_post(make_thread())

    answers = [client.send(f"/posts/{post.id}/report", {"reason": "spam", "words": "Mine"}) for _time in range(11)]

    assert {answer.status_code for answer in answers[:10]} == {303}
    assert answers[10].status_code == 429
    assert "Mine" in answers[10].text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client):
    post = make_post(make_thread())
    sign_in(client, make_reporter())

    nothing = client.send(f"/posts/{post.id}/report", {"words": "Long story"})
    other = client.send(f"/posts/{post.id}/report", {"reason": "other", "words": " "})
    strange = client.send(f"/posts/{post.id}/report", {"reason": "none"})

    assert (nothing.status_code, other.status_code, strange.status_code) == (422, 422, 422)
    assert "Choose what is wrong" in nothing.text
    assert "Long story" in nothing.text
    assert "Say in your own words" in other.text
    assert session.scalars(select(Case)).all() == []


def test_who_worries_about_somebody_sees_at_once_where_to_get_help_and_the_case_is_urgent(client):
    post, _case = reported()
    sign_in(client, make_reporter())

    answer = client.send(f"/posts/{post.id}/report", {"reason": "safety"})

    page = client.get(answer.location).text
    assert page.index("<h1") < page.index("Where to get help now") < page.index("116 123")
    assert session.scalars(select(Case)).one().is_urgent


def test_that_a_report_has_arrived_is_said_to_who_sent_it_and_to_nobody_else(client):
    post = make_post(make_thread(board=busy_board()))
    claims = ["/reports/sent", f"/reports/sent?reason=safety&post={post.id}", "/reports/sent?reason=safety&post=99999"]

    before = [client.get(path).text for path in claims]
    arrived = client.get(client.send(f"/posts/{post.id}/report", {"reason": "safety"}).location).text
    others = [client.get(path).text for path in (claims[0], claims[2], f"/reports/sent?reason=spam&post={post.id}")]

    assert "Your report has arrived" in arrived
    assert not [page for page in (*before, *others) if "Your report has arrived" in page]
    assert "116 123" in before[1]


def test_several_reports_are_one_case_and_a_second_by_the_same_corrects_the_first():
    reporter = make_reporter()
    post, case = reported(reporter, make_reporter())
    report_post(reporter, post, "spam", "Rather this")

    reports = session.scalars(select(Report).order_by(Report.id)).all()
    assert [(report.case_id, report.reason) for report in reports] == [(case.id, "spam"), (case.id, "rules")]
    assert case.weight == 2 * FULL


def test_who_reports_again_reads_that_they_have_and_finds_what_they_said(client):
    reporter = make_reporter()
    post, case = reported(reporter)
    with transaction():
        session.scalars(select(Report)).one().words = "A name <stands> there"
    address, said = f"/posts/{post.id}/report", "You have reported this already"
    sign_in(client, reporter)

    page = client.get(address).text
    assert said in page
    assert "A name &lt;stands&gt; there" in page
    assert re.search(r'value="rules"[^>]* checked', page)

    decline_report(make_moderator(), case, "It is about a firm.")
    assert said not in client.get(address).text
    sign_in(client, make_reporter())
    report_member(reporter, post.author, "rules", "")
    for other in (address, f"/members/{post.author.handle}/report"):
        assert said not in client.get(other).text


def test_nobody_reports_what_is_their_own():
    post = make_post(make_thread(board=busy_board()))
    with pytest.raises(Refused, match="your own post"):
        report_post(post.author, post, "rules", "")
    with pytest.raises(Refused, match="your own profile"):
        report_member(post.author, post.author, "rules", "")


def test_guests_new_members_and_the_silenced_weigh_nothing():
    settled = make_member(joined_at=now() - timedelta(days=9))
    for _post in range(3):
        make_post(make_thread(), settled)

    assert weight_of(Guest()) == 0
    assert weight_of(make_member(verified=True, silenced_until=now() + timedelta(days=1))) == 0
    assert weight_of(make_member()) == 0
    assert weight_of(make_member(joined_at=now() - timedelta(days=9))) == 0
    assert weight_of(settled) == weight_of(make_reporter()) == FULL


def test_who_is_mostly_declined_weighs_less():
    reporter, moderator = make_reporter(), make_moderator()
    for number in range(4):
        _post, case = reported(reporter, board=make_board())
        (hide_reported if number == 3 else decline_report)(moderator, case, WHY)

    assert weight_of(reporter) == round(FULL / 4)


def test_posts_that_their_author_deletes_make_nobody_weigh_more():
    reporter, friend, moderator, board = make_reporter(), make_reporter(), make_moderator(), busy_board()
    for _time in range(3):
        decline_report(moderator, reported(reporter, board=board)[1], WHY)
    low = weight_of(reporter)
    for _time in range(3):
        delete_post(friend, reported(reporter, board=board, author=friend)[0])
    deliver_pending()

    assert {case.state for case in session.scalars(select(Case))} == {"closed"}
    assert weight_of(reporter) == low < FULL


def test_enough_weight_from_several_members_hides_a_post_until_somebody_looks(client):
    people = [make_reporter() for _person in range(3)]
    post, case = reported(*people[:2])
    assert post.state == "published"

    report_post(people[2], post, "rules", "")

    assert (post.state, case.is_open) == ("hidden", True)
    entry = session.scalars(select(LogEntry)).one()
    assert (entry.deed, entry.actor_id, entry.case_id) == ("hide until looked at", None, case.id)
    assert words_told(post.author) == ["hide until looked at"]
    undo(make_moderator(), entry, post, WHY)
    assert post.state == "published"


def test_a_moderator_s_post_is_never_hidden_by_reports_nor_one_that_was_found_right():
    board, people = busy_board(), [make_reporter() for _person in range(3)]
    theirs, _case = reported(*people, author=make_moderator(board), board=board)
    post, case = reported(people[0], board=board)
    decline_report(make_moderator(), case, WHY)
    for person in people:
        report_post(person, post, "rules", "")

    assert (theirs.state, post.state) == ("published", "published")


def test_what_a_moderator_has_given_back_reports_hide_again_only_when_it_was_edited_since():
    post, moderator = make_post(make_thread(board=busy_board())), make_moderator()
    hide_post(moderator, post, WHY)
    restore_post(moderator, post, WHY)
    reported_by = [make_reporter() for _person in range(4)]
    for person in reported_by[:3]:
        report_post(person, post, "rules", "")
    assert post.state == "published"

    edit_post(post.author, post, Prose("Other words", "<p>Other words</p>", 1), "", None, 0)
    report_post(reported_by[3], post, "rules", "")
    assert post.state == "hidden"


def test_guests_together_hide_nothing():
    post = make_post(make_thread())
    for _time in range(9):
        report_post(Guest(), post, "rules", "")

    assert post.state == "published"


def test_hiding_clears_the_reports_and_tells_author_and_reporters(client):
    reporter, moderator = make_reporter(), make_moderator()
    post, case = reported(reporter)

    entry = hide_post(moderator, post, WHY)

    assert (case.outcome, case.entry_id, case.closed_by_id) == ("hidden", entry.id, moderator.id)
    assert words_told(post.author) == ["hide a post"]
    assert words_told(reporter) == ["report hidden"]
    sign_in(client, reporter)
    notice = session.scalars(select(Notice.id).where(Notice.member_id == reporter.id)).one()
    page = client.get(client.get(f"/notifications/{notice}").location).text
    assert "agreed with you" in page
    assert WHY not in page


def test_declining_tells_the_reporter_why_and_the_author_nothing(client):
    reporter = make_reporter()
    post, case = reported(reporter)

    decline_report(make_moderator(), case, "Blunt, and within the rules.")

    assert (words_told(post.author), words_told(reporter)) == ([], ["report declined"])
    sign_in(client, reporter)
    report = session.scalars(select(Report)).one()
    assert "Blunt, and within the rules." in client.get(f"/reports/{report.id}").text
    sign_in(client, post.author)
    assert client.get(f"/reports/{report.id}").status_code == 404


def test_declining_gives_back_what_reports_had_hidden_and_says_so():
    post, case = reported(*[make_reporter() for _person in range(3)])

    entry = decline_report(make_moderator(), case, WHY)

    assert (post.state, case.outcome) == ("published", "declined")
    assert words_told(post.author) == ["hide until looked at", "decline a report"]
    undo(make_moderator(), entry, post, WHY)
    assert (post.state, case.is_open) == ("hidden", True)


def test_what_reports_had_hidden_stays_hidden_when_a_moderator_agrees():
    post, case = reported(*[make_reporter() for _person in range(3)])

    entry = hide_reported(make_moderator(), case, WHY)

    assert (post.state, case.outcome, entry.deed) == ("hidden", "hidden", "keep a post hidden")
    assert words_told(post.author) == ["hide until looked at", "keep a post hidden"]
    undo(make_moderator(), entry, post, WHY)
    assert (post.state, case.is_open) == ("hidden", True)


def test_a_deed_that_is_undone_opens_its_case_again_unless_there_is_another():
    moderator = make_moderator()
    post, case = reported()
    entry = hide_reported(moderator, case, WHY)
    undo(moderator, entry, post, WHY)
    assert case.is_open

    declined = decline_report(moderator, case, WHY)
    report_post(make_reporter(), post, "spam", "")
    with pytest.raises(Conflict, match="waits for moderators again"):
        undo(moderator, declined, post, WHY)


def test_a_post_that_its_author_deletes_waits_no_longer():
    reporter = make_reporter()
    post, case = reported(reporter)

    delete_post(post.author, post)
    deliver_pending()

    assert case.outcome == "gone"
    assert words_told(reporter) == ["report gone"]


def test_a_report_of_a_profile_is_for_moderators_of_the_whole_forum(client):
    member = make_member()
    sign_in(client, make_reporter())
    assert f'href="/members/{member.handle}/report"' in client.get(f"/members/{member.handle}").text
    client.send(f"/members/{member.handle}/report", {"reason": "rules", "words": "Rude picture"})
    case = session.scalars(select(Case)).one()

    for person, status in ((make_moderator(busy_board()), 404), (make_moderator(), 200), (member, 404)):
        sign_in(client, person)
        assert client.get(f"/moderation/cases/{case.id}").status_code == status
    decline_report(make_moderator(), case, WHY)
    assert (case.outcome, words_told(member)) == ("declined", [])


def test_without_a_reason_no_report_is_decided():
    post, case = reported()
    for deed in (hide_reported, decline_report):
        with pytest.raises(Invalid):
            deed(make_moderator(), case, " ")
    assert (post.state, case.is_open) == ("published", True)


def test_who_reported_it_is_told_when_the_decision_is_taken_back_and_again_when_it_is_decided(client):
    reporter = make_reporter()
    post, case = reported(reporter)
    moderator = make_moderator()
    entry = decline_report(moderator, case, WHY)
    assert words_told(reporter) == ["report declined"]

    undo(moderator, entry, post, WHY)
    assert words_told(reporter) == ["report again"]
    sign_in(client, reporter)
    report = session.scalars(select(Report)).one()
    assert "waits for a moderator again" in client.get("/notifications").text
    assert "It waits for a moderator" in client.get(f"/reports/{report.id}").text

    decline_report(moderator, case, WHY)
    assert words_told(reporter) == ["report declined"]
