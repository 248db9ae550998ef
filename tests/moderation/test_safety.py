"""A worry about someone's safety waits until a moderator has decided it, whatever becomes of the post."""

import re

import pytest
from sqlalchemy import select

from forum.accounts.closing import close_own_account
from forum.core.clock import at, now
from forum.core.db import session
from forum.core.outbox import deliver_pending
from forum.moderation.case_handlers import close_what_is_settled
from forum.moderation.models import Case
from forum.moderation.reporting import report_post
from forum.threads.actions import delete_post
from forum.threads.models import Post
from tests.accounts.door import make_account
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator, words_told
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

SAID, WORRY, WHY = "I cannot go on with this", "She says that she cannot go on", "We have talked to her."


def make_worry(reason: str = "safety") -> tuple[Post, Case]:
    """A post, and the case of a report of it."""
    thread = make_thread(board=busy_board(), title="About night shifts")
    post = make_post(thread, make_account(name="Wanda Worn"), body=SAID)
    report_post(make_member(name="Rosa Reporter", verified=True), post, reason, WORRY)
    return post, session.scalars(select(Case)).one()


def delete_it(post: Post) -> None:
    delete_post(post.author, post)


def close(post: Post) -> None:
    close_own_account(post.author, post.author, post.author.password_hash, False)


@pytest.mark.parametrize("leave", [delete_it, close])
def test_a_worry_waits_though_the_post_is_gone(client, leave):
    moderator, (post, case) = make_moderator(), make_worry()
    leave(post)
    deliver_pending()
    close_what_is_settled()
    sign_in(client, moderator)

    queue, page = client.get("/moderation").text, main_of(client.get(f"/moderation/cases/{case.id}").text)

    assert f"/moderation/cases/{case.id}" in queue
    assert "The post was deleted" in page
    for words in (WORRY, "Rosa Reporter", "waits all the same", f'datetime="{now():%Y-%m-%d}'):
        assert words in page
    assert SAID not in page
    assert re.findall(r'name="deed" value="(\w+)"', page) == ["settle", "decline"]
    assert case.is_open


@pytest.mark.parametrize("leave", [delete_it, close])
@pytest.mark.parametrize("deed", ["settle", "decline"])
def test_it_is_decided_like_any_other(client, leave, deed):
    post, case = make_worry()
    reporter = make_member()
    report_post(reporter, post, "safety", "Me too")
    leave(post)
    deliver_pending()
    sign_in(client, make_moderator())
    page = client.get(f"/moderation/cases/{case.id}").text
    seen = re.findall(r'name="seen" value="([^"]*)"', page)[0]

    answer = client.send(f"/moderation/cases/{case.id}", {"preset": "", "words": WHY, "deed": deed, "seen": seen})
    after = client.get(f"/moderation/cases/{case.id}").text

    assert (answer.status_code, case.is_open) == (303, False)
    assert WHY in after
    assert "/moderation/deeds/" not in client.get("/moderation").text
    assert words_told(reporter) == ["report dealt with" if deed == "settle" else "report declined"]


def test_it_is_not_hidden_any_more(client):
    post, case = make_worry()
    delete_it(post)
    sign_in(client, make_moderator())

    answer = client.send(f"/moderation/cases/{case.id}", {"preset": "", "words": WHY, "deed": "hide"})

    assert (answer.status_code, case.is_open) == (409, True)
    assert "The post was deleted meanwhile. Nothing was done." in answer.text
    assert WHY in answer.text


def test_another_case_of_a_post_that_is_gone_says_so(client):
    post, case = make_worry("rules")
    delete_it(post)
    sign_in(client, make_moderator())
    before = client.get(f"/moderation/cases/{case.id}").text
    refused = client.send(f"/moderation/cases/{case.id}", {"preset": "", "words": WHY, "deed": "decline"})
    deliver_pending()

    page = client.get(f"/moderation/cases/{case.id}").text

    assert "The post was deleted, and what it said is gone for good." in main_of(before)
    assert 'name="deed"' not in before
    assert refused.status_code == 409
    assert "The post was deleted meanwhile. Nothing was done." in refused.text
    assert "The post was deleted before anybody decided" in page
    assert (case.is_open, case.outcome) == (False, "gone")
    assert f"/moderation/cases/{case.id}" not in client.get("/moderation").text


def test_the_title_of_a_thread_that_is_gone_is_not_told(client):
    starter, moment = make_account(name="Wanda Worn"), now()
    times = {"created_at": moment, "last_post_at": moment}
    thread = make_thread(board=busy_board(), starter=starter, title="A telling title", **times)
    post = session.scalars(select(Post).where(Post.thread_id == thread.id)).one()
    report_post(make_member(), post, "safety", WORRY)
    case = session.scalars(select(Case)).one()
    delete_it(post)
    deliver_pending()
    sign_in(client, make_moderator())

    pages = [client.get(path).text for path in ("/moderation", f"/moderation/cases/{case.id}")]

    assert all("Wanda Worn" in page and "A telling title" not in page for page in pages)


def test_it_says_since_when_the_post_is_gone(client):
    post, case = make_worry()
    sign_in(client, make_moderator())
    with at(now().replace(year=2031)):
        delete_it(post)
        deliver_pending()
    deliver_pending()

    assert "2031" in main_of(client.get(f"/moderation/cases/{case.id}").text)


def test_the_worry_stands_before_all_else_that_was_reported(client):
    post, case = make_worry()
    for number in range(3):
        report_post(make_member(), post, "rules", f"It is rude, says number {number}")
    sign_in(client, make_moderator())

    page = main_of(client.get(f"/moderation/cases/{case.id}").text)

    assert page.index(WORRY) < page.index("says number 2") < page.index("says number 0")
