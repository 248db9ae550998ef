"""The deeds of the door: asking for links, joining, signing in, ending sessions, changing address and password.

Whether an address has an account is asked by the worker, when it writes the letter; the deed is the same for all.

Passwords are hashed and compared before a deed begins, because that takes long and a deed holds the database. So the
deeds take the hash that was proven, and do nothing when it is no longer the member's.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.arrivals import Arrival
from forum.accounts.links import account_mark
from forum.accounts.models import BrowserSession, JoinedAddress
from forum.accounts.owning import now_owns
from forum.accounts.queries import account_of, address_digest, has_joined_since
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.letters import queue_letter
from forum.core.tokens import LINK_ENDED
from forum.core.words import lazy
from forum.members.making import new_member
from forum.members.models import Member
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can


@dataclass(frozen=True)
class NewBrowser:
    """A browser in which somebody signs in: the digest of its new token, what it is, and the session it had."""

    digest: str
    name: str
    address: str
    earlier_session_id: int | None


@dataclass(frozen=True)
class JoinLink:
    """What a link to join says: the address that it was sent to, and when it was made (Unix time, seconds)."""

    email: str
    made: float


@dataclass(frozen=True)
class NewAccount:
    """What somebody who joins chooses: a name and, hashed, a password."""

    name: str
    password_hash: str


class AddressTaken(Conflict):
    """The address has an account already."""


@action(Can.ASK_FOR_LINK)
def ask_to_join(_visitor: Person, _site: None, email: str) -> None:
    """Have a letter sent to somebody who wants to join, or is a member already."""
    _send("sign-up", email=email)


@action(Can.ASK_FOR_LINK)
def ask_for_reset(_visitor: Person, _site: None, email: str) -> None:
    """Have a letter sent to somebody who has forgotten the password, or has no account."""
    _send("reset", email=email)


@action(Can.JOIN)
def join(_visitor: Person, _site: None, link: JoinLink, joining: NewAccount, then: Sequence[Arrival] = ()) -> Member:
    """Make the account of somebody who has opened the link that was sent to this address, and do `then` with it.

    Raises AddressTaken when the address has an account, Invalid when the name cannot be or the link was used.
    """
    if has_joined_since(link.email, link.made):
        _check_free(link.email)
        raise Invalid(LINK_ENDED)
    member = _add_member(link.email, joining.name, joining.password_hash)
    session.merge(JoinedAddress(digest=address_digest(link.email), joined_at=now()))
    for arrival in then:
        arrival(member, link.email)
    return member


@action(Can.KEEP_ACCOUNTS)
def create_member(_actor: Person, _site: None, email: str, name: str, password_hash: str) -> Member:
    """Make an account for somebody whose address the operator vouches for. Raises like `join`."""
    return _add_member(email, name, password_hash)


@action(Can.SIGN_IN)
def sign_in(member: Member, _self: Member, proven_hash: str, browser: NewBrowser) -> BrowserSession:
    """Open a session in a browser, in place of any that it had. Raises Conflict when the password has changed."""
    _check_proven(member, proven_hash)
    if browser.earlier_session_id is not None:
        session.execute(delete(BrowserSession).where(BrowserSession.id == browser.earlier_session_id))
    row = BrowserSession(member=member, digest=browser.digest, browser=browser.name, address=browser.address)
    session.add(row)
    session.flush()
    return row


@action(Can.SIGN_IN)
def renew_hash(member: Member, _self: Member, proven_hash: str, new_hash: str) -> None:
    """Keep the same password by today's parameters. Raises Conflict when it has changed."""
    _check_proven(member, proven_hash)
    member.password_hash = new_hash


@action(Can.SIGN_IN)
def set_forgotten_password(member: Member, _self: Member, mark: str, new_hash: str) -> None:
    """Give the holder of a reset link another password, and end all sessions of the member.

    Raises Invalid when the link was used, or the password or address has changed since it was sent.
    """
    if mark != account_mark(member):
        raise Invalid(LINK_ENDED)
    member.password_hash = new_hash
    session.execute(delete(BrowserSession).where(BrowserSession.member_id == member.id))
    _send("password-changed", member_id=member.id)


@action(Can.CHANGE_OWN_ACCOUNT)
def change_password(member: Member, _self: Member, proven_hash: str, new_hash: str, here: int) -> None:
    """Give a member another password and end their sessions, except the one numbered `here`.

    Raises Conflict when the password that was proven is no longer theirs.
    """
    _check_proven(member, proven_hash)
    member.password_hash = new_hash
    _end_all_but(member, here)
    _send("password-changed", member_id=member.id)


@action(Can.CHANGE_OWN_ACCOUNT)
def ask_for_new_address(member: Member, _self: Member, email: str) -> None:
    """Have a link sent to the address that the member wants to have from now on."""
    _send("new-address", member_id=member.id, email=email)


@action(Can.CHANGE_OWN_ACCOUNT)
def change_address(member: Member, _self: Member, mark: str, email: str) -> None:
    """Give a member the address at which they opened the link; the old one is told.

    Raises Invalid when the link was used, or the password or address has changed since it was sent; AddressTaken
    when somebody else has the address by now.
    """
    if mark != account_mark(member):
        raise Invalid(LINK_ENDED)
    _send("address-changed", email=(before := member.email or ""))
    _check_free(email)
    member.email = email
    _flush(member, email, before)


@action(Can.CHANGE_OWN_ACCOUNT)
def prove(member: Member, _self: Member, proven_hash: str, here: int) -> None:
    """Write down that the member gave the password at this moment, in the session numbered `here`.

    Raises Conflict when the password that was proven is no longer theirs.
    """
    _check_proven(member, proven_hash)
    row = (BrowserSession.id == here, BrowserSession.member_id == member.id)
    session.execute(update(BrowserSession).where(*row).values(proven_at=now()))


@action(Can.END_SESSION)
def end_session(_member: Member, row: BrowserSession) -> None:
    """Sign a member out in one browser."""
    session.delete(row)


@action(Can.CHANGE_OWN_ACCOUNT)
def end_other_sessions(member: Member, _self: Member, here: int) -> None:
    """Sign a member out everywhere but in the session numbered `here`."""
    _end_all_but(member, here)


def _send(kind: str, **facts: Any) -> None:
    queue_letter(kind, f"{kind}:{secrets.token_hex(16)}", facts)


def _add_member(email: str, name: str, password_hash: str) -> Member:
    _check_free(email)
    member = new_member(email, name, password_hash)
    _flush(member, email)
    return member


def _check_free(email: str) -> None:
    if account_of(email) is not None:
        raise AddressTaken(lazy("This address has an account already."))


def _flush(member: Member, email: str, before: str = "") -> None:
    """Write whose address it is now; two who took the same address or handle at one moment are told apart here."""
    try:
        session.flush()
    except IntegrityError as fault:
        session.rollback()
        _check_free(email)
        raise Conflict(lazy("Somebody joined under the same name at this moment. Send the form again.")) from fault
    now_owns(member, email, before)


def _check_proven(member: Member, proven_hash: str) -> None:
    if member.password_hash != proven_hash:
        raise Conflict(lazy("The password was changed at this moment. Sign in with the new one."))


def _end_all_but(member: Member, here: int) -> None:
    session.execute(delete(BrowserSession).where(BrowserSession.member_id == member.id, BrowserSession.id != here))
