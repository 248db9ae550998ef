"""A browser's session: kept in the database, so that it can end at once."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base
from forum.members.models import Member

LASTS = timedelta(days=30)  # since the last visit
TOUCH_EVERY = timedelta(minutes=5)
PROVEN_FOR = timedelta(minutes=30)  # what matters asks for the password after that
BROWSER_LIMIT = 200
ADDRESS_LIMIT = 45


class BrowserSession(Base):
    """One browser in which a member is signed in. The cookie holds a random token; the row holds its digest."""

    __tablename__ = "browser_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now, index=True)
    proven_at: Mapped[datetime | None] = mapped_column(default=now)  # when the password was last given there
    browser: Mapped[str] = mapped_column(String(BROWSER_LIMIT), default="")
    address: Mapped[str] = mapped_column(String(ADDRESS_LIMIT), default="")

    member: Mapped[Member] = relationship()


class JoinedAddress(Base):
    """An address through whose link somebody has joined: links that were sent to it before work no more.

    A digest only, and only as long as such a link would have worked.
    """

    __tablename__ = "joined_address"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(default=now, index=True)
