"""A reply to what a moderator moves at that moment: no word is lost, and nothing is told of what is out of reach."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, inspect, select

from forum.core.db import session
from forum.members.named import BoardRole
from forum.moderation.both import Both
from forum.moderation.merging import merge_threads
from forum.moderation.moving import hide_thread, move_thread
from forum.moderation.splitting import split_into_new
from forum.moderation.undoing import undo
from forum.threads import writing
from forum.threads.models import Post, Thread
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.leaks.canaries import CHANCE
from tests.moderation.people import busy_board, make_moderator
from tests.pages import Browser

WHY, TYPED = "It belongs elsewhere.", "An hour of typing & thinking"
KEY, OTHER_KEY = "a" * 32, "b" * 32
Meanwhile = Callable[[Callable[[], Any]], None]


@pytest.fixture
def meanwhile(app, monkeypatch) -> Meanwhile:
    """Let somebody else do something after the thread was found and before the reply is written."""

    def happens(deed: Callable[[], Any]) -> None:
        def slowly(source: str) -> Any:
            monkeypatch.undo()
            with app.app_context():
                deed()
            return prose(source)

        monkeypatch.setattr(writing, "prose", slowly)

    return happens


def anew(thing: Any) -> Any:
    """The same row, as another request reads it."""
    return session.get_one(type(thing), inspect(thing).identity)


def send(client: Browser, number: int, **more: str) -> Any:
    return client.send(f"/threads/{number}/replies", {"body": TYPED, "form_key": KEY, **more})


def replies() -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Post).where(Post.body == TYPED)) or 0


def check_kept(client: Browser, answer: Any, stays: Thread) -> None:
    """The words stand in the form of the thread that has the posts, and are published from there."""
    assert (answer.status_code, replies()) == (409, 0)
    assert "was merged into this one" in answer.text
    assert html.escape(TYPED) in answer.text
    assert stays.title in answer.text
    assert f'action="/threads/{stays.id}/replies#reply"' in answer.text
    published = send(client, stays.id)
    assert (published.status_code, replies()) == (303, 1)


def test_a_reply_to_a_thread_that_was_merged_away_keeps_its_words(client, member):
    stays, goes = make_thread(board=busy_board(), title="Older question"), make_thread()
    merge_threads(make_moderator(), Both(stays, goes), WHY)

    check_kept(client, send(client, goes.id), stays)


def test_also_when_it_is_merged_at_that_instant(client, member, meanwhile):
    stays, goes = make_thread(board=busy_board(), title="Older question"), make_thread()
    meanwhile(lambda: merge_threads(make_moderator(), Both(anew(stays), anew(goes)), WHY))

    check_kept(client, send(client, goes.id), stays)


def test_a_preview_for_a_thread_that_was_merged_away_keeps_its_words_too(client, member):
    stays, goes = make_thread(board=busy_board(), title="Older question"), make_thread()
    merge_threads(make_moderator(), Both(stays, goes), WHY)

    check_kept(client, send(client, goes.id, deed="preview"), stays)


@pytest.mark.parametrize("key", ["", "x" * 99, "\x00", "٣" * 32])
def test_a_damaged_form_for_a_thread_that_was_merged_away_keeps_its_words(client, member, key):
    stays, goes = make_thread(board=busy_board(), title="Older question"), make_thread()
    merge_threads(make_moderator(), Both(stays, goes), WHY)

    answer = send(client, goes.id, form_key=key)

    assert (answer.status_code, html.escape(TYPED) in answer.text) == (409, True)


def test_a_double_click_leads_to_the_reply_also_after_its_thread_was_merged(client, member):
    stays, goes = make_thread(board=busy_board()), make_thread()
    send(client, goes.id)
    merge_threads(make_moderator(), Both(stays, goes), WHY)

    answer = send(client, goes.id)

    assert (answer.status_code, answer.location, replies()) == (303, f"/threads/{stays.id}/{stays.slug}#post-3", 1)


def out_of_reach(thread: Thread) -> dict[str, Callable[[], Any]]:
    closed = make_board(audience="invited", name="Secret teapots")
    inside = make_thread(board=closed, title="Secret kettles")
    moderator = make_member(role="administrator")
    make_named(moderator, closed, BoardRole.MODERATOR)
    return {
        "moved": lambda: move_thread(anew(moderator), anew(thread), anew(closed), WHY),
        "merged": lambda: merge_threads(anew(moderator), Both(anew(inside), anew(thread)), WHY),
        "hidden": lambda: hide_thread(anew(moderator), anew(thread), WHY),
    }


@pytest.mark.parametrize("at_that_instant", [False, True])
@pytest.mark.parametrize("how", ["moved", "merged", "hidden"])
def test_what_goes_out_of_reach_gives_the_words_back_and_is_like_what_never_was(
    client, member, meanwhile, how, at_that_instant
):
    thread = make_thread(board=busy_board(), title="Whistling kettles")
    deed = out_of_reach(thread)[how]
    nothing = send(client, 999_999)
    if at_that_instant:
        meanwhile(deed)
    else:
        deed()

    answer = send(client, thread.id)

    assert (answer.status_code, replies()) == (404, 0)
    assert html.escape(TYPED) in answer.text
    assert [word in answer.text for word in ("Whistling", "Secret", "merged")] == [False] * 3
    pages = [CHANCE.sub("", one.text) for one in (answer, nothing)]
    assert pages[0].replace(str(thread.id), "…") == pages[1].replace("999999", "…").replace(str(thread.id), "…")


def test_a_reply_to_a_thread_that_is_no_more_gives_the_words_back(client, member, meanwhile):
    thread = make_thread(board=busy_board())
    post = make_post(thread)
    entry = split_into_new(make_moderator(), thread, [post.id], "What was split from it", thread.board, WHY)
    new = session.scalars(select(Thread).where(Thread.id != thread.id)).one().id
    meanwhile(lambda: undo(make_moderator(), anew(entry), anew(thread), WHY))

    answer = send(client, new)

    assert (answer.status_code, replies()) == (404, 0)
    assert html.escape(TYPED) in answer.text
    assert send(client, thread.id, form_key=OTHER_KEY).status_code == 303


@pytest.mark.parametrize("at_that_instant", [False, True])
def test_who_replied_to_a_thread_that_was_moved_meanwhile_is_told_on_the_next_page(
    client, member, meanwhile, at_that_instant
):
    thread, board = make_thread(board=busy_board()), make_board(name="Teapots")
    seen = re.search(r'name="seen_board"[^>]* value="(\d+)"', client.get(f"/threads/{thread.id}/{thread.slug}").text)[1]

    def move() -> None:
        move_thread(make_moderator(), anew(thread), anew(board), WHY)

    meanwhile(move) if at_that_instant else move()

    answer = send(client, thread.id, seen_board=seen)

    assert (answer.status_code, replies()) == (303, 1)
    assert "this thread was moved to the board Teapots. Your reply stands there." in client.get(answer.location).text


def test_who_replied_where_they_looked_is_told_nothing(client, member):
    thread = make_thread(board=busy_board())

    answer = send(client, thread.id, seen_board=str(thread.board_id))

    assert "was moved to the board" not in client.get(answer.location).text


def test_posts_that_are_split_off_at_that_instant_take_no_reply_along(client, member, meanwhile):
    thread = make_thread(board=busy_board())
    post = make_post(thread)
    title = "What was split from it"
    board, number = thread.board, post.id
    meanwhile(lambda: split_into_new(make_moderator(), anew(thread), [number], title, anew(board), WHY))

    answer = send(client, thread.id)

    assert (answer.status_code, answer.location) == (303, f"/threads/{thread.id}/{thread.slug}#post-3")


def test_a_new_thread_and_an_edit_out_of_reach_are_given_back_too(client, member):
    fields = {"title": "What about <kettles> then?", "body": TYPED, "form_key": KEY}
    post = make_post(make_thread(board=busy_board()), member)
    hide_thread(make_moderator(), post.thread, WHY)

    new = client.send("/boards/nowhere/threads/new", fields)
    edited = client.send(f"/posts/{post.id}/edit", {"body": TYPED, "seen_edits": "0"})

    assert [answer.status_code for answer in (new, edited)] == [404, 404]
    assert all(html.escape(TYPED) in answer.text for answer in (new, edited))
    assert "What about &lt;kettles&gt; then?" in new.text


def test_passwords_and_choices_are_given_back_by_no_page(client, member):
    answer = client.send("/threads/999999/replies", {"password": "long and secret", "preset": "a choice", "body": " "})

    assert answer.status_code == 404
    assert [word in answer.text for word in ("long and secret", "a choice", "What you had typed")] == [False] * 3


def test_what_another_site_sends_stands_on_no_page_of_ours(client):
    answer = client.post("/unsubscribe/broken", data={"text": TYPED}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 404
    assert html.escape(TYPED) not in answer.text
