"""A notice, which kinds of them a member wants by mail, and how far digests have come. No content, only numbers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base


class Kind(StrEnum):
    """What a notice is about."""

    REPLY = "reply"  # in a thread that one follows
    THREAD = "thread"  # on a board that one follows
    MENTION = "mention"
    ANSWER = "answer"  # one's reply was accepted, or one in a thread that one follows
    VERIFICATION = "verification"
    ADMISSION = "admission"  # somebody asks to come in; one's own request was decided; one was invited, or is no longer
    APPOINTMENT = "appointment"
    MODERATION = "moderation"  # a deed of a moderator concerns one, or a report of one's own was decided
    CASE = "case"  # a case waits for those who look after its place; `about_id` is its number
    SEARCH = "search"  # new posts were found for a saved search; `about_id` is the number of the finding
    ENTRY = "entry"  # an administrator entered a closed board that one looks after


class Cadence(StrEnum):
    """How often a kind of notice comes by mail. The inbox has all of them."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


OF_POSTS = (Kind.REPLY, Kind.THREAD, Kind.MENTION, Kind.ANSWER)  # `about_id` is the number of a post
DEFAULTS = dict.fromkeys(Kind, Cadence.AT_ONCE) | dict.fromkeys((Kind.THREAD, Kind.CASE, Kind.SEARCH), Cadence.DAILY)


class Notice(Base):
    """One thing that a member is told, once: its kind, the word that tells it from others, and what it is about."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("member_id", "kind", "word", "about_id"), Index(None, "member_id", "read_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(String(12))
    word: Mapped[str] = mapped_column(String(20), default="")
    about_id: Mapped[int]
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None] = mapped_column(index=True)


class NoticePreference(Base):
    """How often a member wants a kind of notice by mail; without a row it is as DEFAULTS has it."""

    __tablename__ = "notice_preference"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(String(12), primary_key=True)
    cadence: Mapped[Cadence] = mapped_column(String(10))


class Digest(Base):
    """How far a member's daily or weekly letters have come: the last day they were written for, the last notice."""

    __tablename__ = "digest"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    cadence: Mapped[Cadence] = mapped_column(String(10), primary_key=True)
    day: Mapped[date]
    up_to: Mapped[int]
