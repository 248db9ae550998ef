"""Every permission in words that people use, with the cases in which the answer may differ.

A case makes the person and the thing that the table is asked about, of one person of a kind. What the answer is stands
nowhere here: `summary.py` asks.
"""

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
    ThreadLike,
    as_they_are,
    let_in,
    newly_verified,
)
from forum.permissions.people import Person
from forum.permissions.table import Can

READING, WRITING = lazy("Reading"), lazy("Writing")
BOARDS, ACCOUNTS = lazy("Boards and who comes in"), lazy("Members and accounts")
VERIFYING, RUNNING = lazy("Verification"), lazy("Running the forum")
GROUPS = (READING, WRITING, BOARDS, ACCOUNTS, VERIFYING, RUNNING)


@dataclass(frozen=True)
class Case:
    """One case: its words (none where a deed has only one), and who asks about what in it."""

    words: Any
    thing: Any = None
    become: Callable[[Person], Person] = as_they_are

    def asked(self, person: Person) -> tuple[Person, Any]:
        """The person, as they are in this case, and the thing that they ask about."""
        return self.become(person), self.thing


@dataclass(frozen=True)
class Deed:
    """What can be done, as people say it."""

    group: Any
    words: Any
    cases: Callable[[], tuple[Case, ...]]  # made when asked, because some things are so many days old


def _always(thing: Any = None) -> Callable[[], tuple[Case, ...]]:
    return lambda: (Case("", thing),)


def _own_or_not(own: Any, others: Any) -> Callable[[], tuple[Case, ...]]:
    return lambda: (Case(own, Belonging(ME)), Case(others, Belonging(SOMEBODY)))


def _read() -> tuple[Case, ...]:
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


def _start() -> tuple[Case, ...]:
    return (
        Case(lazy("where the board says that members start threads"), BoardLike(start_by="members")),
        Case(lazy("where it says that verified public servants do"), BoardLike(start_by="verified")),
        Case(lazy("where it says that its moderators do"), BoardLike(start_by="moderators")),
        Case(lazy("on an archived board"), BoardLike(archived=True)),
    )


def _reply() -> tuple[Case, ...]:
    return (
        Case(lazy("where the board says that members reply"), ThreadLike(BoardLike(reply_by="members"))),
        Case(lazy("where it says that verified public servants do"), ThreadLike(BoardLike(reply_by="verified"))),
        Case(lazy("where it says that nobody does"), ThreadLike(BoardLike(reply_by="nobody"))),
        Case(lazy("in a locked thread"), ThreadLike(locked=True)),
        Case(lazy("on an archived board"), ThreadLike(BoardLike(archived=True))),
    )


def _edit() -> tuple[Case, ...]:
    days = [PostLike(author_id=ME, created_at=now() - timedelta(days=age)) for age in (0, 29, 31)]
    return (
        Case(lazy("one’s own, in the first 24 hours"), days[0]),
        Case(lazy("one’s own, in the first 30 days"), days[1]),
        Case(lazy("one’s own, later"), days[2]),
        Case(lazy("one’s own, in a locked thread"), PostLike(ThreadLike(locked=True), author_id=ME)),
        Case(lazy("one of somebody else, with a reason"), PostLike()),
        Case(lazy("one on an archived board"), PostLike(ThreadLike(BoardLike(archived=True)), author_id=ME)),
    )


def _delete() -> tuple[Case, ...]:
    answered = ThreadLike(last_post_at=now() + timedelta(seconds=1))
    return (
        Case(lazy("one’s own, until somebody replies"), PostLike(author_id=ME)),
        Case(lazy("one’s own, after somebody replied"), PostLike(answered, author_id=ME)),
        Case(lazy("one of somebody else"), PostLike()),
    )


def _mark() -> tuple[Case, ...]:
    return (
        Case(lazy("in a thread that one started"), PostLike(ThreadLike(starter_id=ME))),
        Case(lazy("in a thread of somebody else"), PostLike()),
    )


def _sponsor() -> tuple[Case, ...]:
    return (
        Case(lazy("of the same organisation, when verified with grade A for 30 days"), Belonging()),
        Case(lazy("of the same organisation, when verified with grade A for less"), Belonging(), become=newly_verified),
        Case(lazy("of another organisation"), Belonging(organisation_id=ELSEWHERE)),
        Case(lazy("oneself"), Belonging(ME)),
    )


def _verify() -> tuple[Case, ...]:
    return (
        Case(lazy("of somebody else"), Belonging(kind="evidence")),
        Case(lazy("of somebody else, when it was decided already"), Belonging(kind="evidence", is_open=False)),
        Case(lazy("one’s own"), Belonging(ME, kind="evidence")),
    )


_CLOSED = BoardLike("invited", open_title=True)


def _on_closed_boards() -> tuple[Case, ...]:
    return (
        Case(lazy("on boards that one may read"), _CLOSED, become=let_in),
        Case(lazy("on boards by invitation, without being invited"), _CLOSED),
    )


def _decide() -> tuple[Case, ...]:
    return (
        Case(lazy("on boards that one may read"), Belonging(SOMEBODY, _CLOSED), become=let_in),
        Case(lazy("on boards by invitation, without being invited"), Belonging(SOMEBODY, _CLOSED)),
        Case(lazy("about oneself"), Belonging(ME, _CLOSED)),
    )


