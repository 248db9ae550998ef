"""Access that is lost between the event, the page and the letter: nothing is shown, counted, opened or sent."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.letters import LetterState
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember
from forum.notifications.actions import choose_mail
from forum.notifications.digests import queue_digests
from forum.notifications.models import Cadence, Kind, Notice
from forum.threads import actions
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.following import Level
from forum.threads.models import Post, State
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_named, make_thread
from tests.notifications.telling import again, change, queued, reply, send, work
from tests.notifications.test_digests import next_morning
from tests.notifications.test_inbox import links, unread
from tests.pages import sign_in

SECRET = "Marmalade"

Loss = Callable[[Member, Post], None]


def uninvite(member: Member, post: Post) -> None:
    with transaction():
        session.execute(delete(NamedMember).where(NamedMember.member_id == member.id))
    session.expire_all()


def delete_it(_member: Member, post: Post) -> None:
    actions.delete_post(post.author, post)


LOSSES: dict[str, tuple[dict[str, Any], BoardRole | None, Loss]] = {
    "lapsed": ({"audience": "verified"}, None, lambda member, _post: change(member, verified_until=now())),
    "revoked": (
        {"audience": "verified"},
        None,
        lambda member, _post: change(member, verified_until=None, verified_since=None),
    ),
    "uninvited": ({"audience": "invited"}, BoardRole.INVITED, uninvite),
    "dismissed": ({"audience": "invited"}, BoardRole.MODERATOR, uninvite),
    "board closed": ({}, None, lambda _member, post: change(post.board, audience="invited")),
    "desk made confidential": ({}, None, lambda _member, post: change(post.board, own_threads_only=True)),
    "thread hidden": ({}, None, lambda _member, post: change(post.thread, state=State.HIDDEN)),
    "post hidden": ({}, None, lambda _member, post: change(post, state=State.HIDDEN)),
    "post deleted": ({}, None, delete_it),
}
KINDS = ("reply", "thread", "mention", "answer")


@pytest.fixture
def author():
    """Who writes: named on the board whatever happens."""
    return make_member(role="administrator", name=f"{SECRET} Jones", verified=True)


def happen(kind: str, facts: dict[str, Any], role: BoardRole | None, author: Member) -> tuple[Member, Post]:
    """A notice of this kind to a member, on a board with a telling name."""
    board = make_board(name=f"{SECRET} board", slug="marmalade", **facts)
    make_named(author, board, BoardRole.MODERATOR)
    member = make_member(verified=True, handle="mira")
    if role:
        make_named(member, board, role)
    if kind == "thread":
        stand_to_board(again(member), board, Level.FOLLOWING)
        thread = actions.start_thread(author, board, f"{SECRET} on toast, and why", prose(f"{SECRET}!"))
        post = session.scalars(select(Post).where(Post.thread_id == thread.id)).one()
    else:
        thread = make_thread(board=board, starter=author, title=f"{SECRET} on toast, and why")
        if kind in ("reply", "answer"):
            stand_to_thread(again(member), thread, Level.FOLLOWING)
        post = reply(thread, f"{SECRET}! @mira" if kind == "mention" else f"{SECRET}!", author)
        if kind == "answer":
            work()
            with transaction():
                session.execute(delete(Notice))
            actions.mark_answer(make_moderator(board), post)
    work()
    session.expire_all()
    return session.get_one(Member, member.id), post


def make_moderator(board: Any) -> Member:
    moderator = make_member(verified=True)
    make_named(moderator, board, BoardRole.MODERATOR)
    return moderator


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("loss", LOSSES)
def test_what_became_closed_vanishes_from_inbox_count_and_mail(client, author, loss, kind):
    if loss == "post deleted" and kind == "answer":
        pytest.skip("an answer that is deleted is the answer no more; the same as the reply")
    facts, role, lose = LOSSES[loss]
    member, post = happen(kind, facts, role, author)
    sign_in(client, member)
    assert unread(client) == 1
    [link] = links(client)

    lose(member, post)

    page = client.get("/notifications").text
    assert "Nothing yet" in page
    assert SECRET not in page
    assert unread(client) == 0
    assert client.get(link).status_code == 404
    assert send(member) == []
    assert LetterState.WAITING not in {letter.state for letter in queued("notice")}


@pytest.mark.parametrize("cadence", [Cadence.DAILY, Cadence.WEEKLY])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_digest_holds_nothing_that_became_closed(author, loss, cadence):
    facts, role, lose = LOSSES[loss]
    member, post = happen("mention", facts, role, author)
    choose_mail(member, member, {Kind.MENTION: cadence})

    with next_morning():
        queue_digests()
        lose(member, post)
        letters = send(member)

    assert len(queued("digest")) == 1
    assert letters == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "facts",
    [{"audience": "verified"}, {"audience": "members"}, {"audience": "invited"}, {"own_threads_only": True}],
    ids=["verified", "members", "invited", "own threads only"],
)
def test_mail_about_what_not_everybody_may_read_holds_a_link_and_nothing_else(author, facts, kind):
    role = BoardRole.MODERATOR if facts.get("own_threads_only") or facts["audience"] == "invited" else None
    member, post = happen(kind, facts, role, author)
    if kind == "thread":
        with next_morning():
            queue_digests()
            [letter] = send(member)
    else:
        [letter] = send(member)

    whole = letter.message().as_string() + letter.body + letter.alternatives[0][0]
    assert SECRET.lower() not in whole.lower()
    assert f"/posts/{post.id}" in letter.body


def test_mail_about_a_board_for_everybody_says_what_was_written(author):
    member, _post = happen("reply", {}, None, author)

    [letter] = send(member)

    assert f"{SECRET} on toast" in letter.subject
    assert f"by {SECRET} Jones" in letter.body
    assert f"> {SECRET}!" in letter.body
    assert SECRET in letter.alternatives[0][0]


@pytest.mark.parametrize("state", ["suspended_until", "closed_at", "confirmed_at", "email"])
def test_who_can_no_longer_use_the_account_gets_no_mail(author, state):
    member, _post = happen("reply", {}, None, author)
    gone = {"suspended_until": now().replace(year=2099), "closed_at": now(), "confirmed_at": None, "email": None}

    change(member, **{state: gone[state]})

    assert send(member) == []


def test_a_silenced_member_still_gets_mail(author):
    member, _post = happen("reply", {}, None, author)

    change(member, silenced_until=now().replace(year=2099))

    assert len(send(member)) == 1
