"""Many cases are decided at once: what somebody has decided or changed meanwhile is told, and nothing happens twice."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.moderation.clearing import decline_report, settle_report
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.models import Case
from forum.moderation.moving import hide_thread
from forum.moderation.own_sanctions import sanction_of_entry
from forum.moderation.renaming import change_title
from forum.moderation.sanctions import lift, silence, warn
from forum.moderation.undoing import undo
from forum.threads.actions import delete_post
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.moderation.test_queue import marks_on
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY = "My reason for it"


def deeds() -> list[str]:
    session.rollback()
    return list(session.scalars(select(LogEntry.deed).order_by(LogEntry.id)))


def decide(client: Any, ticked: list[str], deed: str) -> Any:
    return client.send("/moderation", {"preset": "", "case": ticked, "deed": deed, "words": WHY})


def hide_whole(post: Any) -> None:
    hide_thread(make_moderator(), post.thread, WHY)


def hide_and_undo(post: Any) -> None:
    """It waits again, and has the state that it had."""
    undo(make_moderator(), hide_post(make_moderator(), post, WHY), post, WHY)


def hide_and_restore(post: Any) -> None:
    hide_post(make_moderator(), post, WHY)
    restore_post(make_moderator(), post, WHY)


@pytest.mark.parametrize("deed", ["hide", "decline", "settle"])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (hide_whole, "The whole thread was hidden meanwhile"),
        (lambda post: hide_post(make_moderator(), post, WHY), "decided this already: The post was hidden"),
        (hide_and_restore, "decided this already: The post was hidden"),
        (lambda post: decline_report(make_moderator(), case_of(post), WHY), "decided this already: Nothing was found"),
        (lambda post: settle_report(make_moderator(), case_of(post), WHY), "decided this already: Something else was"),
    ],
)
def test_what_another_did_meanwhile_is_told_of_each_and_the_others_are_decided(client, change, said, deed):
    board = busy_board()
    posts = [make_post(make_thread(board=board, title=title)) for title in ("Was faster", "Quite fine")]
    cases = [make_case(post) for post in posts]
    sign_in(client, make_moderator())
    ticked = marks_on(client.get("/moderation").text)
    change(posts[0])
    before = deeds()

    answer = decide(client, ticked, deed)

    page = main_of(answer.text)
    assert (answer.status_code, len(deeds())) == (409, len(before) + 1)
    assert said in page.partition(">Was faster</a>")[2].partition("</li>")[0]
    assert "1 case is decided" in page
    assert "checked" not in page
    assert not cases[1].is_open


def case_of(post: Any) -> Case:
    return session.scalars(select(Case).where(Case.thing == "post", Case.thing_id == post.id)).one()


@pytest.mark.parametrize("deed", ["decline", "settle"])
def test_what_another_decided_about_a_member_meanwhile_is_told(client, deed):
    member, moderator = make_member(name="Patient Pat"), make_moderator()
    case = make_case(member)
    sign_in(client, moderator)
    ticked = marks_on(client.get("/moderation").text)
    silence(make_moderator(), member, 3, WHY)
    before = deeds()

    answer = decide(client, ticked, deed)

    assert (answer.status_code, case.is_open, deeds()) == (409, True, before)
    assert "decided about this member meanwhile: A member was silenced" in main_of(answer.text)
    assert decide(client, marks_on(answer.text), deed).status_code == 303


def test_what_one_decided_about_a_member_oneself_is_no_news_and_the_page_of_the_case_says_what_is(client):
    member, moderator = make_member(), make_moderator()
    case = make_case(member)
    sign_in(client, moderator)
    path = f"/moderation/cases/{case.id}"
    seen = client.get(path).text.split('name="seen" value="')[1].split('"')[0]
    entry = silence(moderator, member, 3, WHY)
    lift(make_moderator(), sanction_of_entry(entry.id), WHY)
    fields = {"preset": "", "deed": "settle", "words": WHY}

    told = client.send(path, {**fields, "seen": seen})
    again = told.text.split('name="seen" value="')[1].split('"')[0]
    warn(moderator, member, WHY)
    done = client.send(path, {**fields, "seen": again})

    assert (told.status_code, done.status_code, seen == again) == (409, 303, False)
    assert "A sanction was ended early" in told.text
    assert case.outcome == "dealt with"


def test_of_what_was_deleted_meanwhile_it_is_said(client):
    board, author = busy_board(), make_member()
    thread = make_thread(board=board)
    for one in (author, None):
        make_case(make_post(thread, one, created_at=thread.last_post_at))
    sign_in(client, make_moderator())
    ticked = marks_on(client.get("/moderation").text)
    delete_post(author, case_by(author))

    answer = decide(client, ticked, "decline")

    assert answer.status_code == 409
    assert "The post was deleted before anybody decided" in answer.text


def case_by(author: Any) -> Any:
    return session.scalars(select(Case).where(Case.member_id == author.id)).one().post


def test_a_new_title_changes_nothing_about_what_was_seen_of_a_reply(client):
    post = make_post(make_thread(board=busy_board()))
    case = make_case(post)
    sign_in(client, make_moderator())
    ticked = marks_on(client.get("/moderation").text)
    change_title(make_moderator(), post.thread, "What about the kettles?", post.thread.title, WHY)

    assert decide(client, ticked, "decline").status_code == 303
    assert case.outcome == "declined"


def test_a_decision_about_many_keeps_what_the_queue_was_narrowed_to(client):
    board = busy_board()
    for _number in range(2):
        make_case(make_post(make_thread(board=board)))
    sign_in(client, make_moderator())
    path = f"/moderation?kind=report&board={board.slug}"
    page = client.get(path).text
    fields = {"preset": "", "case": marks_on(page)[:1], "deed": "decline"}

    refused = client.send(path, {**fields, "words": ""})
    done = client.send(path, {**fields, "words": WHY})

    for one in (page, refused.text):
        assert f'action="/moderation?kind=report&amp;board={board.slug}" method="post"' in one
    assert (done.status_code, done.location) == (303, path)
