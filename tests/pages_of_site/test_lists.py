"""Latest, unanswered, unread: lists of threads across boards, as one viewer may see them."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.threads.models import Post, ReadMarker, State
from tests.factories import make_board, make_member, make_post, make_thread
from tests.pages import sign_in
from tests.pages_of_site.looking import KINDS, READERS, look_as, main_of, next_page, titles

LISTS = ("/latest", "/unanswered", "/unread")


def hours_ago(hours: float) -> dict:
    moment = now() - timedelta(hours=hours)
    return {"created_at": moment, "last_post_at": moment}


@pytest.fixture
def reader(client):
    """A member who has read nothing for nine days."""
    member = make_member(verified=True, all_read_at=now() - timedelta(days=9))
    sign_in(client, member)
    return member


@pytest.mark.parametrize(("audience", "kind"), list(product(READERS, KINDS)))
@pytest.mark.parametrize("path", LISTS)
def test_a_thread_is_listed_to_its_readers_only(client, path, audience, kind):
    board = make_board(audience=audience, name="Board of kettles")
    member = look_as(client, kind, board)
    if member is not None:
        with transaction():
            session.get(Member, member.id).all_read_at = now() - timedelta(days=1)
    make_thread(board=board, title="Who has the kettles?")

    page = client.get(path).text

    is_there = kind in READERS[audience] and (kind != "guest" or path != "/unread")
    assert ["Who has the kettles?" in page, "Board of kettles" in page] == [is_there] * 2


@pytest.mark.parametrize("path", LISTS)
def test_a_confidential_thread_is_listed_to_who_started_it(client, reader, path):
    board = make_board(audience="members", own_threads_only=True)
    make_thread(board=board, starter=reader, title="Mine")
    make_thread(board=board, title="Somebody else's")

    assert titles(client.get(path).text) == ["Mine"]


@pytest.mark.parametrize(("path", "state"), list(product(LISTS, [State.HELD, State.HIDDEN, State.DELETED])))
def test_threads_that_are_not_published_are_not_listed_to_others(client, reader, path, state):
    make_thread(title="Not for reading", state=state)

    assert "Not for reading" not in client.get(path).text


@pytest.mark.parametrize("path", LISTS)
def test_a_list_goes_on_page_by_page_without_loss_or_repetition(client, reader, path):
    boards, same_moment = [make_board(), make_board(audience="verified")], hours_ago(1)
    for number in range(60):
        make_thread(board=boards[number % 2], title=f"Thread {number:02}", **same_moment)
    seen, address, pages = [], path, 0

    while address:
        page = client.get(address).text
        seen, address, pages = seen + titles(page), next_page(page), pages + 1

    assert pages == 3
    assert seen == [f"Thread {number:02}" for number in reversed(range(60))]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("after", ["x", "%00", "W10", "bnVsbA", "WzEsMl0", "a" * 3000])
def test_a_cursor_that_no_page_gave_out_is_absent(client, reader, path, after):
    assert client.get(f"{path}?after={after}").status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_says_what_to_do(client, reader, path):
    page = client.get(path).text

    assert "Look at the boards" in main_of(page)
    assert titles(page) == []


def test_latest_stands_in_the_order_of_the_last_reply_and_names_the_board(client):
    board = make_board(name="Board of kettles", slug="kettles")
    for hours in (3, 1, 2):
        make_thread(board=board, title=f"{hours} hours ago", **hours_ago(hours))

    page = client.get("/latest").text

    assert titles(page) == ["1 hours ago", "2 hours ago", "3 hours ago"]
    assert page.count('href="/boards/kettles"') == 3


def test_unanswered_lists_questions_the_newest_first(client):
    for hours in (3, 1, 2):
        make_thread(title=f"{hours} hours ago", created_at=now() - timedelta(hours=hours))
    make_post(make_thread(title="Has a reply"))

    assert titles(client.get("/unanswered").text) == ["1 hours ago", "2 hours ago", "3 hours ago"]


@pytest.mark.parametrize("facts", [{"locked": True}, {"board": {"archived": True}}, {"board": {"reply_by": "nobody"}}])
def test_what_nobody_can_answer_does_not_wait(client, facts):
    board = make_board(**facts.pop("board", {}))
    make_thread(board=board, title="Closed", **facts)

    assert titles(client.get("/unanswered").text) == []


def test_a_thread_whose_only_reply_was_deleted_waits_again(client, forum):
    author, thread = make_member(verified=True), make_thread(title="Who knows?")
    sign_in(client, author)
    client.send(f"/threads/{thread.id}/replies", {"body": "I do.", "form_key": "a" * 32})
    guest = forum.test_client()
    answered = titles(guest.get("/unanswered").text)

    reply = session.scalar(select(Post.id).where(Post.thread_id == thread.id, Post.number == 2))
    client.send(f"/posts/{reply}/delete")

    assert answered == []
    assert titles(guest.get("/unanswered").text) == ["Who knows?"]


# --- unread


def test_unread_is_for_members(client):
    answer = client.get("/unread")

    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/unread")


def test_a_thread_is_unread_until_it_is_read(client, reader):
    thread = make_thread(title="Who has the kettles?")
    before = titles(client.get("/unread").text)

    client.get(f"/threads/{thread.id}/{thread.slug}")

    assert before == ["Who has the kettles?"]
    assert titles(client.get("/unread").text) == []


def test_a_read_thread_is_unread_again_after_a_reply_and_says_how_much_is_new(client, reader):
    thread = make_thread(title="Who has the kettles?", **hours_ago(2))
    client.get(f"/threads/{thread.id}/{thread.slug}")
    for _reply in range(2):
        make_post(thread)

    page = client.get("/unread").text

    assert titles(page) == ["Who has the kettles?"]
    assert "2 new" in page
    assert f"/threads/{thread.id}/unread" in page


def test_what_was_said_before_one_joined_counts_as_read(client):
    make_thread(**hours_ago(24))
    sign_in(client, make_member())

    assert titles(client.get("/unread").text) == []


def test_a_long_thread_is_read_as_far_as_the_page_that_was_seen(client, reader):
    thread = make_thread(title="A long one")
    for number in range(24):
        make_post(thread, body=f"Reply {number}")

    client.get(f"/threads/{thread.id}/{thread.slug}")
    after_the_first = client.get("/unread").text
    client.get(f"/threads/{thread.id}/{thread.slug}?page=2")

    assert "5 new" in after_the_first
    assert titles(client.get("/unread").text) == []


def test_looking_at_an_earlier_page_makes_nothing_unread(client, reader):
    thread = make_thread()
    for _reply in range(24):
        make_post(thread)
    path = f"/threads/{thread.id}/{thread.slug}"

    for page in ("?page=2", "?page=1"):
        client.get(path + page)

    assert session.get(ReadMarker, (reader.id, thread.id)).number == 25
    assert titles(client.get("/unread").text) == []


def test_everything_is_counted_as_read_at_the_press_of_a_button(client, forum, reader):
    make_thread(title="Old news", **hours_ago(2))
    other = forum.test_client()
    sign_in(other, make_member(all_read_at=now() - timedelta(days=9)))

    answer = client.send("/unread")
    make_thread(title="Brand new")

    assert (answer.status_code, answer.location) == (303, "/unread")
    assert titles(client.get("/unread").text) == ["Brand new"]
    assert set(titles(other.get("/unread").text)) == {"Brand new", "Old news"}


def test_a_guest_marks_nothing_as_read(client):
    answer = client.send("/unread")

    assert answer.status_code == 403
    assert "Sign in" in answer.text
