"""Who follows which thread and which board, and who wants to hear nothing of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, upsert


class Level(StrEnum):
    """How a member stands to a thread or a board.

    Who posts in a thread follows it from then on, unless they muted it or stopped following it before.
    """

    FOLLOWING = "following"
    MUTED = "muted"  # nothing about it, mentions included
    UNFOLLOWED = "unfollowed"


class ThreadFollow(Base):
    """A thread that a member follows, has muted, or no longer follows."""

    __tablename__ = "thread_follow"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, index=True)
    level: Mapped[Level] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(default=now)


class BoardFollow(Base):
    """A board of which a member wants to hear each new thread, or nothing."""

    __tablename__ = "board_follow"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), primary_key=True, index=True)
    level: Mapped[Level] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(default=now)


def is_muted(thread: str | None, board: str | None) -> bool:
    """Whether who stands so to a thread and to its board hears nothing of it: the thread's own word goes first."""
    return thread == Level.MUTED or (board == Level.MUTED and thread != Level.FOLLOWING)


def set_thread_level(member_id: int, thread_id: int, level: Level) -> None:
    """Write down how a member stands to a thread, for deeds."""
    _set(ThreadFollow, {"member_id": member_id, "thread_id": thread_id}, level)


def set_board_level(member_id: int, board_id: int, level: Level) -> None:
    """Write down how a member stands to a board, for deeds."""
    _set(BoardFollow, {"member_id": member_id, "board_id": board_id}, level)


def follow_by_posting(member_id: int, thread_id: int, level: Level) -> None:
    """Follow a thread in which one posts; or do not, and what was muted stays so."""
    stays = ThreadFollow.level != Level.MUTED if level == Level.UNFOLLOWED else None
    _set(ThreadFollow, {"member_id": member_id, "thread_id": thread_id}, level, stays)


def _set(
    model: type[ThreadFollow] | type[BoardFollow], key: dict[str, int], level: Level, only_if: object = None
) -> None:
    changed = {"level": level, "since": now()}
    other = model.level != level
    upsert(model, {**key, **changed}, changed, only_if=other if only_if is None else other & only_if)
