"""Two moderators who act at the same moment on one thing: one wins, the other is told, and nothing is counted twice."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent, Conflict
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.both import Both
from forum.moderation.editing import edit_others_post
from forum.moderation.hiding import hide_post, restore_post
from forum.moderation.locking import lock_thread, unlock_thread
from forum.moderation.merging import merge_threads
from forum.moderation.moving import hide_thread, move_thread, restore_thread
from forum.moderation.pinning import unpin_thread
from forum.moderation.renaming import change_title
from forum.moderation.splitting import split_into_new, split_into_thread
from forum.moderation.undoing import undo
from forum.threads.models import Pin, Post, Thread
from forum.threads.prose import prose
from tests.factories import make_board, make_post, make_thread
from tests.moderation.pairs import at_once, entries, one_won
from tests.moderation.people import make_moderator
from tests.moderation.test_random_deeds import check_counters

WHY, TIMES = "At the same moment.", 4
TITLES = ("The title of the one of them", "The title of the other one")
Deed = Callable[["Place", Any, int], LogEntry]


class Place:
    """Two threads on two boards, by their numbers: each of the pair reads them anew."""

    def __init__(self, **facts: Any) -> None:
        state, first = facts.pop("post", "published"), facts.pop("first", "")
        boards = [make_board(), make_board()]
        threads = [make_thread(board=board, last_post_at=now(), **facts) for board in boards]
        self.posts = [make_post(thread, state=state).id for thread in threads]
        self.boards, self.threads = [board.id for board in boards], [thread.id for thread in threads]
        self.title = threads[0].title
        earlier = {"hide": hide_thread, "lock": lock_thread}.get(first)
        self.entry = earlier(make_moderator(), threads[0], WHY).id if earlier else 0

    def thread(self, which: int = 0) -> Thread:
        return session.get_one(Thread, self.threads[which])

    def post(self) -> Post:
        return session.get_one(Post, self.posts[0])

    def board(self, which: int = 0) -> Board:
        return session.get_one(Board, self.boards[which])

    def read(self) -> Any:
        """As one does before one acts."""
        return self.thread(), self.thread(1), self.post(), self.board(1)


def _both(place: Place, which: int) -> Both:
    """The two threads, in this order or in the other."""
    return Both(place.thread(which), place.thread(1 - which))


def _undo(place: Place, who: Any, _which: int) -> LogEntry:
    return undo(who, session.get_one(LogEntry, place.entry), place.thread(), WHY)


PAIRS: dict[str, tuple[dict[str, Any], Deed]] = {
    "hide a post": ({}, lambda place, who, _: hide_post(who, place.post(), WHY)),
    "restore a post": ({"post": "hidden"}, lambda place, who, _: restore_post(who, place.post(), WHY)),
    "lock": ({}, lambda place, who, _: lock_thread(who, place.thread(), WHY)),
    "unlock": ({"locked": True}, lambda place, who, _: unlock_thread(who, place.thread(), WHY)),
    "unpin": (
        {"pin": Pin.BOARD, "pinned_until": now() + timedelta(days=1)},
        lambda place, who, _: unpin_thread(who, place.thread(), WHY),
    ),
    "title": ({}, lambda place, who, which: change_title(who, place.thread(), TITLES[which], place.title, WHY)),
    "edit a post": (
        {},
        lambda place, who, which: edit_others_post(who, place.post(), prose(TITLES[which]), WHY, None, 0),
    ),
    "hide a thread": ({}, lambda place, who, _: hide_thread(who, place.thread(), WHY)),
    "restore a thread": ({"first": "hide"}, lambda place, who, _: restore_thread(who, place.thread(), WHY)),
    "move": ({}, lambda place, who, _: move_thread(who, place.thread(), place.board(1), WHY)),
    "merge each into the other": ({}, lambda place, who, which: merge_threads(who, _both(place, which), WHY)),
    "split": (
        {},
        lambda place, who, which: split_into_new(
            who, place.thread(), place.posts[:1], TITLES[which], place.board(which), WHY
        ),
    ),
    "split into a thread": ({}, lambda place, who, _: split_into_thread(who, _both(place, 0), place.posts[:1], WHY)),
    "undo": ({"first": "lock"}, _undo),
}


@pytest.mark.parametrize("name", PAIRS)
def test_of_two_who_act_at_once_one_wins_and_the_other_is_told(app: Flask, name: str):
    facts, deed = PAIRS[name]
    for _time in range(TIMES):
        place = Place(**facts)
        moderators, before = [make_moderator().id for _one in range(2)], entries()

        ends = at_once(app, moderators, place.read, [partial(_do, deed, place, which) for which in range(2)])

        assert one_won(ends), (name, ends)
        assert [type(end) for end in ends if end] in ([Conflict], [Absent])
        assert entries() == before + 1
        check_counters([place.board(0), place.board(1)])


def _do(deed: Deed, place: Place, which: int, who: Member) -> LogEntry:
    return deed(place, who, which)
