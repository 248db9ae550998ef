"""A thread, its posts, what they said before, and how far each member has read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import Base
from forum.members.models import Member

TITLE_LIMIT = 150
TITLE_STORED = 300  # archives bring longer titles
REASON_LIMIT = 200
POSTS_PER_PAGE = 20


class State(StrEnum):
    """Where a thread or a post stands. Held waits for a moderator; hidden was taken away by one."""

    PUBLISHED = "published"
    HELD = "held"
    HIDDEN = "hidden"
    DELETED = "deleted"


class Thread(Base):
    """A question or a statement, and the posts that follow it.

    `last_number` is the number that was last given to a post; numbers are never used again.
    """

    __tablename__ = "thread"
    __table_args__ = (
        Index(None, "board_id", "last_post_at", "id"),
        Index(None, "last_post_at", "id"),
        Index(None, "reply_count", "created_at", "id"),
        Index(None, "starter_id", "board_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    starter_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    title: Mapped[str] = mapped_column(String(TITLE_STORED))
    slug: Mapped[str] = mapped_column(String(TITLE_LIMIT))
    state: Mapped[State] = mapped_column(String(10), default=State.PUBLISHED)
    locked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_post_at: Mapped[datetime] = mapped_column(default=now)
    last_number: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    accepted_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", use_alter=True, name="fk_thread_accepted_id_post"), index=True
    )
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    accepted_at: Mapped[datetime | None]
    original_id: Mapped[str | None] = mapped_column(String(200), unique=True)

    board: Mapped[Board] = relationship(lazy="joined", innerjoin=True)
    starter: Mapped[Member] = relationship(foreign_keys=[starter_id])
    accepted: Mapped["Post | None"] = relationship(foreign_keys=[accepted_id], post_update=True)

    post = None  # what the rules ask of every thing

    @property
    def thread(self) -> "Thread":
        """Itself, as the rules ask it."""
        return self


class Post(Base):
    """What somebody wrote: Markdown as typed, and the HTML that was made of it when it was written."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        UniqueConstraint("author_id", "form_key"),
        Index(None, "author_id", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    number: Mapped[int | None]  # given when it is published
    state: Mapped[State] = mapped_column(String(10), default=State.PUBLISHED)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    html_version: Mapped[int] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    edit_count: Mapped[int] = mapped_column(default=0)
    form_key: Mapped[str | None] = mapped_column(String(40))  # a form that is sent twice makes one post
    original_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    original_url: Mapped[str | None] = mapped_column(String(500))

    thread: Mapped[Thread] = relationship(foreign_keys=[thread_id], lazy="joined", innerjoin=True)
    author: Mapped[Member] = relationship()

    @property
    def post(self) -> "Post":
        """Itself, as the rules ask it."""
        return self

    @property
    def board(self) -> Board:
        """The board of its thread."""
        return self.thread.board

    @property
    def page(self) -> int:
        """The page of its thread that it stands on."""
        return ((self.number or 1) - 1) // POSTS_PER_PAGE + 1


class Revision(Base):
    """What a post said before an edit."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    editor_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    body: Mapped[str] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(String(TITLE_STORED))  # of the thread, when the edit changed it
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    editor: Mapped[Member] = relationship()


class ReadMarker(Base):
    """The number of the last post of a thread that a member has seen."""

    __tablename__ = "read_marker"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]
