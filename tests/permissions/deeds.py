"""What each deed in the tables of test_deeds.py is done with."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from forum.accounts.models import BrowserSession
from forum.boards.models import AdmissionRequest, Board
from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Member
from forum.permissions.table import Can
from forum.threads.models import Post, Thread
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread

Making = Callable[[Board, Any], Any]  # of a board, and of the person who wants to do something
Deed = tuple[Can, dict[str, Any], Making]  # the permission, facts of the board, what it is done with
ARCHIVED = {"archived": True}
INVITED = {"audience": "invited"}
TITLED = {"audience": "invited", "open_title": True}


def _thread(**facts: Any) -> Making:
    return lambda board, _person: make_thread(board=board, **facts)


def _others_reply(**facts: Any) -> Making:
    return lambda board, _person: make_post(make_thread(board=board, **facts))


def _own_reply(age: timedelta = timedelta(0), last_post_after: timedelta = timedelta(0), **facts: Any) -> Making:
    def make(board: Board, person: Any) -> Post:
        written = now() - age
        thread = make_thread(board=board, created_at=written, last_post_at=written + last_post_after, **facts)
        return make_post(thread, person, created_at=written)

    return make


def _answer_to_own(**facts: Any) -> Making:
    return lambda board, person: make_post(make_thread(board=board, starter=person, **facts))


def _question_of(thread: Thread) -> Post:
    return session.scalars(select(Post).where(Post.thread_id == thread.id)).one()


def _board(board: Board, _person: Any) -> Board:
    return board


def _oneself(_board: Board, person: Any) -> Any:
    return person


def _another(_board: Board, _person: Any) -> Member:
    return make_member()


def _nothing(_board: Board, _person: Any) -> None:
    return None


def _session_of(find: Making) -> Making:
    return lambda board, person: BrowserSession(member_id=find(board, person).id)


def _request_of(find: Making) -> Making:
    return lambda board, person: AdmissionRequest(board=board, member_id=find(board, person).id)


def _case_of(find: Making, kind: str = "evidence") -> Making:
    """What is asked for somebody, or is in force for them, at an organisation where nobody else is verified."""

    def make(board: Board, person: Any) -> Any:
        about, at = find(board, person), make_organisation()
        return SimpleNamespace(member_id=about.id, organisation_id=at.id, kind=kind, is_open=True)

    return make


def _report_about(find: Making, whole: bool = False) -> Making:
    """A case of the board, or of the whole forum."""

    def make(board: Board, person: Any) -> Any:
        about = find(board, person)
        return SimpleNamespace(
            kind="report", member_id=about.id, board=None if whole else board, thread=None, post=None
        )

    return make


def _appeal_of(find: Making) -> Making:
    """An appeal against what somebody else has given."""
    return lambda board, person: SimpleNamespace(person=find(board, person), given_by_id=make_member().id)


DEEDS: dict[str, Deed] = {
    "see the title": (Can.SEE_TITLE, TITLED, _board),
    "see no title": (Can.SEE_TITLE, INVITED, _board),
    "ask to come in": (Can.ASK_TO_COME_IN, TITLED, _board),
    "ask: no title": (Can.ASK_TO_COME_IN, INVITED, _board),
    "withdraw": (Can.WITHDRAW_REQUEST, TITLED, _request_of(_another)),
    "see requests": (Can.SEE_REQUESTS, TITLED, _board),
    "see requests: public": (Can.SEE_REQUESTS, {}, _board),
    "decide a request": (Can.DECIDE_REQUEST, TITLED, _request_of(_another)),
    "let in": (Can.LET_IN, INVITED, _board),
    "let in: public": (Can.LET_IN, {}, _board),
    "enter a board": (Can.ENTER_BOARD, INVITED, _board),
    "leave a board": (Can.LEAVE_BOARD, {}, _board),
    "start: by members": (Can.START_THREAD, {}, _board),
    "start: by verified": (Can.START_THREAD, {"start_by": "verified"}, _board),
    "start: by mods": (Can.START_THREAD, {"start_by": "moderators"}, _board),
    "start: archived": (Can.START_THREAD, ARCHIVED, _board),
    "start: for verified": (Can.START_THREAD, {"audience": "verified"}, _board),
    "start: for members": (Can.START_THREAD, {"audience": "members"}, _board),
    "start: for invited": (Can.START_THREAD, {"audience": "invited"}, _board),
    "reply: by members": (Can.REPLY, {}, _thread()),
    "reply: by verified": (Can.REPLY, {"reply_by": "verified"}, _thread()),
    "reply: by nobody": (Can.REPLY, {"reply_by": "nobody"}, _thread()),
    "reply: locked": (Can.REPLY, {}, _thread(locked=True)),
    "reply: archived": (Can.REPLY, ARCHIVED, _thread()),
    "reply: held": (Can.REPLY, {}, _thread(state="held")),
    "reply: hidden": (Can.REPLY, {}, _thread(state="hidden")),
    "reply: own threads": (Can.REPLY, {"own_threads_only": True}, _thread()),
    "edit a post": (Can.EDIT_POST, {}, _others_reply()),
    "edit: locked": (Can.EDIT_POST, {}, _others_reply(locked=True)),
    "edit: archived": (Can.EDIT_POST, ARCHIVED, _others_reply()),
    "delete a post": (Can.DELETE_POST, {}, _others_reply()),
    "mark the answer": (Can.MARK_ANSWER, {}, _others_reply()),
    "mark the question": (Can.MARK_ANSWER, {}, lambda board, _person: _question_of(make_thread(board=board))),
    "see the history": (Can.SEE_HISTORY, {}, _others_reply()),
    "follow a thread": (Can.FOLLOW, {}, _thread()),
    "follow: archived": (Can.FOLLOW, ARCHIVED, _thread(locked=True)),
    "follow: held": (Can.FOLLOW, {}, _thread(state="held")),
    "follow: own threads": (Can.FOLLOW, {"own_threads_only": True}, _thread()),
    "follow a board": (Can.FOLLOW, {"audience": "verified"}, _board),
    "hide a post": (Can.MODERATE_POST, {}, _others_reply()),
    "hide: closed": (Can.MODERATE_POST, INVITED, _others_reply()),
    "lock": (Can.MODERATE_THREAD, {}, _thread()),
    "report a post": (Can.REPORT, {}, _others_reply()),
    "report: hidden": (Can.REPORT, {}, lambda board, _person: make_post(make_thread(board=board), state="hidden")),
    "report: closed": (Can.REPORT, INVITED, _others_reply()),
    "report a member": (Can.REPORT_MEMBER, {}, _another),
    "see a case": (Can.SEE_CASE, {}, _report_about(_another)),
    "see a closed case": (Can.SEE_CASE, INVITED, _report_about(_another)),
    "see a whole case": (Can.SEE_CASE, {}, _report_about(_another, whole=True)),
    "decide a case": (Can.DECIDE_CASE, {}, _report_about(_another)),
    "pin everywhere": (Can.PIN_EVERYWHERE, {}, _thread()),
    "see moderation": (Can.SEE_MODERATION, {}, _nothing),
    "keep a note": (Can.KEEP_NOTES, {}, _another),
    "see an address": (Can.SEE_CONTACT, {}, _another),
    "decide an appeal": (Can.DECIDE_APPEAL, {}, _appeal_of(_another)),
    "appeal of a moderator": (Can.DECIDE_APPEAL, {}, _appeal_of(lambda _board, _person: make_member(role="moderator"))),
    "another's warning": (Can.ANSWER_SANCTION, {}, _case_of(_another)),
    "see a record": (Can.SEE_RECORD, {}, _another),
    "sanction": (Can.SANCTION, {}, _another),
    "sanction a moderator": (Can.SANCTION, {}, lambda _board, _person: make_member(role="moderator")),
    "see members": (Can.SEE_MEMBERS, {}, _nothing),
    "another's account": (Can.CHANGE_OWN_ACCOUNT, {}, _another),
    "another's profile": (Can.CHANGE_OWN_PROFILE, {}, _another),
    "another's searches": (Can.KEEP_SEARCHES, {}, _another),
    "another's mail": (Can.STOP_MAIL, {}, _another),
    "another's session": (Can.END_SESSION, {}, _session_of(_another)),
    "join": (Can.JOIN, {}, _nothing),
    "ask for a link": (Can.ASK_FOR_LINK, {}, _nothing),
    "appoint another": (Can.APPOINT, {}, _another),
    "administer": (Can.ADMINISTER, {}, _nothing),
    "keep boards": (Can.KEEP_BOARDS, {}, _nothing),
    "ask for another": (Can.ASK_FOR_VERIFICATION, {}, _another),
    "another's request": (Can.KEEP_OWN_VERIFICATION, {}, _case_of(_another)),
    "vouch elsewhere": (Can.SPONSOR, {}, _case_of(_another, "colleagues")),
    "decide verification": (Can.DECIDE_VERIFICATION, {}, _case_of(_another)),
    "revoke verification": (Can.REVOKE_VERIFICATION, {}, _case_of(_another)),
    "see verifications": (Can.SEE_VERIFICATIONS, {}, _nothing),
    "keep accounts": (Can.KEEP_ACCOUNTS, {}, _another),
    "edit the texts": (Can.EDIT_TEXTS, {}, _nothing),
    "keep organisations": (Can.KEEP_ORGANISATIONS, {}, _nothing),
    "see the log": (Can.SEE_LOG, {}, _nothing),
    "see the searches": (Can.SEE_SEARCHES, {}, _nothing),
    "bring in archives": (Can.IMPORT_ARCHIVES, {}, _nothing),
}

OWN_DEEDS: dict[str, Deed] = {
    "withdraw": (Can.WITHDRAW_REQUEST, TITLED, _request_of(_oneself)),
    "decide a request": (Can.DECIDE_REQUEST, TITLED, _request_of(_oneself)),
    "edit after 23 hours": (Can.EDIT_POST, {}, _own_reply(timedelta(hours=23))),
    "edit after 25 hours": (Can.EDIT_POST, {}, _own_reply(timedelta(hours=25))),
    "edit after 29 days": (Can.EDIT_POST, {}, _own_reply(timedelta(days=29))),
    "edit after 31 days": (Can.EDIT_POST, {}, _own_reply(timedelta(days=31))),
    "edit: locked": (Can.EDIT_POST, {}, _own_reply(locked=True)),
    "edit: archived": (Can.EDIT_POST, ARCHIVED, _own_reply()),
    "delete": (Can.DELETE_POST, {}, _own_reply()),
    "delete after 40 days": (Can.DELETE_POST, {}, _own_reply(timedelta(days=40))),
    "delete: replied since": (Can.DELETE_POST, {}, _own_reply(last_post_after=timedelta(seconds=1))),
    "delete: locked": (Can.DELETE_POST, {}, _own_reply(locked=True)),
    "delete: archived": (Can.DELETE_POST, ARCHIVED, _own_reply()),
    "mark the answer": (Can.MARK_ANSWER, {}, _answer_to_own()),
    "mark the question": (Can.MARK_ANSWER, {}, lambda board, me: _question_of(make_thread(board=board, starter=me))),
    "mark: locked": (Can.MARK_ANSWER, {}, _answer_to_own(locked=True)),
    "mark: archived": (Can.MARK_ANSWER, ARCHIVED, _answer_to_own()),
    "lock": (Can.MODERATE_THREAD, {}, lambda board, person: make_thread(board=board, starter=person)),
    "keep a note on oneself": (Can.KEEP_NOTES, {}, _oneself),
    "decide own appeal": (Can.DECIDE_APPEAL, {}, _appeal_of(_oneself)),
    "own warning": (Can.ANSWER_SANCTION, {}, _case_of(_oneself)),
    "see one's record": (Can.SEE_RECORD, {}, _oneself),
    "sanction oneself": (Can.SANCTION, {}, _oneself),
    "change the account": (Can.CHANGE_OWN_ACCOUNT, {}, _oneself),
    "change the profile": (Can.CHANGE_OWN_PROFILE, {}, _oneself),
    "save searches": (Can.KEEP_SEARCHES, {}, _oneself),
    "be verified": (Can.ASK_FOR_VERIFICATION, {}, _oneself),
    "own request": (Can.KEEP_OWN_VERIFICATION, {}, _case_of(_oneself)),
    "vouch for oneself": (Can.SPONSOR, {}, _case_of(_oneself, "colleagues")),
    "report a post": (Can.REPORT, {}, _own_reply()),
    "report oneself": (Can.REPORT_MEMBER, {}, _oneself),
    "see a case": (Can.SEE_CASE, {}, _report_about(_oneself)),
    "stop mail": (Can.STOP_MAIL, {}, _oneself),
    "sign in": (Can.SIGN_IN, {}, _oneself),
    "end a session": (Can.END_SESSION, {}, _session_of(_oneself)),
    "appoint oneself": (Can.APPOINT, {}, _oneself),
}


def prepare(deed: Deed, make_person: Callable[[Board], Any]) -> tuple[Any, Can, Any]:
    """A person, the permission that they want, and the thing that they want it for."""
    permission, facts, make = deed
    board = make_board(**facts)
    person = make_person(board)
    return person, permission, make(board, person)
