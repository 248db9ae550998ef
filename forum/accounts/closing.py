"""Closing an account, which is final: by the member, or by an administrator whom they asked."""

from sqlalchemy import delete, or_, update

from forum.accounts.departures import departures
from forum.accounts.models import BrowserSession
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid, Refused
from forum.core.letters import LetterState, QueuedLetter, queue_letter
from forum.core.log import REASON_LIMIT, record
from forum.core.words import lazy
from forum.members.leaving import forget_member
from forum.members.models import Member
from forum.members.offices import keep_an_administrator
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can

LETTER = "account-closed"


@action(Can.CHANGE_OWN_ACCOUNT)
def close_own_account(member: Member, _self: Member, proven_hash: str, posts_stay: bool) -> None:
    """Close one's own account for good.

    Raises Conflict when the password that was proven is no longer theirs, Refused for the last administrator.
    """
    if member.password_hash != proven_hash:
        raise Conflict(lazy("The password was changed at this moment. Sign in with the new one."))
    _close(member, member.id, posts_stay, "")


@action(Can.KEEP_ACCOUNTS)
def close_account(actor: Person, member: Member, posts_stay: bool, reason: str) -> None:
    """Close somebody's account for good, because they asked. Raises Invalid without a reason, Refused for oneself."""
    if actor.id == member.id:
        raise Refused(lazy("Close your own account in your settings."))
    if not reason.strip():
        raise Invalid(lazy("Say how the member asked for it. It stands in the log."), "reason")
    _close(member, actor.id, posts_stay, reason.strip()[:REASON_LIMIT])


def _close(member: Member, actor_id: int | None, posts_stay: bool, reason: str) -> None:
    if member.is_placeholder or member.is_closed:
        raise Conflict(lazy("This account was closed already, or never was one."))
    if member.is_administrator:
        keep_an_administrator(member)
    record(actor_id, "close an account", member, {}, {"posts_stay": posts_stay}, reason)
    email = member.email
    leave(member, posts_stay)
    if email:
        queue_letter(LETTER, f"{LETTER}:{member.id}", {"email": email})


def leave(member: Member, posts_stay: bool) -> None:
    """Let nothing be left that says who the member was; for deeds that close an account."""
    _forget_sessions_and_letters(member)
    for departure in departures():
        departure(member, posts_stay)
    forget_member(member, posts_stay)
    session.flush()


def _forget_sessions_and_letters(member: Member) -> None:
    session.execute(delete(BrowserSession).where(BrowserSession.member_id == member.id))
    to_them = [QueuedLetter.facts["member_id"].as_integer() == member.id]
    if member.email:
        to_them.append(QueuedLetter.facts["email"].as_string() == member.email)
    theirs = update(QueuedLetter).where(or_(*to_them)).execution_options(synchronize_session=False)
    waiting = QueuedLetter.state == LetterState.WAITING
    session.execute(theirs.where(waiting).values(state=LetterState.DROPPED, ended_at=now(), facts=None))
    session.execute(theirs.values(facts=None))
