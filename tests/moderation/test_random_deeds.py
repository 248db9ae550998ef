"""Five hundred deeds in a row, whatever they are, and all of them taken back: everything is as it was."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from forum.boards.models import Approval, Board
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import ForumError
from forum.core.log import LogEntry
from forum.core.outbox import deliver_pending, history
from forum.members.models import Member
from forum.moderation.approving import approve_post, decline_post
from forum.moderation.both import Both
from forum.moderation.editing import edit_others_post
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.locking import close_thread_from, keep_thread_open, lock_thread, unlock_thread
from forum.moderation.merging import merge_threads
from forum.moderation.moving import hide_thread, move_thread, restore_thread
from forum.moderation.pinning import pin_thread, unpin_thread
from forum.moderation.renaming import change_title
from forum.moderation.seen import Seen
from forum.moderation.splitting import split_into_new, split_into_thread
from forum.moderation.undoing import undo
from forum.search.engine import Order, Permitted, Question
from forum.search.handlers import build_index
from forum.search.place import index
from forum.search.query import parse
from forum.threads.actions import mark_answer, mark_read, reply, start_thread
from forum.threads.models import Pin, Post, State, Thread
from forum.threads.prose import Prose, prose
from tests.factories import make_board, make_member
from tests.leaks.rows import every_row
from tests.moderation.people import make_moderator

DEEDS, SEED = 500, 20091209
WHY = "One of five hundred."
APART = {"log_entry", "notice", "outbox", "letter", "throttle_count"}
Deed = Callable[[], LogEntry]


class Forum:
    """A small forum, and a moderator who does in it whatever comes to hand."""

    def __init__(self, chance: Random) -> None:
        self.chance, self.moment = chance, now() - timedelta(days=20)
        self.boards = [make_board(name=f"Board {number}") for number in range(3)]
        self.members = [make_member(verified=True) for _number in range(5)]
        self.moderator, self.done = make_moderator(), list[tuple[int, str, int]]()
        with history():
            for number in range(12):
                self._write(number)
            with transaction():
                for board in self.boards:
                    board.approval = Approval.ALL
            for number in range(12, 40):
                self._let_wait(number)

    def _write(self, number: int) -> None:
        """A thread, its replies, what was accepted, and how far some have read."""
        thread = self._then(start_thread, self._member(), self.chance.choice(self.boards), *said(f"thread{number}"))
        for more in range(self.chance.randrange(6)):
            self._then(reply, self._member(), thread, said(f"reply{number}x{more}")[1])
        replies = self._posts(thread)[1:]
        if replies and self.chance.random() < 0.5:
            self._then(mark_answer, thread.starter, self.chance.choice(replies))
        for member in self.members:
            if self.chance.random() < 0.5:
                self._then(mark_read, member, thread, self.chance.randint(1, thread.last_shown_number))

    def _let_wait(self, number: int) -> None:
        """A reply that waits, here and there a thread: of somebody who has read what stands there, or some of it."""
        if number % 4 == 0:
            self._then(start_thread, self._member(), self.chance.choice(self.boards), *said(f"thread{number}"))
            return
        thread, member = self._thread(State.PUBLISHED), self._member()
        if self.chance.random() < 0.5:
            self._then(mark_read, member, thread, thread.last_shown_number)
        self._then(reply, member, thread, said(f"waits{number}")[1])

    def _then(self, deed: Any, *facts: Any) -> Any:
        self.moment += timedelta(minutes=self.chance.randint(1, 90))
        with at(self.moment):
            return deed(*facts)

    def do_something(self) -> bool:
        """One deed; nothing where it cannot be done."""
        thread, others = self._thread(), self._thread()
        posts, some, held = self._posts(thread), self.chance.randint(1, 3), self._held()
        post = self.chance.choice(posts)
        chosen = [one.id for one in self.chance.sample(posts, min(some, len(posts)))]
        board, later = self.chance.choice(self.boards), now() + timedelta(days=self.chance.randint(1, 9))
        who, title = self.moderator, f"Another title, number {self.chance.randrange(10_000)}"
        deeds: list[Deed] = [
            lambda: hide_post(who, post, WHY),
            lambda: restore_post(who, post, WHY),
            lambda: approve_post(who, held, Seen.of(held)),
            lambda: decline_post(who, held, WHY),
            lambda: lock_thread(who, thread, WHY),
            lambda: unlock_thread(who, thread, WHY),
            lambda: pin_thread(who, thread, self.chance.choice(list(Pin)), self.chance.choice([None, later]), WHY),
            lambda: unpin_thread(who, thread, WHY),
            lambda: close_thread_from(who, thread, later, WHY),
            lambda: keep_thread_open(who, thread, WHY),
            lambda: change_title(who, thread, title, thread.title, WHY),
            lambda: edit_others_post(who, post, prose(f"{post.body} {title}"), WHY, title, post.edit_count),
            lambda: hide_thread(who, thread, WHY),
            lambda: restore_thread(who, thread, WHY),
            lambda: move_thread(who, thread, board, WHY),
            lambda: merge_threads(who, Both(thread, others), WHY),
            lambda: split_into_new(who, thread, chosen, title, board, WHY),
            lambda: split_into_new(who, thread, chosen, title, board, WHY),
            lambda: split_into_thread(who, Both(thread, others), chosen, WHY),
        ]
        try:
            with history():  # who is told what, others try
                entry = self.chance.choice(deeds)()
        except ForumError:
            return False
        self.done.append((entry.id, entry.deed, entry.thing_id or 0))
        return True

    def undo_all(self) -> None:
        """Every deed is taken back, the last one first."""
        for number, deed, thing_id in reversed(self.done):
            kind = Post if deed.endswith("post") else Thread
            with history():
                undo(self.moderator, session.get_one(LogEntry, number), session.get_one(kind, thing_id), WHY)

    def _member(self) -> Member:
        return self.chance.choice(self.members)

    def _thread(self, *states: State) -> Thread:
        there = select(Thread.id).where(Thread.merged_into_id.is_(None), Thread.state.in_(states or tuple(State)))
        return self._one_of(Thread, there.order_by(Thread.id))

    def _held(self) -> Post:
        """A post that waits, or did not long ago."""
        waiting = select(Post.id).where(Post.held_for.is_not(None)).order_by(Post.state != State.HELD, Post.id)
        return self._one_of(Post, waiting.limit(12))

    def _one_of(self, model: Any, numbers: Any) -> Any:
        return session.get_one(model, self.chance.choice(session.scalars(numbers).all()))

    def _posts(self, thread: Thread) -> list[Post]:
        return list(session.scalars(select(Post).where(Post.thread_id == thread.id).order_by(Post.number)))


def said(word: str) -> tuple[str, Prose]:
    return f"A question about {word}", prose(f"We speak of {word} here.")


def state() -> dict[str, Any]:
    """Everything but what stays by promise: the log, what was told, numbers used, how often posts were edited."""
    with_numbers = every_row(APART)
    threads = session.scalars(select(Thread).order_by(Thread.id).execution_options(populate_existing=True)).all()
    columns = [column.key for column in Thread.__table__.columns if column.key != "last_number"]
    with_numbers["thread"] = [{name: getattr(thread, name) for name in columns} for thread in threads]
    posts = session.scalars(select(Post).order_by(Post.id).execution_options(populate_existing=True)).all()
    columns = [column.key for column in Post.__table__.columns if column.key != "edit_count"]
    with_numbers["post"] = [{name: _fact(post, name) for name in columns} for post in posts]
    session.rollback()
    return with_numbers


def _fact(post: Post, name: str) -> Any:
    """A post whose approval was taken back waits with the number that it had been given."""
    return None if name == "number" and post.state == State.HELD else getattr(post, name)


def index_says(boards: list[Board]) -> list[Any]:
    """What searches find: on each board, in titles, of each author, with an answer."""
    session.rollback()
    words = ("speak", "in:title question", "in:title another", "answered:yes", "answered:no")
    said_of = [(word, Permitted(boards=frozenset({board.id}))) for word in words for board in boards]
    hits = [index.find(Question(parse(word), permitted, Order.NEWEST), 0, 1000).hits for word, permitted in said_of]
    return [[(hit.post_id, hit.thread_id) for hit in some] for some in hits]


@pytest.mark.slow
@pytest.mark.usefixtures("worker_sleeps")
def test_what_was_done_and_taken_back_leaves_nothing_behind(folder):
    forum = Forum(Random(SEED))
    build_index()
    deliver_pending()
    before, found = state(), index_says(forum.boards)

    while len(forum.done) < DEEDS:
        if forum.do_something() and not len(forum.done) % 100:
            deliver_pending()

    assert state() != before
    assert len({deed for _number, deed, _thing in forum.done}) == 17
    check_counters(forum.boards)
    check_index(forum.boards)
    forum.undo_all()
    deliver_pending()

    assert state() == before
    check_counters(forum.boards)
    assert index_says(forum.boards) == found
    check_index(forum.boards)


def check_index(boards: list[Board]) -> None:
    """The index says what one says that is made anew."""
    says = index_says(boards)
    build_index()
    assert index_says(boards) == says


def check_counters(boards: list[Board]) -> None:
    """Boards and threads count what is true."""
    session.rollback()
    for board in boards:
        threads = session.scalars(select(Thread).where(Thread.board_id == board.id, Thread.state == "published")).all()
        numbers = [thread.id for thread in threads]
        posts = session.scalars(select(Post).where(Post.thread_id.in_(numbers), Post.state == "published")).all()
        assert (board.thread_count, board.post_count) == (len(threads), len(posts))
        for thread in threads:
            shown = [post for post in posts if post.thread_id == thread.id]
            assert thread.last_shown_number == max((post.number for post in shown), default=0)
            assert thread.reply_count == sum(post.number != 1 for post in shown)
