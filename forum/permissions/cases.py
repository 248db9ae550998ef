"""The cases in which the answer to a permission may differ: who asks, about what. The answers stand nowhere here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from forum.core.clock import now
from forum.core.words import lazy
from forum.permissions.archetypes import (
    ELSEWHERE,
    ME,
    SOMEBODY,
    Belonging,
    BoardLike,
    PostLike,
    Somebody,
    ThreadLike,
    as_they_are,
    let_in,
    newly_verified,
)
from forum.permissions.people import Person

CLOSED = BoardLike("invited", open_title=True)


@dataclass(frozen=True)
class Case:
    """One case: its words (none where a deed has only one), and who asks about what in it."""

    words: Any
    thing: Any = None
    become: Callable[[Person], Person] = as_they_are

    def asked(self, person: Person) -> tuple[Person, Any]:
        """The person, as they are in this case, and the thing that they ask about."""
        return self.become(person), self.thing


def always(thing: Any = None) -> Callable[[], tuple[Case, ...]]:
    """One case: whoever they are, with this thing."""
    return lambda: (Case("", thing),)


def own_or_not(own: Any, others: Any) -> Callable[[], tuple[Case, ...]]:
    """What belongs to oneself, and what belongs to somebody else."""
    return lambda: (Case(own, Belonging(ME)), Case(others, Belonging(SOMEBODY)))


def reading() -> tuple[Case, ...]:
    """Boards of each audience, and what is not for all of its readers."""
    closed, desk = BoardLike("invited"), BoardLike(own_threads_only=True)
    return (
        Case(lazy("public boards"), BoardLike("public")),
        Case(lazy("boards for members"), BoardLike("members")),
        Case(lazy("boards for verified public servants"), BoardLike("verified")),
        Case(lazy("boards by invitation, if invited or let in"), closed, become=let_in),
        Case(lazy("boards by invitation, without being invited"), closed),
        Case(lazy("other people’s threads where each sees only their own"), ThreadLike(desk)),
        Case(lazy("other people’s posts that wait for a moderator"), PostLike(state="held")),
    )


def starting() -> tuple[Case, ...]:
    """Boards by who starts threads."""
    return (
        Case(lazy("where the board says that members start threads"), BoardLike(start_by="members")),
        Case(lazy("where it says that verified public servants do"), BoardLike(start_by="verified")),
        Case(lazy("where it says that its moderators do"), BoardLike(start_by="moderators")),
        Case(lazy("on an archived board"), BoardLike(archived=True)),
    )


def replying() -> tuple[Case, ...]:
    """Threads by who replies."""
    return (
        Case(lazy("where the board says that members reply"), ThreadLike(BoardLike(reply_by="members"))),
        Case(lazy("where it says that verified public servants do"), ThreadLike(BoardLike(reply_by="verified"))),
        Case(lazy("where it says that nobody does"), ThreadLike(BoardLike(reply_by="nobody"))),
        Case(lazy("in a locked thread"), ThreadLike(locked=True)),
        Case(lazy("on an archived board"), ThreadLike(BoardLike(archived=True))),
    )


def editing() -> tuple[Case, ...]:
    """Posts by whose they are and how old."""
    days = [PostLike(author_id=ME, created_at=now() - timedelta(days=age)) for age in (0, 29, 31)]
    return (
        Case(lazy("one’s own, in the first 24 hours"), days[0]),
        Case(lazy("one’s own, in the first 30 days"), days[1]),
        Case(lazy("one’s own, later"), days[2]),
        Case(lazy("one’s own, in a locked thread"), PostLike(ThreadLike(locked=True), author_id=ME)),
        Case(lazy("one’s own that waits for a moderator"), PostLike(author_id=ME, state="held")),
        Case(lazy("one of somebody else, with a reason"), PostLike()),
        Case(lazy("one on an archived board"), PostLike(ThreadLike(BoardLike(archived=True)), author_id=ME)),
    )


def deleting() -> tuple[Case, ...]:
    """Posts by whose they are and whether somebody replied."""
    answered = ThreadLike(last_post_at=now() + timedelta(seconds=1))
    return (
        Case(lazy("one’s own, until somebody replies, or while it waits for a moderator"), PostLike(author_id=ME)),
        Case(lazy("one’s own, after somebody replied"), PostLike(answered, author_id=ME)),
        Case(lazy("one of somebody else"), PostLike()),
    )


def marking() -> tuple[Case, ...]:
    """Threads by who started them."""
    return (
        Case(lazy("in a thread that one started"), PostLike(ThreadLike(starter_id=ME))),
        Case(lazy("in a thread of somebody else"), PostLike()),
    )


def vouching() -> tuple[Case, ...]:
    """Requests of colleagues, by where they work and how long one is verified."""
    return (
        Case(lazy("of the same organisation, when verified with grade A for 30 days"), Belonging()),
        Case(lazy("of the same organisation, when verified with grade A for less"), Belonging(), become=newly_verified),
        Case(lazy("of another organisation"), Belonging(organisation_id=ELSEWHERE)),
        Case(lazy("oneself"), Belonging(ME)),
    )


def sanctioning() -> tuple[Case, ...]:
    """Members, by what they are."""
    return (
        Case(lazy("members and board moderators"), Somebody(id=SOMEBODY)),
        Case(lazy("moderators and administrators"), Somebody(id=SOMEBODY, is_moderator=True)),
        Case(lazy("oneself"), Somebody(id=ME)),
    )


def appealing() -> tuple[Case, ...]:
    """Appeals, by who gave the sanction."""
    return (
        Case(lazy("against what somebody else has given"), Belonging()),
        Case(lazy("against what one has given"), Belonging(given_by_id=ME)),
        Case(lazy("one’s own"), Belonging(ME)),
    )


def verifying() -> tuple[Case, ...]:
    """Requests with evidence, by whose they are and whether they wait."""
    return (
        Case(lazy("of somebody else"), Belonging(kind="evidence")),
        Case(lazy("of somebody else, when it was decided already"), Belonging(kind="evidence", is_open=False)),
        Case(lazy("one’s own"), Belonging(ME, kind="evidence")),
    )


def on_closed_boards() -> tuple[Case, ...]:
    """Boards by invitation, from inside and from outside."""
    return (
        Case(lazy("on boards that one may read"), CLOSED, become=let_in),
        Case(lazy("on boards by invitation, without being invited"), CLOSED),
    )


def admitting() -> tuple[Case, ...]:
    """Requests to come in, by where and whose."""
    return (
        Case(lazy("on boards that one may read"), Belonging(SOMEBODY, CLOSED), become=let_in),
        Case(lazy("on boards by invitation, without being invited"), Belonging(SOMEBODY, CLOSED)),
        Case(lazy("about oneself"), Belonging(ME, CLOSED)),
    )
