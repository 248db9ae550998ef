"""A section, a board and its settings."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base
from forum.core.log import REASON_LIMIT

BOARD_NAME_LIMIT = 80
PURPOSE_LIMIT = 300
RULES_LIMIT = 4_000
FIRST_POSTS = 3  # of a member, that wait for a moderator where first posts do
MOST_FIRST_POSTS = 100
ASKING_LIMIT = 1_000  # characters of the words with which somebody asks to come in


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


class Approval(StrEnum):
    """Which posts wait for a moderator before they are published; those of moderators never do."""

    NONE = "none"
    FIRST = "first"
    ALL = "all"


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
    open_title: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    archived: Mapped[bool] = mapped_column(default=False)
    approval: Mapped[Approval] = mapped_column(String(10), default=Approval.NONE, server_default=text("'none'"))
    first_posts: Mapped[int] = mapped_column(default=FIRST_POSTS, server_default=text(f"{FIRST_POSTS}"))
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

    @property
    def takes_requests(self) -> bool:
        """Whether members see the board from outside, and so can ask to come in."""
        return self.open_title and self.audience in (Audience.VERIFIED, Audience.INVITED)


class FormerBoardSlug(Base):
    """An address that a board gave up: it leads there for good those who may see the board, and no board takes it."""

    __tablename__ = "former_board_slug"

    slug: Mapped[str] = mapped_column(String(BOARD_NAME_LIMIT), primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), index=True)
    given_up_at: Mapped[datetime] = mapped_column(default=now)


class Asked(StrEnum):
    """What became of a request to come in."""

    WAITING = "waiting"
    LET_IN = "let in"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AdmissionRequest(Base):
    """Somebody outside asks to come into a board whose title is open. The words are kept as long as it waits."""

    __tablename__ = "admission_request"
    __table_args__ = (
        Index(
            "uq_admission_request_waiting",
            *("board_id", "member_id"),
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[Asked] = mapped_column(String(10), default=Asked.WAITING)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")

    board: Mapped[Board] = relationship(lazy="joined", innerjoin=True)

    thread = None  # what the rules ask of every thing
    post = None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == Asked.WAITING
