"""Mail at once: one letter a notice, written when it is sent, by a real mail server's account of it."""

from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.core.letters import LetterState
from forum.core.mail import Postbox, postbox
from forum.notifications.actions import choose_mail, mark_all_notices_read
from forum.notifications.models import Cadence, Kind
from forum.threads import actions
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import Thread
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_post, make_thread
from tests.notifications.telling import again, board_follower, follower, queued, reply, send, work


@pytest.fixture
def by_mail_server(forum: Any, desk: Any) -> Any:
    """Letters go to a real mail server on this machine."""
    before = forum.extensions["forum.postbox"]
    sender = "Working Together <forum@kent.example>"
    forum.extensions["forum.postbox"] = Postbox(postbox._mail, f"smtp://127.0.0.1:{desk.port}", sender, "unused")
    yield desk
    forum.extensions["forum.postbox"] = before


def body(letter: EmailMessage, kind: str = "plain") -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_each_follower_gets_a_letter_of_their_own(by_mail_server):
    thread = make_thread(title="How do you boil water?")
    members = [follower(thread) for _number in range(3)]
    post = reply(thread, "In a **kettle**, mostly.", make_member(name="Asha Patel"))
    work()

    send()

    letters = by_mail_server.taken
    assert sorted(by_mail_server.recipients) == sorted(member.email for member in members)
    assert {str(letter["Subject"]) for letter in letters} == {"Re: [Working Together] How do you boil water?"}
    for letter in letters:
        for kind in ("plain", "html"):
            said = body(letter, kind)
            assert "In a kettle, mostly." in said
            assert "by Asha Patel" in said
            assert f"http://localhost/posts/{post.id}" in said
        assert str(letter["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
        assert str(letter["List-Unsubscribe"]).strip().startswith("<http://localhost/unsubscribe/")
    assert {row.state for row in queued()} == {LetterState.SENT}


def test_mails_of_one_thread_refer_to_the_same(by_mail_server):
    thread, author = make_thread(), make_member()
    follower(thread)
    for text in ("One", "Two"):
        reply(thread, text, author)
    work()

    send()

    first, second = by_mail_server.taken
    assert first["References"] == second["References"] == first["In-Reply-To"] is not None
    assert first["Message-ID"] != second["Message-ID"]


def test_a_new_thread_is_what_its_replies_refer_to(by_mail_server):
    board, author = make_board(), make_member()
    member = board_follower(board)
    choose_mail(member, member, {Kind.THREAD: Cadence.AT_ONCE})
    thread = actions.start_thread(author, board, "How do you boil water?", prose("Tell me."))
    stand_to_thread(member, thread, Level.FOLLOWING)
    reply(thread)
    work()

    send()

    start, answer = (letter for letter in by_mail_server.taken if letter["To"] == member.email)
    assert start["Message-ID"] == answer["References"]
    assert answer["Subject"] == f"Re: {start['Subject']}"


def test_the_words_of_a_title_are_neither_escaped_nor_a_header(by_mail_server):
    thread = make_thread(title="Tea & <coffee> “hot”\nBcc: everybody@kent.example")
    follower(thread)
    reply(thread, "Fish & chips <b>")
    work()

    send()

    [letter] = by_mail_server.taken
    assert "Tea & <coffee> “hot” Bcc: everybody@kent.example" in str(letter["Subject"])
    assert "Fish & chips" in body(letter)
    assert letter["Bcc"] is None
    assert "<coffee>" not in body(letter, "html")


def test_who_wants_no_mail_at_once_gets_none():
    thread = make_thread()
    for cadence in (Cadence.DAILY, Cadence.WEEKLY, Cadence.NEVER):
        member = follower(thread)
        choose_mail(member, member, {Kind.REPLY: cadence})

    reply(thread)
    work()

    assert queued() == []


def read(member):
    mark_all_notices_read(member, member)


def mute(member):
    stand_to_thread(member, member_thread(member), Level.MUTED)


def leave(member):
    stand_to_thread(member, member_thread(member), Level.UNFOLLOWED)


def mute_board_and_leave(member):
    stand_to_board(member, member_thread(member).board, Level.MUTED)
    leave(member)


def want_less(member):
    choose_mail(member, member, {Kind.REPLY: Cadence.DAILY})


def member_thread(member):
    return session.scalars(select(Thread).join(ThreadFollow).where(ThreadFollow.member_id == member.id)).one()


@pytest.mark.parametrize("change_of_mind", [read, mute, leave, mute_board_and_leave, want_less])
def test_what_the_member_did_meanwhile_counts(change_of_mind):
    thread = make_thread()
    member = follower(thread)
    reply(thread)
    work()

    change_of_mind(again(member))

    assert send() == []
    assert [row.state for row in queued()] == [LetterState.DROPPED]


def test_the_author_of_the_answer_and_who_was_mentioned_need_not_follow():
    starter, asha = make_member(verified=True), make_member(handle="asha")
    post = make_post(make_thread(starter=starter), make_member(verified=True))
    actions.mark_answer(starter, post)
    reply(make_thread(), "Ask @asha.")
    work()

    letters = send()

    assert sorted(letter.to[0] for letter in letters) == sorted([post.author.email, asha.email])


def test_a_refused_letter_and_a_slow_server_delay_nobody_else(by_mail_server):
    thread = make_thread()
    members = [follower(thread) for _number in range(3)]
    by_mail_server.at_recipient[members[0].email] = "550 No such mailbox"
    by_mail_server.hangs[members[1].email] = 0.3
    reply(thread)
    work()

    send()

    assert sorted(by_mail_server.recipients) == sorted(member.email for member in members[1:])
    assert sorted(row.state for row in queued()) == [LetterState.REFUSED, LetterState.SENT, LetterState.SENT]


def test_nothing_is_sent_twice_whoever_wakes_the_worker_how_often(by_mail_server):
    thread = make_thread()
    follower(thread)
    reply(thread)

    for _time in range(3):
        work()
        send()

    assert len(by_mail_server.taken) == 1
