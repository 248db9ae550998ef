"""Hiding a post and giving it back: what readers see, what is counted, what the author is told."""

import pytest
from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.log import LogEntry
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.renaming import first_post
from forum.moderation.undoing import UNDOABLE_FOR, undo
from forum.search.handlers import build_index
from forum.threads.actions import mark_answer, start_thread
from forum.threads.models import Post
from forum.threads.prose import Prose
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import busy_board, counters, make_moderator, words_told
from tests.pages import sign_in
from tests.pages_of_site.looking import titles

WHY = "It breaks the rules."


def test_a_hidden_post_leaves_its_line_and_nothing_else(client):
    thread = make_thread(board=busy_board())
    post = make_post(thread, body="Whistling kettles")

    hide_post(make_moderator(), post, WHY)

    page = client.get(f"/threads/{thread.id}/{thread.slug}").text
    assert "Post 2 was removed" in page
    assert "Whistling" not in page
    assert client.get(f"/posts/{post.id}").status_code == 404


def test_before_the_first_post_is_hidden_it_is_said_what_can_still_be_read(client):
    thread = make_thread(board=busy_board(), title="Names a <child>")
    first, reply = session.scalars(select(Post)).one(), make_post(thread)
    sign_in(client, make_moderator())
    whole = f'href="/threads/{thread.id}/moderate/hide"'

    page = client.get(f"/posts/{first.id}/hide").text
    assert "the title “Names a &lt;child&gt;” and the replies can still be read" in page
    assert whole in page
    assert whole in client.send(f"/posts/{first.id}/hide", {"preset": "", "words": " "}).text
    assert whole not in client.get(f"/posts/{reply.id}/hide").text

    assert client.send(f"/posts/{first.id}/hide", {"preset": "spam", "words": ""}).status_code == 303
    assert "Names a &lt;child&gt;" in client.get(f"/threads/{thread.id}/{thread.slug}").text


def test_counters_follow_a_post_that_is_hidden_and_restored():
    board, moderator = busy_board(), make_moderator()
    thread = start_thread(
        make_member(), board, "What about kettles?", Prose("Ours are old.", "<p>Ours are old.</p>", 1)
    )
    post, before = make_post(thread), counters(board)

    hide_post(moderator, post, WHY)
    assert (counters(board), thread.reply_count) == ([(1, 1)], 0)
    assert thread.last_post_at < post.created_at

    restore_post(moderator, post, WHY)
    assert (counters(board), thread.reply_count) == (before, 1)
    assert thread.last_post_at == post.created_at


def test_search_loses_a_hidden_post_and_finds_it_again(client, folder):
    board, moderator = busy_board(), make_moderator()
    post = make_post(make_thread(board=board), body="Whistling kettles")
    build_index()

    hidden = hide_post(moderator, post, WHY)
    words_told(moderator)  # the worker has done its work
    assert f"/posts/{post.id}" not in client.get("/search?q=whistling").text

    undo(moderator, hidden, post, WHY)
    words_told(moderator)
    assert f"/posts/{post.id}" in client.get("/search?q=whistling").text


def test_an_answer_that_is_hidden_is_none_and_undone_it_is_one_again():
    starter = make_member()
    thread = make_thread(board=busy_board(), starter=starter)
    post = make_post(thread)
    mark_answer(starter, post)

    entry = hide_post(make_moderator(), post, WHY)
    assert thread.accepted_id is None

    undo(make_moderator(), entry, post, WHY)
    assert (thread.accepted_id, thread.accepted_by_id) == (post.id, starter.id)


def test_the_author_is_told_and_reads_why(client):
    author = make_member()
    post = make_post(make_thread(board=busy_board()), author)

    entry = hide_post(make_moderator(), post, "Name no neighbours.")

    assert words_told(author) == ["hide a post"]
    sign_in(client, author)
    assert "A moderator has hidden a post of yours" in client.get("/notifications").text
    page = client.get(f"/moderation/deeds/{entry.id}").text
    assert "Name no neighbours." in page
    assert "as only you and the moderators see it now" in page
    assert post.body in page
    assert "Undo it" not in page


def test_a_deed_is_open_to_its_author_and_to_moderators_of_its_place_only(client):
    board = busy_board()
    entry = hide_post(make_moderator(), make_post(make_thread(board=board)), WHY)

    for person, status in ((make_member(), 404), (make_moderator(board), 200), (make_moderator(), 200)):
        sign_in(client, person)
        assert client.get(f"/moderation/deeds/{entry.id}").status_code == status
    assert client.send(f"/moderation/deeds/{entry.id}", {"preset": "mistaken"}).status_code == 303


def test_without_a_reason_nothing_is_done(client):
    post = make_post(make_thread(board=busy_board()))
    sign_in(client, make_moderator())

    answer = client.send(f"/posts/{post.id}/hide", {"preset": "", "words": " "})

    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert post.state == "published"
    with pytest.raises(Invalid):
        hide_post(make_moderator(), post, "")


def test_what_was_hidden_meanwhile_is_not_hidden_twice(client):
    post = make_post(make_thread(board=busy_board()))
    hide_post(make_moderator(), post, WHY)
    sign_in(client, make_moderator())

    answer = client.send(f"/posts/{post.id}/hide", {"preset": "spam", "words": "Mine"})

    assert answer.status_code == 409
    assert "not published any more" in answer.text
    assert "Mine" in answer.text
    assert session.scalars(select(LogEntry.deed)).all() == ["hide a post"]


def test_a_deed_is_undone_once_and_within_30_days():
    moderator, post = make_moderator(), make_post(make_thread(board=busy_board()))
    entry = hide_post(moderator, post, WHY)

    with at(now() + UNDOABLE_FOR * 1.01), pytest.raises(Conflict, match="30 days"):
        undo(moderator, entry, post, WHY)
    undo(moderator, entry, post, WHY)
    with pytest.raises(Conflict, match="undone already"):
        undo(moderator, entry, post, WHY)

    assert words_told(post.author) == ["hide a post", "undo"]


def test_what_has_changed_since_is_not_undone():
    moderator, post = make_moderator(), make_post(make_thread(board=busy_board()))
    entry = hide_post(moderator, post, WHY)
    restore_post(moderator, post, WHY)

    with pytest.raises(Conflict, match="Something else was decided about the same since"):
        undo(moderator, entry, post, WHY)


def test_who_only_reads_may_not_hide():
    with pytest.raises(Refused, match="Only the moderators of this board"):
        hide_post(make_member(), make_post(make_thread(board=busy_board())), WHY)


@pytest.mark.parametrize("path", ["/unanswered", "/boards/kettles?show=unanswered"])
def test_a_question_that_is_hidden_does_not_wait_for_an_answer(client, path):
    thread, moderator = make_thread(board=busy_board(), title="Where are the kettles?"), make_moderator()
    question = first_post(thread)
    entry = hide_post(moderator, question, WHY)
    hidden = titles(client.get(path).text)
    undo(moderator, entry, question, "It was a mistake.")

    assert (hidden, titles(client.get(path).text)) == ([], ["Where are the kettles?"])
