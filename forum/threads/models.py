"""A thread, its posts, what they said before, and how far each member has read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import Base
from forum.core.log import REASON_LIMIT as LOG_REASON_LIMIT
from forum.members.models import Member
from forum.threads.by_mail import came_by_mail

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


class Held(StrEnum):
    """Why a post waits for a moderator."""

    FIRST_POSTS = "first posts"
    EVERYTHING = "everything"
    WORDS = "watched words"
    SAME_TEXT = "same text"


class Pin(StrEnum):
    """Where a pinned thread stands before all others."""

    BOARD = "board"
    EVERYWHERE = "everywhere"  # on its board, on the front page, in the list of the latest threads


class Thread(Base):
    """A question or a statement, and the posts that follow it.

    `last_number` is the number that was last given to a post; numbers are never used again. `last_shown_number` is that
    of the last post that is published: what there is to read.
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
    lock_reason: Mapped[str] = mapped_column(String(LOG_REASON_LIMIT), default="", server_default=text("''"))
    closes_at: Mapped[datetime | None]  # from then on it takes no replies
    pin: Mapped[Pin | None] = mapped_column(String(10), index=True)
    pinned_until: Mapped[datetime | None]  # a pin without an end stays
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_post_at: Mapped[datetime] = mapped_column(default=now)
    last_number: Mapped[int] = mapped_column(default=0)
    last_shown_number: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    reply_count: Mapped[int] = mapped_column(default=0)
    accepted_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", use_alter=True, name="fk_thread_accepted_id_post"), index=True
    )
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    accepted_at: Mapped[datetime | None]
    original_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    merged_into_id: Mapped[int | None] = mapped_column(index=True)  # the thread that has its posts now

    board: Mapped[Board] = relationship(lazy="joined", innerjoin=True)
    starter: Mapped[Member] = relationship(foreign_keys=[starter_id])
    accepted: Mapped["Post | None"] = relationship(foreign_keys=[accepted_id], post_update=True)

    post = None  # what the rules ask of every thing

    @property
    def thread(self) -> "Thread":
        """Itself, as the rules ask it."""
        return self

    @property
    def is_closed(self) -> bool:
        """Whether the day has come from which it takes no replies."""
        return self.closes_at is not None and self.closes_at <= now()

    @property
    def is_pinned(self) -> bool:
        """Whether it stands before others, at this moment."""
        return self.pin is not None and (self.pinned_until is None or self.pinned_until > now())


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
    edit_count: Mapped[int] = mapped_column(default=0)  # never sinks: forms say it to show what was seen
    form_key: Mapped[str | None] = mapped_column(String(40))  # a form that is sent twice makes one post
    original_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    original_url: Mapped[str | None] = mapped_column(String(500))
    held_for: Mapped[Held | None] = mapped_column(String(20))  # why it waits, or waited; told to moderators alone

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
    def starts_thread(self) -> bool:
        """Whether it is the first post of its thread: number one, or the one for which a held thread waits."""
        return self.number == 1 or (self.number is None and self.thread.last_number == 0)

    @property
    def by_mail(self) -> bool:
        """Whether it was a message of a mailing list."""
        return came_by_mail(self.original_id)

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
    title: Mapped[str | None] = mapped_column(String(TITLE_STORED))  # of a thread, when the edit changed it
    thread_id: Mapped[int | None] = mapped_column(index=True)  # which had that title: the post may be in another by now
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    editor: Mapped[Member] = relationship()


class ReadMarker(Base):
    """The number of the last post of a thread that a member has seen."""

    __tablename__ = "read_marker"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]


class MovedPosts(Base):
    """Posts that were moved from one thread into another: a line in both says so."""

    __tablename__ = "moved_posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    many: Mapped[int]
    from_number: Mapped[int]  # the number that the first of them had
    to_number: Mapped[int]  # and the one that it was given
    at: Mapped[datetime] = mapped_column(default=now)


class ReaderBefore(Base):
    """How far a member had read a thread, and whether they had a word on following it, before another was merged in.

    Also how far an author had, before what they wrote there was approved. `entry_id` is the deed's number in the log.
    """

    __tablename__ = "reader_before"

    entry_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    number: Mapped[int | None]
    has_level: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=now)
