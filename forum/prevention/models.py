"""A word or a pattern that is looked for in what members write, and what happens where it is found."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import Base

WATCHED_LIMIT = 200
EXPLANATION_LIMIT = 400
MOST_WATCHED = 300  # in force at one time


class WatchedKind(StrEnum):
    """How it is looked for."""

    WORD = "word"  # one word, or several in this order
    PATTERN = "pattern"  # a regular expression as RE2 takes it


class Measure(StrEnum):
    """What happens to a text in which it is found."""

    HOLD = "hold"
    EXPLAIN = "explain"


class Watched(Base):
    """What is looked for on one board, or on all. A retired one is kept, and looks for nothing."""

    __tablename__ = "watched_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), index=True)
    kind: Mapped[WatchedKind] = mapped_column(String(10), default=WatchedKind.WORD)
    text: Mapped[str] = mapped_column(String(WATCHED_LIMIT))
    measure: Mapped[Measure] = mapped_column(String(10), default=Measure.HOLD)
    explanation: Mapped[str] = mapped_column(String(EXPLANATION_LIMIT), default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    board: Mapped[Board | None] = relationship(lazy="joined")

    @property
    def is_retired(self) -> bool:
        """Whether it looks for nothing any more."""
        return self.retired_at is not None
