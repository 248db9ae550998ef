"""Every permission in words that people use, and the cases in which it is asked; `summary.py` asks the table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forum.core.words import lazy
from forum.permissions import cases as c
from forum.permissions.archetypes import ME, Belonging, BoardLike, PostLike, ThreadLike, Whatever, let_in
from forum.permissions.cases import CLOSED, Case, always, own_or_not
from forum.permissions.table import Can

READING, WRITING = lazy("Reading"), lazy("Writing")
MODERATING = lazy("Looking after what is written")
BOARDS, ACCOUNTS = lazy("Boards and who comes in"), lazy("Members and accounts")
VERIFYING, RUNNING = lazy("Verification"), lazy("Running the forum")
GROUPS = (READING, WRITING, MODERATING, BOARDS, ACCOUNTS, VERIFYING, RUNNING)


@dataclass(frozen=True)
class Deed:
    """What can be done, as people say it."""

    group: Any
    words: Any
    cases: Callable[[], tuple[Case, ...]]  # made when asked, because some things are so many days old


DEEDS: dict[Can, Deed] = {
    Can.READ: Deed(READING, lazy("Read and search"), c.reading),
    Can.SEE_HISTORY: Deed(READING, lazy("See what a post said before it was edited"), always(PostLike())),
    Can.FOLLOW: Deed(READING, lazy("Follow or mute a thread or a board that one may read"), always(ThreadLike())),
    Can.SEE_MEMBERS: Deed(READING, lazy("See profiles and the list of members"), always()),
    Can.START_THREAD: Deed(WRITING, lazy("Start a thread on a board that one may read"), c.starting),
    Can.REPLY: Deed(WRITING, lazy("Reply in a thread that one may read"), c.replying),
    Can.EDIT_POST: Deed(WRITING, lazy("Edit a post"), c.editing),
    Can.DELETE_POST: Deed(WRITING, lazy("Delete a post for good"), c.deleting),
    Can.MARK_ANSWER: Deed(WRITING, lazy("Mark the accepted answer"), c.marking),
    Can.MODERATE_THREAD: Deed(
        MODERATING, lazy("Lock, pin, move or hide a thread, change its title, take all that back"), always(ThreadLike())
    ),
    Can.PIN_EVERYWHERE: Deed(MODERATING, lazy("Pin a thread on the front page"), always(ThreadLike())),
    Can.REPORT: Deed(MODERATING, lazy("Report a post of somebody else"), always(PostLike())),
    Can.REPORT_MEMBER: Deed(MODERATING, lazy("Report a member"), always(Belonging())),
    Can.MODERATE_POST: Deed(
        MODERATING, lazy("Hide a post or give it back; approve one that waits"), always(PostLike())
    ),
    Can.SEE_MODERATION: Deed(MODERATING, lazy("See what waits for moderators"), always()),
    Can.SEE_CASE: Deed(MODERATING, lazy("See a report or another case, not about oneself"), always(Belonging())),
    Can.DECIDE_CASE: Deed(MODERATING, lazy("Claim a case, and decide it"), always(Belonging())),
    Can.SEE_RECORD: Deed(
        MODERATING,
        lazy("See what moderators know of a member"),
        own_or_not(lazy("of oneself"), lazy("of somebody else")),
    ),
    Can.SANCTION: Deed(MODERATING, lazy("Warn, silence or suspend a member, and end that"), c.sanctioning),
    Can.KEEP_NOTES: Deed(
        MODERATING,
        lazy("Keep notes about a member for other moderators"),
        own_or_not(lazy("about oneself"), lazy("about somebody else")),
    ),
    Can.SEE_CONTACT: Deed(
        MODERATING,
        lazy("See the e-mail address and the sign-ins of somebody else, for a reason that is logged"),
        always(Belonging()),
    ),
    Can.DECIDE_APPEAL: Deed(MODERATING, lazy("Decide an appeal against a sanction"), c.appealing),
    Can.ANSWER_SANCTION: Deed(
        ACCOUNTS,
        lazy("Say that one has read a warning; appeal against a sanction"),
        own_or_not(lazy("one’s own"), lazy("one of somebody else")),
    ),
    Can.SEE_TITLE: Deed(
        BOARDS,
        lazy("See that a board by invitation exists"),
        lambda: (
            Case(lazy("if the board shows its title"), CLOSED),
            Case(lazy("if it does not"), BoardLike("invited")),
        ),
    ),
    Can.ASK_TO_COME_IN: Deed(BOARDS, lazy("Ask to come into a board that shows its title"), always(CLOSED)),
    Can.WITHDRAW_REQUEST: Deed(
        BOARDS, lazy("Take back a request to come in"), own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.SEE_REQUESTS: Deed(BOARDS, lazy("See who asks to come in"), c.on_closed_boards),
    Can.DECIDE_REQUEST: Deed(BOARDS, lazy("Decide who comes in"), c.admitting),
    Can.LET_IN: Deed(BOARDS, lazy("Invite members to a board, and take that back"), c.on_closed_boards),
    Can.LEAVE_BOARD: Deed(
        BOARDS, lazy("Leave a board that one was let into"), lambda: (Case("", CLOSED, become=let_in),)
    ),
    Can.ENTER_BOARD: Deed(
        BOARDS, lazy("Enter a closed board, with a reason that its moderators are told"), always(BoardLike("invited"))
    ),
    Can.KEEP_BOARDS: Deed(BOARDS, lazy("Make boards and change their settings"), always()),
    Can.ASK_FOR_LINK: Deed(ACCOUNTS, lazy("Ask for a link to join, or to set a new password"), always()),
    Can.JOIN: Deed(ACCOUNTS, lazy("Make an account"), always()),
    Can.SIGN_IN: Deed(ACCOUNTS, lazy("Sign in to an account of one’s own"), always(Belonging(ME))),
    Can.END_SESSION: Deed(
        ACCOUNTS, lazy("Sign a browser out"), own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.CHANGE_OWN_ACCOUNT: Deed(
        ACCOUNTS,
        lazy("Change address, password and preferences of an account"),
        own_or_not(lazy("one’s own"), lazy("one of somebody else")),
    ),
    Can.CHANGE_OWN_PROFILE: Deed(
        ACCOUNTS, lazy("Change a profile"), own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.KEEP_SEARCHES: Deed(
        ACCOUNTS,
        lazy("Save searches, and be told of new posts"),
        own_or_not(lazy("for oneself"), lazy("for somebody else")),
    ),
    Can.STOP_MAIL: Deed(
        ACCOUNTS,
        lazy("Stop mail by the link in it"),
        own_or_not(lazy("to oneself"), lazy("to somebody else")),
    ),
    Can.APPOINT: Deed(
        ACCOUNTS,
        lazy("Appoint moderators and administrators, and dismiss them"),
        own_or_not(lazy("oneself"), lazy("somebody else")),
    ),
    Can.KEEP_ACCOUNTS: Deed(ACCOUNTS, lazy("Make members, and say what they are"), always(Belonging())),
    Can.ASK_FOR_VERIFICATION: Deed(VERIFYING, lazy("Ask to be verified"), always(Belonging(ME))),
    Can.KEEP_OWN_VERIFICATION: Deed(
        VERIFYING,
        lazy("Confirm or take back a request, or end a verification"),
        own_or_not(lazy("one’s own"), lazy("one of somebody else")),
    ),
    Can.SPONSOR: Deed(VERIFYING, lazy("Vouch for a colleague"), c.vouching),
    Can.DECIDE_VERIFICATION: Deed(VERIFYING, lazy("Decide a request with evidence"), c.verifying),
    Can.REVOKE_VERIFICATION: Deed(
        VERIFYING, lazy("Revoke a verification"), own_or_not(lazy("one’s own"), lazy("one of somebody else"))
    ),
    Can.SEE_VERIFICATIONS: Deed(
        VERIFYING, lazy("See how somebody was verified, and how it ended"), always(Belonging())
    ),
    Can.ADMINISTER: Deed(RUNNING, lazy("See the pages of administration"), always()),
    Can.KEEP_ORGANISATIONS: Deed(RUNNING, lazy("Keep the directory of organisations"), always()),
    Can.SEE_LOG: Deed(RUNNING, lazy("See the log of what was changed"), always()),
    Can.SEE_SEARCHES: Deed(RUNNING, lazy("See what people search for, without who does"), always()),
    Can.EDIT_TEXTS: Deed(RUNNING, lazy("Edit the texts of the site"), always()),
    Can.IMPORT_ARCHIVES: Deed(RUNNING, lazy("Bring in the discussions of an archive"), always()),
}


def deed_of(permission: Can) -> Deed:
    """The permission in words; one that has none yet is named as the code names it, and asked about anything."""
    plain = permission.value[:1].upper() + permission.value[1:]
    return DEEDS.get(permission) or Deed(RUNNING, plain, always(Whatever()))
