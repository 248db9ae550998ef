"""A section, a board and its settings."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base

BOARD_NAME_LIMIT = 80
PURPOSE_LIMIT = 300
RULES_LIMIT = 4_000


class Audience(StrEnum):
    """Who may see a board and what is in it."""

    VERIFIED = "verified"
    PUBLIC = "public"
    MEMBERS = "members"
    INVITED = "invited"


class StartBy(StrEnum):
    """Who may start threads."""

    VERIFIED = "verified"
    MEMBERS = "members"
    MODERATORS = "moderators"


class ReplyBy(StrEnum):
    """Who may reply."""

    VERIFIED = "verified"
    MEMBERS = "members"
    NOBODY = "nobody"


class Section(Base):
    """A heading over boards on the front page."""

    __tablename__ = "section"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(BOARD_NAME_LIMIT), unique=True)
    slug: Mapped[str] = mapped_column(String(BOARD_NAME_LIMIT), unique=True)
    position: Mapped[int] = mapped_column(default=0)


class Board(Base):
    """A place for threads on one subject. The counters count what is published."""

    __tablename__ = "board"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    name: Mapped[str] = mapped_column(String(BOARD_NAME_LIMIT))
    slug: Mapped[str] = mapped_column(String(BOARD_NAME_LIMIT), unique=True)
    purpose: Mapped[str] = mapped_column(String(PURPOSE_LIMIT), default="")
    house_rules: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    audience: Mapped[Audience] = mapped_column(String(10), default=Audience.VERIFIED)
    start_by: Mapped[StartBy] = mapped_column(String(10), default=StartBy.VERIFIED)
    reply_by: Mapped[ReplyBy] = mapped_column(String(10), default=ReplyBy.VERIFIED)
    own_threads_only: Mapped[bool] = mapped_column(default=False)
    archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    thread_count: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)

    section: Mapped[Section] = relationship(lazy="joined", innerjoin=True)

    thread = None  # what the rules ask of every thing
    post = None

    @property
    def board(self) -> "Board":
        """Itself, as the rules ask it."""
        return self
