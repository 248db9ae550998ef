"""How much a new member may write in a day, how the limit is told, and how it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.core.clock import at, now
from forum.core.db import session
from forum.core.errors import Invalid, TooMany
from forum.threads.actions import edit_post, reply, start_thread
from forum.threads.models import Post
from forum.threads.newcomers import is_new
from forum.threads.prose import Prose, prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.people import make_moderator
from tests.pages import sign_in

TITLE = "What do you do about kettles?"
LINKS = "https://a.example https://b.example https://c.example"
LONG_AGO = now() - timedelta(days=30)


def text(words: str) -> Prose:
    return Prose(words, f"<p>{words}</p>", 1)


def start(member, board, times: int) -> None:
    for number in range(times):
        start_thread(member, board, f"{TITLE} {number}", text(f"Ours are {number} years old."))


def answer(member, thread, times: int) -> None:
    for number in range(times):
        reply(member, thread, text(f"We have {number}."))


def test_who_is_new():
    settled, verified = make_member(joined_at=LONG_AGO), make_member(verified=True)
    assert (is_new(make_member()), is_new(verified), is_new(settled)) == (True, False, True)

    for _post in range(3):
        make_post(make_thread(), settled)
    early = make_member()
    for _post in range(3):
        make_post(make_thread(), early)

    assert (is_new(settled), is_new(early)) == (False, True)


def test_a_new_member_starts_three_threads_a_day():
    member, board = make_member(), make_board()
    start(member, board, 3)

    with pytest.raises(TooMany, match="at most 3 threads a day") as fault:
        start(member, board, 1)
    assert "verified" in str(fault.value)
    assert 0 < fault.value.retry_after <= 24 * 3600
    answer(member, make_thread(), 1)
    with at(now() + timedelta(hours=25)):
        start(member, board, 1)


def test_a_new_member_writes_ten_replies_a_day_beside_the_threads():
    member, thread = make_member(), make_thread()
    start(member, thread.board, 2)
    answer(member, thread, 10)

    with pytest.raises(TooMany, match="at most 10 replies a day"):
        answer(member, thread, 1)


@pytest.mark.parametrize("kind", ["verified", "settled", "board moderator"])
def test_others_write_as_they_like(kind):
    thread = make_thread()
    member = make_member(verified=kind == "verified", joined_at=LONG_AGO)
    if kind == "settled":
        for _post in range(3):
            make_post(make_thread(), member)
    if kind == "board moderator":
        member = make_moderator(thread.board)

    answer(member, thread, 11)
    start(member, thread.board, 4)
    reply(member, thread, prose(LINKS))


def test_a_new_member_s_post_takes_two_links_when_written_and_when_edited(client):
    member, thread = make_member(), make_thread()
    post = reply(member, thread, prose("See https://a.example and https://b.example, and /latest"))

    with pytest.raises(Invalid, match="takes 2 links, and this has 3"):
        reply(member, thread, prose(LINKS))
    with pytest.raises(Invalid, match="takes 2 links"):
        edit_post(member, post, prose(LINKS), "", None, 0)


def test_nothing_typed_is_lost_when_a_limit_is_met(client):
    member, thread = make_member(), make_thread()
    sign_in(client, member)
    path = f"/threads/{thread.id}/replies"

    too_many_links = client.send(path, {"body": LINKS})
    answer(member, thread, 10)
    too_many = client.send(path, {"body": "An eleventh reply"})

    assert (too_many_links.status_code, too_many.status_code) == (422, 429)
    assert LINKS in too_many_links.text
    assert "An eleventh reply" in too_many.text
    assert "The limit ends at once when you are verified" in too_many.text
    assert session.scalar(select(func.count()).where(Post.author_id == member.id)) == 10
