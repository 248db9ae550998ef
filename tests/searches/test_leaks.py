"""Access that is lost between the finding and the look at it: page, notice, count, letter and digest tell nothing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.letters import LetterState
from forum.members.models import Member
from forum.members.named import BoardRole
from forum.notifications.actions import choose_mail
from forum.notifications.digests import queue_digests
from forum.notifications.models import Cadence, Kind
from forum.threads.models import Post, State
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.notifications.telling import change, queued, send
from tests.notifications.test_digests import next_morning
from tests.notifications.test_inbox import links, unread
from tests.notifications.test_leaks import LOSSES as OF_NOTICES
from tests.notifications.test_leaks import SECRET, Loss
from tests.pages import sign_in
from tests.searches.saving import due, look, notices, saved

DAY = timedelta(days=1)


def delete_it(_member: Member, post: Post) -> None:
    change(post, state=State.DELETED, body="", html="")


LOSSES: dict[str, tuple[dict[str, Any], BoardRole | None, Loss]] = {  # a post with replies goes when its author does
    **OF_NOTICES,
    "post deleted": ({}, None, delete_it),
}


def happen(facts: dict[str, Any], role: BoardRole | None, cadence: Cadence = Cadence.DAILY) -> tuple[Member, Post]:
    """A post is found for a search of a member, on a board with a telling name."""
    board, member = make_board(name=f"{SECRET} board", slug="marmalade", **facts), make_member(verified=True)
    if role:
        make_named(member, board, role)
    choose_mail(member, member, {Kind.SEARCH: cadence})
    search = saved("toast", session.get_one(Member, member.id))
    thread = make_thread(board=board, title=f"{SECRET} on toast, and why", starter=make_member(name=f"{SECRET} Jones"))
    post = session.scalars(select(Post).where(Post.thread_id == thread.id)).one()
    look()
    assert len(notices(member)) == 1, search
    return session.get_one(Member, member.id), post


@pytest.mark.parametrize("loss", LOSSES)
def test_what_became_closed_vanishes_from_list_inbox_count_and_mail(client, loss):
    facts, role, lose = LOSSES[loss]
    member, post = happen(facts, role, Cadence.AT_ONCE)
    assert [letter.state for letter in queued("notice")] == [LetterState.WAITING]
    sign_in(client, member)
    assert unread(client) == 1
    [link] = links(client)
    assert "1 new post for “toast”" in client.get("/notifications").text
    assert "1 new post" in client.get("/settings/searches").text

    lose(member, post)

    inbox, searches = client.get("/notifications").text, client.get("/settings/searches").text
    assert "Nothing yet" in inbox
    assert "nothing new so far" in searches
    assert SECRET not in inbox + searches
    assert "new post" not in searches
    assert unread(client) == 0
    assert client.get(link).status_code == 404
    assert send(member) == []


@pytest.mark.parametrize("cadence", [Cadence.DAILY, Cadence.WEEKLY])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_digest_that_was_queued_is_not_sent_when_nothing_of_it_can_be_read(loss, cadence):
    facts, role, lose = LOSSES[loss]
    member, post = happen(facts, role, cadence)

    with next_morning():
        queue_digests()
        lose(member, post)
        letters = send(member)

    assert len(queued("digest")) == 1
    assert letters == []


@pytest.mark.parametrize("loss", LOSSES)
def test_a_notice_counts_what_is_left(client, loss):
    facts, role, lose = LOSSES[loss]
    board, member = make_board(**facts), make_member(verified=True)
    if role:
        make_named(member, board, role)
    saved("toast", member)
    lost = make_post(make_thread(board=board), body=f"{SECRET} on toast")
    make_thread(body="Butter on toast")
    look()
    sign_in(client, member)
    assert "2 new posts for “toast”" in client.get("/notifications").text

    lose(session.get_one(Member, member.id), lost)

    assert "1 new post for “toast”" in client.get("/notifications").text
    assert "1 new post" in client.get("/settings/searches").text


@pytest.mark.parametrize(
    "facts",
    [{"audience": "verified"}, {"audience": "members"}, {"audience": "invited"}, {"own_threads_only": True}],
    ids=["verified", "members", "invited", "own threads only"],
)
@pytest.mark.parametrize("cadence", [Cadence.AT_ONCE, Cadence.DAILY])
def test_mail_about_what_not_everybody_may_read_holds_a_link_and_nothing_else(facts, cadence):
    role = BoardRole.MODERATOR if facts.get("own_threads_only") or facts["audience"] == "invited" else None
    board, member = make_board(name=f"{SECRET} board", slug="marmalade", **facts), make_member(verified=True)
    choose_mail(member, member, {Kind.SEARCH: cadence})
    if role:
        make_named(member, board, role)
    saved("toast board:marmalade", member)
    saved("in:title toast", member)
    make_thread(board=board, title=f"{SECRET} on toast")
    make_thread(title="Butter on toast")
    look()

    letters = send(member)
    with next_morning():
        queue_digests()
        letters += send(member)

    for letter in letters:
        whole = letter.message().as_string() + letter.body + letter.alternatives[0][0]
        assert SECRET.lower() not in whole.lower()
        assert "toast" not in whole
        assert "New posts for a search that you saved" in whole
        assert "/notifications/" in letter.body
    assert len(letters) == (2 if cadence == Cadence.AT_ONCE else 1)


def test_mail_about_what_everybody_reads_says_which_search_and_how_many():
    member = make_member()
    choose_mail(member, member, {Kind.SEARCH: Cadence.AT_ONCE})
    saved("toast", member)
    make_thread(title="Butter on toast")
    look()

    [letter] = send(member)

    assert "1 new post for “toast”" in letter.body
    assert "/search?q=toast+after%3A20" in letter.body
    assert "New posts for a search that you saved" in letter.subject
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("field", ["board", "BOARD", "bo\u00adard"])
def test_a_query_that_names_a_board_is_in_no_letter_wherever_its_posts_stand(field):
    make_board(slug="marmalade", audience="invited")
    open_board, member = make_board(slug="open", audience="public"), make_member()
    choose_mail(member, member, {Kind.SEARCH: Cadence.AT_ONCE})
    saved(f"toast {field}:open {field}:marmalade", member)
    make_thread(board=open_board, title="Butter on toast")
    look()

    [letter] = send(member)

    assert "marmalade" not in letter.body + letter.subject


@pytest.mark.parametrize("state", ["suspended_until", "closed_at", "confirmed_at", "email"])
def test_who_can_no_longer_use_the_account_gets_no_mail(state):
    member, _post = happen({}, None)
    gone = {"suspended_until": now() + DAY * 30, "closed_at": now(), "confirmed_at": None, "email": None}
    change(member, **{state: gone[state]})

    with next_morning():
        queue_digests()

        assert send(member) == []


def test_another_s_search_is_absent_like_one_that_is_not_there(client):
    search = saved("marmalade")
    sign_in(client, make_member())

    for number in (search.id, 99_999):
        for address in (f"/settings/searches/{number}", f"/settings/searches/{number}/delete"):
            assert client.get(address).status_code == 404
            assert client.send(address, {"name": "Mine", "often": "daily"}).status_code == 404

    assert "marmalade" not in client.get("/settings/searches").text
    assert "You have no saved searches" in client.get("/settings/searches").text
    session.refresh(search)
    assert search.name == "marmalade"


def test_another_s_saved_search_is_not_said_to_be_saved(client):
    saved("toast")
    make_thread(body="toast")
    look()
    sign_in(client, make_member())

    assert "Save this search" in client.get("/search?q=toast").text


def test_what_became_readable_again_is_told_again_by_the_same_notice(client):
    member, post = happen({}, None)
    change(post, state=State.HIDDEN)
    sign_in(client, member)
    assert unread(client) == 0

    change(post, state=State.PUBLISHED)

    assert unread(client) == 1


def test_what_is_not_readable_now_is_not_found_later_for_somebody_else_s_sake(client):
    board = make_board(audience="invited")
    insider, outsider = make_member(), make_member()
    make_named(insider, board, BoardRole.INVITED)
    searches = [saved("toast", one) for one in (insider, outsider)]
    make_thread(board=board, body="toast")

    look()
    due(searches[1])
    look()

    assert [len(notices(one)) for one in (insider, outsider)] == [1, 0]
