"""Nearly the same text of one member in many threads of a day waits for a moderator; of new members sooner."""

from datetime import timedelta

import pytest

from forum.core.clock import at, now
from forum.core.errors import Invalid
from forum.prevention.same_text import are_alike, words_of
from forum.threads.actions import delete_post, edit_post, reply, start_thread
from forum.threads.models import Held, State
from forum.threads.prose import prose
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import make_moderator

TEXT = "Our company sells the very best drawers for offices, ask us today for a price that nobody else gives you"
NEARLY = f"> Who knows drawers?\n\nHello Asha! {TEXT.replace('today', 'soon')}."


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (TEXT, TEXT.upper(), True),
        (TEXT, NEARLY, True),
        (TEXT, "We have had ours for years and would not give them away for any price at all, ask Dorset", False),
        ("Thank you!", "Thank you!", False),
        ("See https://a.example/buy now", "See https://a.example/buy now", True),
        ("Save: www.spam.example.com", "Save: WWW.spam.example.com", True),
    ],
)
def test_which_texts_say_nearly_the_same(one, other, alike):
    assert are_alike(words_of(one), words_of(other)) == alike


def test_the_third_thread_with_the_same_text_waits():
    member = make_member(verified=True)
    posts = [reply(member, make_thread(), prose(text)) for text in (TEXT, NEARLY, TEXT)]

    assert [post.held_for for post in posts] == [None, None, Held.SAME_TEXT]
    assert start_thread(member, make_thread().board, "Who wants new drawers?", prose(TEXT)).state == State.HELD


def test_of_a_new_member_the_second_waits():
    member = make_member()

    assert reply(member, make_thread(), prose(TEXT)).state == State.PUBLISHED
    assert reply(member, make_thread(), prose(NEARLY)).held_for == Held.SAME_TEXT


def test_what_one_says_twice_in_one_thread_or_on_another_day_does_not_wait():
    member, thread = make_member(verified=True), make_thread()
    for _time in range(3):
        assert reply(member, thread, prose(TEXT)).state == State.PUBLISHED
    assert reply(member, make_thread(), prose(TEXT)).state == State.PUBLISHED
    with at(now() + timedelta(hours=25)):
        assert reply(member, make_thread(), prose(TEXT)).state == State.PUBLISHED


def test_what_was_deleted_stands_nowhere_and_moderators_say_it_as_often_as_they_like():
    member, moderator = make_member(verified=True), make_moderator()
    for _time in range(3):
        delete_post(member, reply(member, make_thread(), prose(TEXT)))
        assert reply(moderator, make_thread(), prose(TEXT)).state == State.PUBLISHED
    assert reply(member, make_thread(), prose(TEXT)).state == State.PUBLISHED


@pytest.mark.parametrize("age", [0, 20])
def test_an_edit_does_not_bring_it_into_another_thread(age):
    member = make_member(verified=True)
    long_ago = now() - timedelta(days=age)
    posts = [make_post(make_thread(), member, body=f"Thanks {number}", created_at=long_ago) for number in range(4)]

    for post in posts[:2]:
        edit_post(member, post, prose(TEXT), "", None, 0)
    for post in posts[2:]:
        with pytest.raises(Invalid, match="cannot wait"):
            edit_post(member, post, prose(NEARLY), "", None, 0)
    assert reply(member, make_thread(), prose(TEXT)).held_for == Held.SAME_TEXT


def test_what_is_said_in_many_threads_already_may_be_corrected():
    member = make_member(verified=True)
    posts = [make_post(make_thread(), member, body=TEXT) for _time in range(3)]

    edit_post(member, posts[1], prose(f"{TEXT}, really"), "", None, 0)

    assert posts[1].edit_count == 1
