"""The sessions of browsers, and accounts by their address."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Select, String, bindparam, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import LASTS, BrowserSession, JoinedAddress
from forum.core.clock import now
from forum.core.db import UtcDateTime, session
from forum.core.errors import Absent
from forum.members.models import Member

DIGEST = bindparam("digest", type_=String)
SEEN_SINCE = bindparam("seen_since", type_=UtcDateTime)


def digest_of(token: str) -> str:
    """What the database keeps of the random token in a browser's cookie."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def running_session(token: str) -> BrowserSession | None:
    """The session that this token opens, with its member and the boards they are named on, in one statement."""
    found = session.scalar(_running(), {DIGEST.key: digest_of(token), SEEN_SINCE.key: now() - LASTS})
    return None if found is None or found.member.is_closed else found


@lru_cache
def _running() -> Select[BrowserSession]:
    """Built once: each page of a member asks it."""
    member = joinedload(BrowserSession.member, innerjoin=True).undefer_group("named")
    query = select(BrowserSession).options(member).where(BrowserSession.digest == DIGEST)
    return query.where(BrowserSession.seen_at > SEEN_SINCE)


def sessions_of(member: Member) -> Sequence[BrowserSession]:
    """The browsers in which the member is signed in, the one seen last first."""
    running = select(BrowserSession).where(
        BrowserSession.member_id == member.id, BrowserSession.seen_at > now() - LASTS
    )
    return session.scalars(running.order_by(BrowserSession.seen_at.desc(), BrowserSession.id.desc())).all()


def session_of(member: Member, session_id: int) -> BrowserSession:
    """One of the member's own sessions. Raises Absent for any other."""
    query = select(BrowserSession).where(BrowserSession.id == session_id, BrowserSession.member_id == member.id)
    found = session.scalar(query)
    if found is None:
        raise Absent()
    return found


def account_of(email: str) -> Member | None:
    """The account of this address, as `accounts.addresses` writes it."""
    return session.scalar(select(Member).where(Member.email == email))


def address_digest(email: str) -> str:
    """What is kept, for a day, of an address through whose link somebody has joined."""
    return hashlib.sha256(f"joined {email}".encode()).hexdigest()


def has_joined_since(email: str, made: float) -> bool:
    """Whether somebody has joined with this address since a link was made (Unix time, seconds)."""
    joined = session.get(JoinedAddress, address_digest(email))
    return joined is not None and joined.joined_at.timestamp() >= made


def account_numbered(member_id: int) -> Member | None:
    """The account of this number, as a link of ours names it."""
    return session.get(Member, member_id)
