"""Who is told of what: followers, those mentioned, those whose reply is accepted; each once, and nobody else."""

import pytest
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.outbox import emit, history
from forum.members.named import BoardRole
from forum.notifications import handlers
from forum.notifications.models import Notice
from forum.threads import actions
from forum.threads.events import AnswerChanged, PostAdded
from forum.threads.follow_actions import stand_to_board, stand_to_thread
from forum.threads.following import Level
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.notifications.telling import board_follower, change, follower, queued, reply, told, work
from tests.permissions.people import CLOSED, SUSPENDED, UNCONFIRMED
from tests.statements import count_queries


def test_followers_are_told_of_a_reply_and_its_author_is_not():
    thread = make_thread()
    member, stranger = follower(thread), make_member()

    post = reply(thread)
    work()

    assert told(member) == [("reply", post.id)]
    assert told(stranger) == told(post.author) == []


def test_who_follows_a_board_is_told_of_a_new_thread_and_not_of_its_replies():
    board = make_board()
    member, author = board_follower(board), make_member()

    thread = actions.start_thread(author, board, "How do you boil water?", prose("Tell me."))
    reply(thread)
    work()

    [(kind, _post)] = told(member)
    assert kind == "thread"
    assert [kind for kind, _about in told(author)] == ["reply"]


def test_who_is_mentioned_is_told_once_and_follows_or_not():
    thread = make_thread()
    asha, ben = make_member(handle="asha"), follower(thread, handle="ben")

    post = reply(thread, "Ask @asha and @Ben, @nobody-knows and @asha again.")
    work()

    assert told(asha) == told(ben) == [("mention", post.id)]


def test_nobody_is_told_of_mentioning_themselves():
    author = make_member(handle="asha")

    reply(make_thread(), "I am @asha", author)
    work()

    assert told(author) == []


def test_an_edit_tells_those_whom_it_mentions_anew():
    thread = make_thread()
    asha, ben, cleo = (make_member(handle=name) for name in ("asha", "ben", "cleo"))
    post = reply(thread, "Ask @asha.", cleo)
    work()

    actions.edit_post(cleo, post, prose("Ask @asha and @ben and me, @cleo."), "", None, 0)
    work()

    assert told(asha) == told(ben) == [("mention", post.id)]
    assert told(cleo) == []


def test_a_follower_who_was_told_of_a_reply_is_not_told_again_of_a_mention_in_its_edit():
    thread = make_thread()
    asha, author = follower(thread, handle="asha"), make_member()
    post = reply(thread, "Ask her.", author)
    work()

    actions.edit_post(author, post, prose("Ask @asha."), "", None, 0)
    work()

    assert told(asha) == [("reply", post.id)]


def test_the_author_and_the_followers_are_told_of_an_accepted_answer():
    starter = make_member(verified=True)
    thread = make_thread(starter=starter)
    author, member = make_member(verified=True), follower(thread)
    post = make_post(thread, author)

    actions.mark_answer(starter, post)
    work()

    assert told(author) == told(member) == [("answer", post.id)]
    assert told(starter) == []


def test_nobody_is_told_of_an_answer_that_is_none_by_now():
    starter = make_member(verified=True)
    post = make_post(make_thread(starter=starter), make_member())

    actions.mark_answer(starter, post)
    actions.unmark_answer(starter, post)
    work()

    assert told(post.author) == []


@pytest.mark.parametrize("text", ["We do it so.", "Ask @asha."])
def test_who_has_muted_the_thread_hears_nothing_mentions_included(text):
    thread = make_thread()
    asha = make_member(handle="asha")
    stand_to_thread(asha, thread, Level.MUTED)

    reply(thread, text)
    work()

    assert told(asha) == []


def test_a_muted_board_is_silent_but_for_the_threads_that_one_follows():
    board = make_board()
    loud, quiet = make_thread(board=board), make_thread(board=board)
    asha = follower(loud, handle="asha")
    stand_to_board(asha, board, Level.MUTED)

    first, _second = reply(loud, "One"), reply(quiet, "Ask @asha.")
    work()

    assert told(asha) == [("reply", first.id)]


@pytest.mark.parametrize("state", [SUSPENDED, CLOSED, UNCONFIRMED], ids=["suspended", "closed", "unconfirmed"])
def test_who_cannot_use_the_account_is_told_nothing(state):
    thread = make_thread()
    asha = follower(thread, handle="asha")
    change(asha, **{name: None if value is None else now() + value for name, value in state.items()})

    reply(thread, "Ask @asha.")
    work()

    assert told(asha) == []


@pytest.mark.parametrize("audience", ["verified", "invited"])
def test_who_may_not_read_is_told_nothing(audience):
    thread = make_thread()
    lapsed, author, outsider = follower(thread), make_member(verified=True), make_member(handle="asha")
    make_named(author, thread.board, BoardRole.INVITED)
    change(thread.board, audience=audience)
    change(lapsed, verified_until=now())

    reply(thread, "Ask @asha.", author)
    work()

    assert told(lapsed) == told(outsider) == []


def test_on_a_confidential_desk_only_its_moderators_and_the_starter_are_told():
    starter, moderator = make_member(verified=True), make_member(verified=True, handle="mods")
    board = make_board()
    thread = make_thread(board=board, starter=starter)
    other, second = follower(thread, handle="asha"), make_member(handle="second")
    stand_to_thread(starter, thread, Level.FOLLOWING)
    for one in (moderator, second):
        make_named(one, board, BoardRole.MODERATOR)
    change(board, own_threads_only=True)

    post = reply(thread, "Ask @asha and @second.", moderator)
    work()

    assert told(starter) == [("reply", post.id)]
    assert told(second) == [("mention", post.id)]
    assert told(other) == []


def test_a_silenced_member_goes_on_hearing():
    thread = make_thread()
    member = follower(thread)
    change(member, silenced_until=now().replace(year=2099))

    post = reply(thread)
    work()

    assert told(member) == [("reply", post.id)]


def test_a_post_that_has_gone_is_told_to_nobody():
    thread, author = make_thread(), make_member()
    member = follower(thread)
    post = reply(thread, "Gone in a moment", author)

    actions.delete_post(author, post)
    work()

    assert told(member) == []
    assert queued() == []


def test_what_is_handed_on_twice_is_told_once_and_queued_once():
    thread = make_thread()
    member, named = follower(thread), make_member(handle="asha")
    post = reply(thread, "Ask @asha.")

    for _time in range(2):
        handlers.tell_of_new_post(PostAdded(post.id))

    assert told(member) == [("reply", post.id)]
    assert told(named) == [("mention", post.id)]
    assert len(queued("notice")) == 2


def test_history_is_told_to_nobody():
    thread, starter = make_thread(), make_member()
    member = follower(thread)

    with history():
        post = reply(thread)
        with transaction():
            emit(AnswerChanged(thread.id, None, post.id))
    work()

    assert told(member) == told(starter) == []
    assert queued() == []


def test_many_followers_are_told_in_few_statements(monkeypatch):
    monkeypatch.setattr("forum.notifications.telling.CHUNK", 10)
    thread, counts = make_thread(), []

    for followers in (5, 10):
        for _one in range(followers):
            follower(thread)
        post = reply(thread)
        with count_queries() as statements:
            handlers.tell_of_new_post(PostAdded(post.id))
        counts.append(len(statements))

    assert session.scalar(select(func.count()).select_from(Notice)) == 5 + 1 + 15
    assert counts[1] <= counts[0] + 8
