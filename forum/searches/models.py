"""A search that a member keeps, each time that new posts were found for it, and which posts these were."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base
from forum.members.models import Member

NAME_LIMIT = 120
QUERY_LIMIT = 300  # as the query language has it
MOST_SEARCHES = 20  # of one member


class Often(StrEnum):
    """How often a member is told of new posts."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class SavedSearch(Base):
    """A query as it was typed, under a name; what it means is asked anew each time, as its member is then.

    Posts written before `begun_at` are not new. `looked_at` is when the index was last asked, `due_at` when it is next.
    """

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("member_id", "query"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    query: Mapped[str] = mapped_column(String(QUERY_LIMIT))
    often: Mapped[Often] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(default=now)
    begun_at: Mapped[datetime] = mapped_column(default=now)
    looked_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime | None] = mapped_column(index=True)

    member: Mapped[Member] = relationship()


class Finding(Base):
    """One time that new posts were found: what a member is told once."""

    __tablename__ = "search_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class FoundPost(Base):
    """A post that was found for a search; once, however often it is found."""

    __tablename__ = "found_post"

    search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("search_finding.id", ondelete="CASCADE"), index=True)
