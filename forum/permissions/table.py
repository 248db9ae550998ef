"""The one table: every permission, and who has it.

Each permission has one or more rows; a person needs every claim of one row. Read a row aloud and it is a sentence.
"""

from enum import StrEnum

from forum.permissions import case_rules as c
from forum.permissions import member_rules as m
from forum.permissions import rules as r
from forum.permissions import thread_rules as t
from forum.permissions import verification_rules as v
from forum.permissions.rules import Rule


class Can(StrEnum):
    """Everything that can be done, by name."""

    READ = "read"
    SEE_TITLE = "see that a board exists"
    ASK_TO_COME_IN = "ask to come into a board"
    WITHDRAW_REQUEST = "withdraw one's own request to come in"
    SEE_REQUESTS = "see who asks to come into a board"
    DECIDE_REQUEST = "decide a request to come in"
    LET_IN = "invite members to a board, and take that back"
    ENTER_BOARD = "enter a closed board, for a reason"
    LEAVE_BOARD = "leave a board that one was let into"
    START_THREAD = "start a thread"
    REPLY = "reply"
    EDIT_POST = "edit a post"
    DELETE_POST = "delete a post"
    MARK_ANSWER = "mark the accepted answer"
    SEE_HISTORY = "see an edit history"
    FOLLOW = "follow or mute a thread or a board"
    STOP_MAIL = "stop mail by the link in it"
    REPORT = "report a post"
    REPORT_MEMBER = "report a member"
    MODERATE_POST = "hide a post and give it back, approve or decline one that waits"
    MODERATE_THREAD = "lock, pin, move or hide a thread, change its title"
    PIN_EVERYWHERE = "pin a thread on the front page"
    SEE_MODERATION = "see what waits for moderators"
    SEE_CASE = "see a case that waits for moderators"
    DECIDE_CASE = "claim and decide a case"
    SEE_RECORD = "see what moderators know of a member"
    SANCTION = "warn, silence or suspend a member, and end that"
    KEEP_NOTES = "keep notes about a member for other moderators"
    SEE_CONTACT = "see the e-mail address and the sign-ins of a member, for a reason"
    DECIDE_APPEAL = "decide an appeal against a sanction"
    ANSWER_SANCTION = "say that one has read a warning of one's own, appeal against a sanction"
    ASK_FOR_LINK = "ask for a link by mail, to join or to set a new password"
    JOIN = "make an account of one's own"
    SIGN_IN = "sign in, or set a forgotten password"
    END_SESSION = "end a session of one's own"
    SEE_MEMBERS = "see profiles and the people finder"
    CHANGE_OWN_ACCOUNT = "change one's own account and preferences"
    CHANGE_OWN_PROFILE = "change what others read about oneself"
    KEEP_SEARCHES = "save searches, and change and delete one's own"
    APPOINT = "appoint and dismiss others"
    ASK_FOR_VERIFICATION = "ask to be verified"
    KEEP_OWN_VERIFICATION = "confirm or withdraw a request of one's own, end one's own verification"
    SPONSOR = "vouch for a colleague"
    DECIDE_VERIFICATION = "decide a request for verification"
    REVOKE_VERIFICATION = "revoke a verification"
    SEE_VERIFICATIONS = "see how somebody was verified, and how it ended"
    ADMINISTER = "see the pages of administration"
    KEEP_ACCOUNTS = "make members and grant what they are"
    KEEP_BOARDS = "make boards and change their settings"
    EDIT_TEXTS = "edit the texts of the site"
    KEEP_ORGANISATIONS = "keep the directory of organisations"
    SEE_LOG = "see the log"
    SEE_SEARCHES = "see what people search for"
    IMPORT_ARCHIVES = "bring in the discussions of an archive"


Row = list["Rule | Can"]
SIGNED_IN = (r.signed_in, r.not_suspended, r.confirmed)  # who uses an account
FREE_TO_ACT = (r.in_good_standing, m.has_read_warning)  # whom nothing keeps from writing and deciding

