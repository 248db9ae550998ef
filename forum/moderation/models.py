"""A case: something that waits for those who look after the forum; the reports behind it; reasons and settings."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, and_, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import Base
from forum.members.models import Member
from forum.threads.models import Post, State, Thread

LABEL_LIMIT = 80
HINT_LIMIT = 200
HELP_LIMIT = 2_000
WORDS_LIMIT = 1_000  # characters of what somebody reports in their own words
URGENT, ORDINARY = 0, 1  # a case's rank: what is urgent comes first


class CaseKind(StrEnum):
    """What waits."""

    REPORT = "report"
    HELD = "held"
    VERIFICATION = "verification"
    ADMISSION = "admission"
    APPEAL = "appeal"


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"


class Case(Base):
    """Something that waits for those who look after the forum, about one thing: a post, a member, a request.

    `member_id` is whom it is about, and who never decides it; `entry_id` the deed in the log that closed it, `hold_id`
    the one by which the forum itself hid the post until somebody looks. A case without a board is for moderators of the
    whole forum. `board_id` follows the thread when it moves (`cases.follow_threads`). `closed_at` of an open one says
    when the post was deleted about which it waits all the same.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index(
            "uq_moderation_case_open",
            *("kind", "thing", "thing_id"),
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(None, "state", "rank", "id"),
        Index(None, "board_id", "state", "rank", "id"),
        Index(None, "thing", "thing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(String(12))
    thing: Mapped[str] = mapped_column(String(40))  # the table of what it is about, and the number there
    thing_id: Mapped[int]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"))
    rank: Mapped[int] = mapped_column(default=ORDINARY)
    weight: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[CaseState] = mapped_column(String(10), default=CaseState.OPEN)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    entry_id: Mapped[int | None] = mapped_column(index=True)
    hold_id: Mapped[int | None]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    claimed_until: Mapped[datetime | None]

    place: Mapped[Board | None] = relationship(foreign_keys=[board_id])
    about: Mapped[Member | None] = relationship(foreign_keys=[member_id])
    claimer: Mapped[Member | None] = relationship(foreign_keys=[claimed_by_id])
    closer: Mapped[Member | None] = relationship(foreign_keys=[closed_by_id])
    post: Mapped[Post | None] = relationship(
        primaryjoin=lambda: and_(Case.thing == "post", foreign(Case.thing_id) == Post.id), viewonly=True
    )

    @property
    def thread(self) -> Thread | None:
        """The thread of the post that it is about, as the rules and locks ask it."""
        return self.post.thread if self.post else None

    @property
    def board(self) -> Board | None:
        """The board on which it is decided, as the rules ask it."""
        return self.post.board if self.post else self.place

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it."""
        return self.state == CaseState.OPEN

    @property
    def is_of_gone_post(self) -> bool:
        """Whether the post that it is about was deleted, or its thread."""
        return self.post is not None and State.DELETED in (self.post.state, self.post.thread.state)

    @property
    def name(self) -> str:
        """How people call it: the title of its thread, or the name of whom it is about."""
        if self.thread is not None and self.thread.state != State.DELETED:
            return self.thread.title
        return self.about.name if self.about else ""

    @property
    def is_urgent(self) -> bool:
        """Whether it goes to the top."""
        return self.rank == URGENT

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is at it at this moment."""
        return self.claimed_until is not None and self.claimed_until > now()


class Report(Base):
    """What one person says about a post or a member; guests have no number. `weight` is what it counted when made."""

    __tablename__ = "report"
    __table_args__ = (Index(None, "case_id", "reporter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id", ondelete="CASCADE"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)

    case: Mapped[Case] = relationship()
    reporter: Mapped[Member | None] = relationship()


class ReportReason(Base):
    """A reason that administrators have added, or have put into other words than those that the forum comes with."""

    __tablename__ = "report_reason"

    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    label: Mapped[str] = mapped_column(String(LABEL_LIMIT))
    hint: Mapped[str] = mapped_column(String(HINT_LIMIT), default="")
    help: Mapped[str] = mapped_column(Text, default="")
    is_urgent: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    is_retired: Mapped[bool] = mapped_column(default=False)


class ModerationSetting(Base):
    """A number that administrators have set; without a row it is as the code has it."""

    __tablename__ = "moderation_setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
