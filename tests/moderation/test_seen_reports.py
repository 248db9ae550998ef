"""A report that comes while a moderator looks at the others is not answered unread."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.members.models import Member
from forum.moderation.models import Case
from forum.moderation.reporting import report_member, report_post
from forum.threads.models import Post
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator
from tests.moderation.test_queue import marks_on
from tests.pages import sign_in

WHY, FIRST, WORRY = "My reason for it", "It is rude.", "She says that she cannot go on."
REPORTED = "Somebody has reported this meanwhile. Nothing was done. Read what they say."


def report(thing: Post | Member, reason: str, words: str, by: Member | None = None) -> None:
    (report_post if isinstance(thing, Post) else report_member)(by or make_member(), thing, reason, words)


def make_reported(kind: str = "post") -> tuple[Any, Case]:
    """A post or a member, and the case of one report."""
    thing = make_post(make_thread(board=busy_board())) if kind == "post" else make_member()
    report(thing, "rules", FIRST)
    return thing, session.scalars(select(Case)).one()


def is_open(case: Case) -> bool:
    """Whether it waits in the database."""
    session.refresh(case)
    return case.is_open


def carried(page: str) -> dict[str, str]:
    """What the form on the page says of what was seen."""
    return dict(re.findall(r'name="(seen|reports|shown|last)" (?:type="hidden" )?value="([^"]*)"', page))


@pytest.mark.parametrize("kind", ["post", "member"])
@pytest.mark.parametrize("deed", ["decline", "settle"])
def test_on_the_page_of_a_case_a_new_report_is_told_and_read_first(client, kind, deed):
    thing, case = make_reported(kind)
    sign_in(client, make_moderator())
    path, fields = f"/moderation/cases/{case.id}", {"preset": "", "words": WHY, "deed": deed}
    seen = carried(client.get(path).text)
    report(thing, "safety", WORRY)

    told = client.send(path, {**fields, **seen})

    assert (told.status_code, is_open(case)) == (409, True)
    for words in (REPORTED, WORRY, WHY):
        assert words in told.text
    assert client.send(path, {**fields, **carried(told.text)}).status_code == 303
    assert not is_open(case)


def test_so_is_one_that_was_corrected(client):
    thing, reporter = make_post(make_thread(board=busy_board())), make_member()
    report(thing, "rules", FIRST, reporter)
    case = session.scalars(select(Case)).one()
    sign_in(client, make_moderator())
    path = f"/moderation/cases/{case.id}"
    seen = carried(client.get(path).text)
    report(thing, "safety", WORRY, reporter)

    told = client.send(path, {"preset": "", "words": WHY, "deed": "decline", **seen})

    assert (told.status_code, is_open(case), WORRY in told.text) == (409, True, True)


@pytest.mark.parametrize("kind", ["post", "member"])
def test_in_the_queue_a_new_report_is_told(client, kind):
    thing, case = make_reported(kind)
    sign_in(client, make_moderator())
    ticked = marks_on(client.get("/moderation").text)
    report(thing, "safety", WORRY)
    fields = {"preset": "", "words": WHY, "deed": "decline"}

    told = client.send("/moderation", {**fields, "case": ticked})
    again = client.send("/moderation", {**fields, "case": marks_on(told.text)})

    assert (told.status_code, REPORTED in told.text) == (409, True)
    assert (again.status_code, is_open(case)) == (303, False)


@pytest.mark.parametrize(
    ("page", "more"),
    [("/posts/{post.id}/hide", {}), ("/posts/{post.id}/redact", {"text": "Our words."}), ("{clean_up}", {})],
    ids=["hide", "redact", "clean up"],
)
def test_other_deeds_that_answer_reports_say_which_and_leave_those_that_came_since(client, page, more):
    author = make_member()
    post = make_post(make_thread(board=busy_board()), author, body="Our own words.")
    report(post, "rules", FIRST)
    case = session.scalars(select(Case)).one()
    sign_in(client, make_moderator())
    path = page.format(post=post, clean_up=f"/moderation/members/{author.handle}/clean-up")
    shown = client.get(path).text
    report(post, "safety", WORRY)
    fields = {"preset": "", "words": WHY, **more}

    told = client.send(path, {**fields, **carried(shown)})

    assert f'href="/moderation/cases/{case.id}"' in shown
    assert (told.status_code, is_open(case), post.state) == (409, True, "published")
    assert REPORTED in told.text
    assert client.send(path, {**fields, **carried(told.text)}).status_code == 303
    assert not is_open(case)


def test_of_reports_of_what_one_wrote_oneself_no_page_tells(client):
    moderator = make_moderator()
    post = make_post(make_thread(board=busy_board()), moderator)
    report(post, "rules", FIRST)
    sign_in(client, moderator)

    page = client.get(f"/posts/{post.id}/hide").text

    assert carried(page)["reports"] == "0 at 0"
    assert "/moderation/cases/" not in page
