"""Two who decide about one member at the same moment: one wins, the other is told, and nobody is punished twice."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.closing import close_account, close_own_account
from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.cleaning_up import clean_up
from forum.moderation.meanwhile import last_decision
from forum.moderation.sanction_models import Appeal, Sanction
from forum.moderation.sanctions import bring_up_to_date, in_force, lift, silence, suspend, warn
from forum.moderation.undoing import undo
from tests.factories import make_board, make_member, make_post, make_thread
from tests.moderation.pairs import Ends, at_once, entries, is_told, one_won
from tests.moderation.people import make_moderator
from tests.moderation.test_random_deeds import check_counters

WHY, TIMES = "At the same moment.", 3
Deed = Callable[["Who", Member], Any]


class Who:
    """A new member who has written, and two who decide, by their numbers: each of the pair reads them anew."""

    def __init__(self, first: str = "") -> None:
        board, member = make_board(), make_member(password_hash="a digest")
        self.board, self.member = board.id, member.id
        self.posts = [make_post(make_thread(board=board, last_post_at=now()), member).id]
        self.deciders = [make_member(role="administrator").id, make_moderator().id]
        self.entry = suspend(make_moderator(), member, 3, WHY).id if first else 0
        self.appeal = appeal(member, self.sanction(), "It was a quotation.").id if first == "appeal" else 0
        self.seen = last_decision(member)

    def person(self) -> Member:
        return session.get_one(Member, self.member)

    def sanction(self) -> Sanction:
        return session.scalars(select(Sanction).where(Sanction.member_id == self.member).limit(1)).one()


DEEDS: dict[str, Deed] = {
    "warn": lambda who, actor: warn(actor, who.person(), WHY, seen=who.seen),
    "silence": lambda who, actor: silence(actor, who.person(), 3, WHY, seen=who.seen),
    "suspend": lambda who, actor: suspend(actor, who.person(), 7, WHY, seen=who.seen),
    "clean up": lambda who, actor: clean_up(actor, who.person(), who.posts, WHY, who.seen),
    "lift": lambda who, actor: lift(actor, who.sanction(), WHY, seen=who.seen),
    "undo": lambda who, actor: undo(actor, session.get_one(LogEntry, who.entry), who.person(), WHY),
    "uphold": lambda who, actor: answer_appeal(actor, session.get_one(Appeal, who.appeal), False, WHY),
    "agree": lambda who, actor: answer_appeal(actor, session.get_one(Appeal, who.appeal), True, WHY),
    "close": lambda who, actor: close_account(actor, who.person(), False, WHY),
    "leave": lambda who, _: close_own_account(who.person(), who.person(), "a digest", False),
}
PAIRS = [  # what the one does, what the other does, and what was done before
    ("warn", "warn", ""),
    ("silence", "silence", ""),
    ("suspend", "suspend", ""),
    ("silence", "suspend", ""),
    ("suspend", "clean up", ""),
    ("clean up", "clean up", ""),
    ("lift", "suspend", "suspend"),
    ("lift", "lift", "suspend"),
    ("undo", "undo", "suspend"),
    ("uphold", "agree", "appeal"),
    ("suspend", "leave", ""),
]


@pytest.mark.parametrize(("one", "other", "first"), PAIRS)
def test_of_two_who_decide_about_a_member_one_wins_and_the_other_is_told(app: Flask, one: str, other: str, first: str):
    for _time in range(TIMES):
        who = Who(first)
        before = entries()

        ends = decide_at_once(app, who, one, other)

        assert one_won(ends), ends
        assert entries() == before + 1
        check_record(who)


def test_an_account_that_is_closed_as_it_is_suspended_is_closed_and_nothing_of_it_is_left(app: Flask):
    for _time in range(TIMES):
        who = Who()

        closed, suspended = decide_at_once(app, who, "close", "suspend")

        assert closed is None
        assert suspended is None or is_told(suspended)
        check_record(who)
        assert (who.person().is_closed, in_force(who.person())) == (
            True,
            {"silenced_until": None, "suspended_until": None},
        )
        assert session.scalars(select(Sanction).where(Sanction.member_id == who.member)).all() == []


def decide_at_once(app: Flask, who: Who, *deeds: str) -> Ends:
    """How it ended for each of the two."""
    return at_once(app, who.deciders, who.person, [partial(DEEDS[name], who) for name in deeds])


def check_record(who: Who) -> None:
    """At most one sanction came, the member's row says what the record says, and the board counts what is true."""
    session.rollback()
    member, theirs = who.person(), select(Sanction).where(Sanction.member_id == who.member, Sanction.ended_at.is_(None))
    said = in_force(member), member.warning_id
    with transaction():
        bring_up_to_date(member)
    assert len(session.scalars(theirs).all()) <= 1 + bool(who.entry)
    assert said == (in_force(member), member.warning_id)
    check_counters([session.get_one(Board, who.board)])