DEEDS: dict[Can, Deed] = {
    Can.READ: Deed(READING, lazy("Read and search"), _read),
    Can.SEE_HISTORY: Deed(READING, lazy("See what a post said before it was edited"), _always(PostLike())),
    Can.FOLLOW: Deed(READING, lazy("Follow or mute a thread or a board that one may read"), _always(ThreadLike())),
    Can.SEE_MEMBERS: Deed(READING, lazy("See profiles and the list of members"), _always()),
    Can.START_THREAD: Deed(WRITING, lazy("Start a thread on a board that one may read"), _start),
    Can.REPLY: Deed(WRITING, lazy("Reply in a thread that one may read"), _reply),
    Can.EDIT_POST: Deed(WRITING, lazy("Edit a post"), _edit),
    Can.DELETE_POST: Deed(WRITING, lazy("Delete a post for good"), _delete),
    Can.MARK_ANSWER: Deed(WRITING, lazy("Mark the accepted answer"), _mark),
    Can.LOCK_THREAD: Deed(WRITING, lazy("Lock a thread, or open it again"), _always(ThreadLike())),
    Can.SEE_TITLE: Deed(
        BOARDS,
        lazy("See that a board by invitation exists"),
        lambda: (
            Case(lazy("if the board shows its title"), _CLOSED),
            Case(lazy("if it does not"), BoardLike("invited")),
        ),
    ),
    Can.ASK_TO_COME_IN: Deed(BOARDS, lazy("Ask to come into a board that shows its title"), _always(_CLOSED)),
    Can.WITHDRAW_REQUEST: Deed(
        BOARDS, lazy("Take back a request to come in"), _own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.SEE_REQUESTS: Deed(BOARDS, lazy("See who asks to come in"), _on_closed_boards),
    Can.DECIDE_REQUEST: Deed(BOARDS, lazy("Decide who comes in"), _decide),
    Can.LET_IN: Deed(BOARDS, lazy("Invite members to a board, and take that back"), _on_closed_boards),
    Can.LEAVE_BOARD: Deed(
        BOARDS, lazy("Leave a board that one was let into"), lambda: (Case("", _CLOSED, become=let_in),)
    ),
    Can.ENTER_BOARD: Deed(
        BOARDS, lazy("Enter a closed board, with a reason that its moderators are told"), _always(BoardLike("invited"))
    ),
    Can.KEEP_BOARDS: Deed(BOARDS, lazy("Make boards and change their settings"), _always()),
    Can.ASK_FOR_LINK: Deed(ACCOUNTS, lazy("Ask for a link to join, or to set a new password"), _always()),
    Can.JOIN: Deed(ACCOUNTS, lazy("Make an account"), _always()),
    Can.SIGN_IN: Deed(ACCOUNTS, lazy("Sign in to an account of one’s own"), _always(Belonging(ME))),
    Can.END_SESSION: Deed(
        ACCOUNTS, lazy("Sign a browser out"), _own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.CHANGE_OWN_ACCOUNT: Deed(
        ACCOUNTS,
        lazy("Change address, password and preferences of an account"),
        _own_or_not(lazy("one’s own"), lazy("one of somebody else")),
    ),
    Can.CHANGE_OWN_PROFILE: Deed(
        ACCOUNTS, lazy("Change a profile"), _own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.APPOINT: Deed(
        ACCOUNTS,
        lazy("Appoint moderators and administrators, and dismiss them"),
        _own_or_not(lazy("oneself"), lazy("somebody else")),
    ),
    Can.KEEP_ACCOUNTS: Deed(ACCOUNTS, lazy("Make members, and say what they are"), _always(Belonging())),
    Can.ASK_FOR_VERIFICATION: Deed(VERIFYING, lazy("Ask to be verified"), _always(Belonging(ME))),
    Can.KEEP_OWN_VERIFICATION: Deed(
        VERIFYING,
        lazy("Confirm or take back a request, or end a verification"),
        _own_or_not(lazy("one’s own"), lazy("one of somebody else")),
    ),
    Can.SPONSOR: Deed(VERIFYING, lazy("Vouch for a colleague"), _sponsor),
    Can.DECIDE_VERIFICATION: Deed(VERIFYING, lazy("Decide a request with evidence"), _verify),
    Can.REVOKE_VERIFICATION: Deed(
        VERIFYING, lazy("Revoke a verification"), _own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.SEE_VERIFICATIONS: Deed(
        VERIFYING, lazy("See how somebody was verified, and how it ended"), _always(Belonging())
    ),
    Can.ADMINISTER: Deed(RUNNING, lazy("See the pages of administration"), _always()),
    Can.KEEP_ORGANISATIONS: Deed(RUNNING, lazy("Keep the directory of organisations"), _always()),
    Can.SEE_LOG: Deed(RUNNING, lazy("See the log of what was changed"), _always()),
    Can.EDIT_TEXTS: Deed(RUNNING, lazy("Edit the texts of the site"), _always()),
    Can.IMPORT_ARCHIVES: Deed(RUNNING, lazy("Bring in the discussions of an archive"), _always()),
}


def deed_of(permission: Can) -> Deed:
    """The permission in words; one that has none yet is named as the code names it, and asked about any post."""
    plain = permission.value[:1].upper() + permission.value[1:]
    return DEEDS.get(permission) or Deed(RUNNING, plain, _always(PostLike()))
