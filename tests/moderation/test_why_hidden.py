"""Why something is hidden stands beside it, for those who moderate there and for nobody else."""

import pytest

from forum.moderation.cleaning_up import clean_up
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.moving import hide_thread
from forum.moderation.undoing import undo
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import busy_board, make_moderator
from tests.pages import sign_in
from tests.pages_of_site.looking import main_of
from tests.statements import count_queries

WHY = "It names a neighbour."


def page_of(client, thread, person=None) -> str:
    if person is not None:
        sign_in(client, person)
    return main_of(client.get(f"/threads/{thread.id}/{thread.slug}").text)


def test_moderators_read_by_whom_and_why_a_post_is_hidden_and_go_to_the_deed(client):
    thread, moderator = make_thread(board=busy_board()), make_moderator(name="Ben Okafor")
    post = make_post(thread)
    entry = hide_post(moderator, post, WHY)

    for person in (moderator, make_moderator(), make_moderator(thread.board)):
        page = page_of(client, thread, person)
        assert "Hidden by Ben Okafor," in page
        assert WHY in page
        assert f'href="/moderation/deeds/{entry.id}">Look at the deed</a>' in page
        assert client.get(f"/moderation/deeds/{entry.id}").status_code == 200


@pytest.mark.parametrize("kind", ["guest", "member", "author", "board moderator elsewhere"])
def test_nobody_else_reads_it(client, kind):
    thread = make_thread(board=busy_board())
    post = make_post(thread)
    hide_post(make_moderator(name="Ben Okafor"), post, WHY)
    people = {"member": make_member, "author": lambda: post.author}
    person = people.get(kind, lambda: make_moderator(make_board()))() if kind != "guest" else None

    page = page_of(client, thread, person)

    assert WHY not in page
    assert "Okafor" not in page


def test_the_last_deed_counts(client):
    thread, moderator = make_thread(board=busy_board()), make_moderator()
    post = make_post(thread)
    undo(moderator, hide_post(moderator, post, "The first reason."), post, "A mistake.")
    hide_post(moderator, post, "The second reason.")
    entry = restore_post(moderator, post, "Given back.")
    undo(moderator, entry, post, "The third reason.")

    page = page_of(client, thread, moderator)

    assert "The third reason." in page
    assert "The second reason." not in page


def test_a_moderator_whose_own_post_was_hidden_does_not_read_who_did_it(client):
    thread, author = make_thread(board=busy_board()), make_moderator()
    hide_post(make_member(role="administrator", name="Ada Quill"), make_post(thread, author), WHY)

    page = page_of(client, thread, author)

    assert "Hidden by a moderator," in page
    assert "Ada Quill" not in page


def test_what_was_hidden_with_an_account_is_told_to_who_looks_after_members(client):
    thread = make_thread(board=busy_board())
    post = make_post(thread, make_member())
    clean_up(make_moderator(name="Ben Okafor"), post.author, [post.id], "Advertising.")

    assert "Advertising." in page_of(client, thread, make_moderator())
    assert "Advertising." not in page_of(client, thread, make_moderator(thread.board))


def test_of_a_thread_that_is_hidden_moderators_read_it_at_its_head(client):
    thread, moderator = make_thread(board=busy_board()), make_moderator(name="Ben Okafor")
    entry = hide_thread(moderator, thread, WHY)

    page = page_of(client, thread, make_moderator())

    assert page.index("Hidden by Ben Okafor,") < page.index("<article")
    assert f'href="/moderation/deeds/{entry.id}"' in page


def test_many_hidden_posts_cost_one_statement(client):
    thread, moderator = make_thread(board=busy_board()), make_moderator()
    hide_post(moderator, make_post(thread), WHY)
    page_of(client, thread, moderator)
    with count_queries() as few:
        page_of(client, thread)
    for _number in range(5):
        hide_post(moderator, make_post(thread), WHY)
    with count_queries() as many:
        page = page_of(client, thread)

    assert page.count(WHY) == 6
    assert len(many) <= len(few)
