"""What the rows of sessions need besides deeds: when the browser was last seen, and an end."""

from sqlalchemy import delete, update

from forum.accounts.links import JOIN
from forum.accounts.links import LASTS as LINK_LASTS
from forum.accounts.models import LASTS, BrowserSession, JoinedAddress
from forum.core.clock import now
from forum.core.db import session, transaction, wholly


@wholly
def touch(digest: str, browser: str, address: str) -> None:
    """Write down that the browser was here just now, and from which network address."""
    row = update(BrowserSession).where(BrowserSession.digest == digest)
    with transaction():
        session.execute(row.values(seen_at=now(), browser=browser, address=address))


@wholly
def forget_ended_sessions() -> int:
    """Remove the rows of sessions that ended by themselves; the clock's work. Answers how many."""
    ended = delete(BrowserSession).where(BrowserSession.seen_at <= now() - LASTS)
    with transaction():
        return session.execute(ended).rowcount  # type: ignore[attr-defined]


@wholly
def forget_joined_addresses() -> int:
    """Remove what is kept of addresses whose links to join are too old by now; the clock's work. Answers how many."""
    ended = delete(JoinedAddress).where(JoinedAddress.joined_at <= now() - LINK_LASTS[JOIN])
    with transaction():
        return session.execute(ended).rowcount  # type: ignore[attr-defined]