AUTHOR: Row = [Can.READ, t.is_author, r.not_suspended, r.confirmed, r.in_good_standing]  # who wrote it, and may write

TABLE: dict[Can, list[Row]] = {
    Can.READ: [
        [r.board_is_public, t.thread_is_open_to, t.post_is_open_to],
        [r.board_is_for_members, r.confirmed, t.thread_is_open_to, t.post_is_open_to],
        [r.board_is_for_verified, r.verified, t.thread_is_open_to, t.post_is_open_to],
        [r.was_let_in, r.confirmed, t.thread_is_open_to, t.post_is_open_to],
        [r.moderates_board, t.is_not_deleted],
    ],
    Can.SEE_TITLE: [[Can.READ], [r.board_shows_its_title]],
    Can.ASK_TO_COME_IN: [[Can.SEE_TITLE, *SIGNED_IN, *FREE_TO_ACT]],
    Can.WITHDRAW_REQUEST: [[*SIGNED_IN, r.has_asked]],
    Can.SEE_REQUESTS: [[Can.READ, r.moderates_board], [r.is_administrator]],
    Can.DECIDE_REQUEST: [[Can.SEE_REQUESTS, *FREE_TO_ACT, r.is_about_somebody_else]],
    Can.LET_IN: [[Can.READ, r.moderates_board, *FREE_TO_ACT], [r.is_administrator, *FREE_TO_ACT]],
    Can.ENTER_BOARD: [[r.is_administrator, *FREE_TO_ACT]],
    Can.LEAVE_BOARD: [[Can.READ, r.signed_in, r.was_let_in]],
    Can.START_THREAD: [
        [
            Can.READ,
            *SIGNED_IN,
            *FREE_TO_ACT,
            r.board_is_not_archived,
            r.members_start_threads_here,
            r.verified_where_starting_asks_it,
        ],
        [Can.READ, r.board_is_not_archived, *FREE_TO_ACT, r.moderates_board],
    ],
    Can.REPLY: [
        [
            Can.READ,
            *SIGNED_IN,
            *FREE_TO_ACT,
            r.board_is_not_archived,
            t.thread_is_published,
            t.thread_is_open,
            r.board_takes_replies,
            r.verified_where_replying_asks_it,
        ],
        [Can.READ, r.board_is_not_archived, t.thread_is_published, *FREE_TO_ACT, r.moderates_board],
    ],
    Can.EDIT_POST: [
        [
            *AUTHOR,
            m.has_read_warning,
            r.board_is_not_archived,
            t.post_is_published,
            t.thread_is_open,
            t.within_edit_window,
        ],
        [Can.READ, r.moderates_board, *FREE_TO_ACT, r.board_is_not_archived, t.post_is_published],
        [*AUTHOR, m.has_read_warning, r.board_is_not_archived, t.post_waits, t.thread_is_open],
    ],
    Can.DELETE_POST: [
        [*AUTHOR, r.board_is_not_archived, t.post_is_published, t.thread_is_open, t.nobody_replied_since],
        [*AUTHOR, t.post_waits, t.takes_no_reply_along],
    ],
    Can.MARK_ANSWER: [
        [
            Can.READ,
            t.is_starter,
            r.not_suspended,
            r.confirmed,
            *FREE_TO_ACT,
            r.board_is_not_archived,
            t.post_is_published,
            t.thread_is_open,
            t.is_a_reply,
        ],
        [Can.READ, r.moderates_board, *FREE_TO_ACT, r.board_is_not_archived, t.post_is_published, t.is_a_reply],
    ],
    Can.SEE_HISTORY: [[Can.READ, *SIGNED_IN]],
    Can.FOLLOW: [[Can.READ, *SIGNED_IN]],
    Can.STOP_MAIL: [[r.is_oneself]],
    Can.REPORT: [[Can.READ, t.post_is_published, t.is_by_somebody_else, r.not_suspended]],
    Can.REPORT_MEMBER: [[*SIGNED_IN, r.is_another_member]],
    Can.MODERATE_POST: [[Can.READ, r.moderates_board, *FREE_TO_ACT]],
    Can.MODERATE_THREAD: [[Can.READ, r.moderates_board, *FREE_TO_ACT]],
    Can.PIN_EVERYWHERE: [[Can.READ, r.moderates_board, *FREE_TO_ACT, v.is_moderator]],
    Can.SEE_MODERATION: [[*SIGNED_IN, r.moderates_something]],
    Can.SEE_CASE: [
        [*SIGNED_IN, c.looks_after_it, v.is_about_another],
        [c.lets_people_in, v.is_about_another],
    ],
    Can.DECIDE_CASE: [[Can.SEE_CASE, *FREE_TO_ACT]],
    Can.SEE_RECORD: [[*SIGNED_IN, v.is_moderator, m.is_about_another_member]],
    Can.SANCTION: [[*SIGNED_IN, v.is_moderator, *FREE_TO_ACT, m.is_about_another_member, m.is_below]],
    Can.KEEP_NOTES: [[*SIGNED_IN, v.is_moderator, *FREE_TO_ACT, m.is_about_another_member]],
    Can.SEE_CONTACT: [[*SIGNED_IN, v.is_moderator, *FREE_TO_ACT, m.is_about_another_member]],
    Can.DECIDE_APPEAL: [
        [*SIGNED_IN, v.is_moderator, *FREE_TO_ACT, m.is_about_another_member, m.is_below, m.was_given_by_another]
    ],
    Can.ANSWER_SANCTION: [[r.signed_in, r.has_an_open_account, v.is_about_oneself]],
    Can.ASK_FOR_LINK: [[r.anybody]],
    Can.JOIN: [[r.not_signed_in]],
    Can.SIGN_IN: [[r.has_an_open_account, r.is_oneself]],
    Can.END_SESSION: [[r.signed_in, r.is_own_session]],
    Can.SEE_MEMBERS: [[*SIGNED_IN]],
    Can.CHANGE_OWN_ACCOUNT: [[*SIGNED_IN, r.is_oneself]],
    Can.CHANGE_OWN_PROFILE: [[*SIGNED_IN, r.is_oneself, *FREE_TO_ACT]],
    Can.KEEP_SEARCHES: [[*SIGNED_IN, r.is_oneself]],
    Can.APPOINT: [[r.is_administrator, *FREE_TO_ACT, r.is_somebody_else]],
    Can.ASK_FOR_VERIFICATION: [[*SIGNED_IN, r.is_oneself]],
    Can.KEEP_OWN_VERIFICATION: [[*SIGNED_IN, v.is_about_oneself]],
    Can.SPONSOR: [
        [
            *SIGNED_IN,
            *FREE_TO_ACT,
            v.is_about_another,
            v.colleagues_are_asked,
            v.is_grade_a_colleague,
            v.verified_for_30_days,
            v.waits,
        ]
    ],
    Can.DECIDE_VERIFICATION: [[*SIGNED_IN, v.is_moderator, *FREE_TO_ACT, v.is_about_another, v.people_decide, v.waits]],
    Can.REVOKE_VERIFICATION: [[*SIGNED_IN, v.is_moderator, *FREE_TO_ACT, v.is_about_another]],
    Can.SEE_VERIFICATIONS: [[*SIGNED_IN, v.is_moderator]],
    Can.ADMINISTER: [[r.is_administrator]],
    Can.KEEP_ACCOUNTS: [[r.is_administrator, *FREE_TO_ACT]],
    Can.KEEP_BOARDS: [[r.is_administrator, *FREE_TO_ACT]],
    Can.EDIT_TEXTS: [[r.is_administrator, *FREE_TO_ACT]],
    Can.KEEP_ORGANISATIONS: [[r.is_administrator, *FREE_TO_ACT]],
    Can.SEE_LOG: [[r.is_administrator]],
    Can.SEE_SEARCHES: [[r.is_administrator]],
    Can.IMPORT_ARCHIVES: [[r.is_administrator, *FREE_TO_ACT]],
}
