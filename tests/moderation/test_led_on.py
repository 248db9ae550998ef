"""A form of a deed on a thread that was merged away meanwhile: it is not done to all of the other thread."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.moderation.both import Both
from forum.moderation.merging import merge_threads
from forum.threads.models import Post, Thread
from tests.factories import make_board, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of

WHY = "It belongs elsewhere."
MEANT = {"preset": "", "words": "The small one is spam"}
DEEDS: dict[str, dict[str, str]] = {
    "hide": {},
    "lock": {},
    "pin": {"where": "board"},
    "close": {"day": "2999-01-01"},
    "title": {"title": "A better title for the small one"},
    "move": {},
}


def threads(*titles: str) -> list[Thread]:
    board = busy_board()
    return [make_thread(board=board, title=title) for title in titles]


def deeds() -> list[str]:
    session.rollback()
    return list(session.scalars(select(LogEntry.deed).order_by(LogEntry.id)))


def sent(page: str) -> tuple[str, dict[str, str]]:
    """Where the form on a page goes, and what stands in it that nobody types."""
    form = re.findall(r'<form method="post" action="([^"]+)"(.*?)</form>', main_of(page), re.DOTALL)[0]
    hidden = re.findall(r'type="hidden" (?:id="\w+" )?name="(\w+)"[^>]* value="([^"]*)"', form[1])
    hidden += re.findall(r'id="(\w+)" name="\w+" type="hidden" value="([^"]*)"', form[1])
    return html.unescape(form[0]), {name: html.unescape(value) for name, value in hidden if name != "csrf_token"}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_meant_for_a_thread_is_not_done_to_the_one_that_has_its_posts_by_now(client, deed):
    stays, goes = threads("What do all of us do?", "A small one")
    sign_in(client, make_moderator())
    path = f"/threads/{goes.id}/moderate/{deed}" + (f"?to={make_board().slug}" if deed == "move" else "")
    address, hidden = sent(client.get(path).text)
    merge_threads(make_moderator(), Both(stays, goes), WHY)

    answer = client.send(address, {**hidden, **MEANT, **DEEDS[deed]})

    assert (answer.status_code, deeds()) == (409, ["merge threads"])
    for words in ("was merged into another meanwhile", "What do all of us do?", "The small one is spam"):
        assert words in main_of(answer.text)
    address, hidden = sent(answer.text)
    assert address.startswith(f"/threads/{stays.id}/")
    assert client.send(address, {**hidden, **MEANT, **DEEDS[deed]}).status_code == 303


def test_also_a_form_that_lacks_its_reason_says_that_its_thread_was_merged(client):
    stays, goes = threads("What do all of us do?", "A small one")
    sign_in(client, make_moderator())
    merge_threads(make_moderator(), Both(stays, goes), WHY)

    answer = client.send(f"/threads/{goes.id}/moderate/hide", {"preset": "", "words": ""})

    assert answer.status_code == 409
    assert "was merged into another meanwhile" in answer.text


@pytest.mark.parametrize("merged", ["the thread itself", "the other"])
def test_threads_are_not_merged_when_one_of_them_is_another_by_now(client, merged):
    stays, itself, other = threads("What do all of us do?", "A small one", "Another small one")
    sign_in(client, make_moderator())
    address, _hidden = sent(client.get(f"/threads/{itself.id}/moderate/merge?into=/threads/{other.id}/what").text)
    merge_threads(make_moderator(), Both(stays, itself if merged == "the thread itself" else other), WHY)

    answer = client.send(address, MEANT)

    assert (answer.status_code, deeds()) == (409, ["merge threads"])
    assert "was merged into another meanwhile" in answer.text
    assert client.send(sent(answer.text)[0], MEANT).status_code == 303


def test_two_threads_that_somebody_has_merged_meanwhile_are_not_merged_again(client):
    stays, goes = threads("What do all of us do?", "A small one")
    sign_in(client, make_moderator())
    address, _hidden = sent(client.get(f"/threads/{goes.id}/moderate/merge?into={stays.id}").text)
    merge_threads(make_moderator(), Both(stays, goes), WHY)

    answer = client.send(address, MEANT)

    assert (answer.status_code, deeds()) == (409, ["merge threads"])
    assert "they are one by now" in answer.text


def test_posts_do_not_go_into_another_thread_than_was_named(client):
    stays, itself, other = threads("What do all of us do?", "A small one", "Another small one")
    post = make_post(itself)
    sign_in(client, make_moderator())
    merge_threads(make_moderator(), Both(stays, other), WHY)
    form: dict[str, Any] = {**MEANT, "board": itself.board.slug, "into": f"/threads/{other.id}"}

    answer = client.send(f"/threads/{itself.id}/moderate/split?post={post.id}", form)

    assert (answer.status_code, deeds()) == (409, ["merge threads"])
    assert "The thread that you chose was merged into another." in answer.text
    assert f'value="{stays.id}"' in answer.text
    answer = client.send(sent(answer.text)[0], {**form, "into": str(stays.id)})
    assert (answer.status_code, session.get_one(Post, post.id).thread_id) == (303, stays.id)
