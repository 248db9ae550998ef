"""Watched words: a post with them waits, or its author is told what to change."""

import pytest
from sqlalchemy import select

from forum.boards.models import Approval
from forum.core.db import session, transaction
from forum.core.errors import Invalid
from forum.prevention.actions import WatchedSettings, change_watched, retire_watched, watch, watch_again
from forum.prevention.models import Measure, Watched, WatchedKind
from forum.threads.actions import edit_post, reply, start_thread
from forum.threads.models import Held, Post, State
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import make_moderator
from tests.pages import sign_in

TITLE = "What do you do about kettles?"


def watched(text: str, **settings) -> Watched:
    return watch(make_member(role="administrator"), None, WatchedSettings(text, **settings))


def author():
    return make_member(verified=True)


def test_a_post_with_a_watched_word_waits():
    watched("gasket")
    thread = make_thread()

    assert reply(author(), thread, prose("A new GASKET")).held_for == Held.WORDS
    assert reply(author(), thread, prose("A new gas**ket**")).held_for == Held.WORDS
    assert start_thread(author(), thread.board, "What about the gasket?", prose("Ours is old.")).state == State.HELD
    assert reply(author(), thread, prose("A new kettle")).state == State.PUBLISHED
    assert reply(make_moderator(thread.board), thread, prose("A new gasket")).state == State.PUBLISHED


def test_a_word_of_a_board_is_watched_there_alone():
    thread, elsewhere = make_thread(), make_thread()
    watched("gasket", board_id=thread.board.id)

    assert reply(author(), thread, prose("A new gasket")).state == State.HELD
    assert reply(author(), elsewhere, prose("A new gasket")).state == State.PUBLISHED


def test_a_retired_word_is_not_watched_until_it_is_again():
    word, thread, administrator = watched("gasket"), make_thread(), make_member(role="administrator")
    retire_watched(administrator, word)
    assert reply(author(), thread, prose("A new gasket")).state == State.PUBLISHED

    watch_again(administrator, word)
    change_watched(administrator, word, WatchedSettings(r"gas\w+s", WatchedKind.PATTERN))
    assert reply(author(), thread, prose("New gaskets")).state == State.HELD
    assert reply(author(), thread, prose("One gasket")).state == State.PUBLISHED


def test_the_author_is_told_what_to_change_and_nothing_typed_is_lost(client):
    watched("gasket", measure=Measure.EXPLAIN, explanation="Say seal: readers look for that.")
    thread = make_thread()
    sign_in(client, author())

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "A new Gasket is needed"})
    titled = client.send(f"/boards/{thread.board.slug}/threads/new", {"title": "What about a gasket?", "body": "Old."})

    assert (answer.status_code, titled.status_code) == (422, 422)
    assert "“gasket” cannot stand here. Say seal: readers look for that." in answer.text
    assert "A new Gasket is needed" in answer.text
    assert thread.last_number == 1


@pytest.mark.parametrize("measure", Measure)
def test_an_edit_brings_in_no_watched_word_and_keeps_one_that_stood_there(measure):
    member, thread = author(), make_thread()
    post, other = make_post(thread, member, body="A gasket"), make_post(thread, member, body="A kettle")
    watched("gasket", measure=measure, explanation="Say seal.")

    edit_post(member, post, prose("A gasket, and a kettle"), "", None, 0)
    with pytest.raises(Invalid):
        edit_post(member, other, prose("A gasket"), "", None, 0)
    assert other.body == "A kettle"


def test_a_word_of_the_title_lets_the_first_post_say_it_and_no_reply():
    member = author()
    thread = make_thread(starter=member, title="Who has a gasket?", body="Ask me")
    first, other = session.scalars(select(Post)).one(), make_post(thread, member, body="A kettle")
    watched("gasket")

    edit_post(member, first, prose("A gasket, that is"), "", None, 0)
    with pytest.raises(Invalid, match="cannot wait"):
        edit_post(member, other, prose("A gasket"), "", None, 0)


def test_the_reason_of_an_edit_is_looked_at_as_its_text_is():
    member = author()
    post = make_post(make_thread(), member)
    watched("gasket", measure=Measure.EXPLAIN, explanation="Say seal.")

    with pytest.raises(Invalid, match="Say seal"):
        edit_post(member, post, prose("Other words"), "The gasket was wrong", None, 0)


def test_what_waits_already_may_be_edited_with_such_a_word_in_it():
    board, member = make_board(approval=Approval.ALL), author()
    post = reply(member, make_thread(board=board), prose("A kettle"))
    watched("gasket")

    edit_post(member, post, prose("A gasket"), "", None, 0)

    assert (post.body, post.state) == ("A gasket", State.HELD)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"text": " "}, "Enter 1 to"),
        ({"text": "(", "kind": WatchedKind.PATTERN}, "no pattern"),
        ({"text": "gasket", "measure": Measure.EXPLAIN}, "Say what the author is to change"),
        ({"text": "gasket", "board_id": 999}, "no such board"),
    ],
)
def test_what_cannot_be_watched_is_refused(settings, sentence):
    with pytest.raises(Invalid, match=sentence):
        watch(make_member(role="administrator"), None, WatchedSettings(**settings))


def test_the_words_of_a_board_go_with_it():
    board = make_board()
    watched("gasket", board_id=board.id)

    with transaction():
        session.delete(board)

    assert session.query(Watched).count() == 0
