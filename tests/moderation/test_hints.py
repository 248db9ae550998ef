"""Beside each reason stands who reads it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.moderation.clearing import decline_report
from forum.moderation.hiding import hide_post
from forum.threads.models import Post
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_case, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

AUTHOR = "The author reads it"


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("/posts/{post}/hide", AUTHOR),
        ("/posts/{post}/redact", "Everybody who reads the history of the post reads it"),
        ("/threads/{thread}/moderate/title", "Everybody who reads the history of the first post reads it"),
        ("/threads/{thread}/moderate/hide", "Who started the thread reads it"),
        ("/threads/{thread}/moderate/lock", "Everybody who reads the thread reads it"),
        ("/threads/{thread}/moderate/merge?into={other}", "Who started the two threads reads it"),
        ("/threads/{thread}/moderate/split?post={post}", "Who wrote these posts reads it"),
        ("/moderation/members/{handle}/suspend", "The member reads it"),
        ("/moderation/members/{handle}/contact", "administrators read it; the member does not"),
    ],
)
def test_the_page_of_a_deed_says_who_reads_the_reason_also_when_it_lacks(client, page, hint):
    thread, other = make_thread(board=busy_board()), make_thread()
    numbers: dict[str, Any] = {"thread": thread.id, "other": other.id, "handle": make_member().handle}
    sign_in(client, make_moderator())
    path = page.format(post=make_post(thread).id, **numbers)

    form, again = client.get(path).text, client.send(path, {"preset": "", "words": "", "days": "1"})

    assert hint in main_of(form)
    assert again.status_code == 422
    assert (AUTHOR in main_of(again.text)) == (hint == AUTHOR)


def test_who_reads_why_something_was_undone_are_those_whom_it_concerns_if_there_are_any(client):
    post = make_post(make_thread(board=busy_board()))
    moderator = make_moderator()
    declined = decline_report(moderator, make_case(post), "It keeps to the rules.")
    hidden = hide_post(moderator, session.scalars(select(Post).where(Post.id == post.id)).one(), "It does not.")
    sign_in(client, moderator)

    pages = [main_of(client.get(f"/moderation/deeds/{entry.id}").text) for entry in (declined, hidden)]

    assert ["Only moderators read it" in page for page in pages] == [True, False]
    assert ["Whom it concerns reads it" in page for page in pages] == [False, True]


def test_who_merges_an_older_thread_into_a_younger_one_reads_which_question_will_come_first(client):
    board = busy_board()
    older, younger = (make_thread(board=board, created_at=now() - timedelta(days=days)) for days in (3, 1))
    sign_in(client, make_moderator())

    says = [
        "its question will come first" in client.get(f"/threads/{goes.id}/moderate/merge?into={stays.id}").text
        for goes, stays in ((older, younger), (younger, older))
    ]

    assert says == [True, False]
