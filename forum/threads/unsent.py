"""What somebody had typed for a new thread and did not send, as a thread had the answer: kept while they stay.

It belongs to the session of one browser and ends with it, so nobody else who signs in there finds it; after a day it is
gone in any case.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import Base, session, transaction, wholly
from forum.threads.models import TITLE_STORED

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Typed:
    """The fields of the form for a new thread, as they were typed."""

    title: str
    body: str
    follow: bool


class UnsentThread(Base):
    """What was typed in one session, the last of it only."""

    __tablename__ = "unsent_thread"

    session_id: Mapped[int] = mapped_column(ForeignKey("browser_session.id", ondelete="CASCADE"), primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_STORED))
    body: Mapped[str] = mapped_column(Text)
    follow: Mapped[bool]
    kept_at: Mapped[datetime] = mapped_column(default=now, index=True)


def unsent_thread(session_id: int, board: Board) -> UnsentThread | None:
    """What was typed in this session for a thread on this board and kept."""
    here = (UnsentThread.session_id == session_id, UnsentThread.board_id == board.id)
    return session.scalar(select(UnsentThread).where(*here, UnsentThread.kept_at > now() - KEPT_FOR))


@wholly
def forget_old_unsent() -> int:
    """Remove what was kept for long enough; the clock's work. Answers how many."""
    with transaction():
        ended = delete(UnsentThread).where(UnsentThread.kept_at <= now() - KEPT_FOR)
        return session.execute(ended).rowcount  # type: ignore[attr-defined]
