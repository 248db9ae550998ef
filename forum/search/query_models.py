"""What the forum counts of searches: no person, no moment, and of what is asked seldom no word."""

from datetime import date, timedelta

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base

DAYS_KEPT = 90  # the present one included
DAYS_BEFORE_WORDS = 3  # days out of those kept on which something was asked, before it is written down in words
WORDS_LIMIT = 100  # characters; what is longer was pasted, and hardly anybody else pastes the same
IN_ORDER_OF_THE_KEY = {"sqlite_with_rowid": False}  # otherwise rows lie in the order in which people asked


class QueryCount(Base):
    """How often something was looked for on one day (UTC), and how often it was not found. What, the digest hides."""

    __tablename__ = "query_count"
    __table_args__ = IN_ORDER_OF_THE_KEY

    day: Mapped[date] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, index=True)
    asked: Mapped[int]
    in_vain: Mapped[int]


class QueryWords(Base):
    """What a digest is of, once it has been asked on DAYS_BEFORE_WORDS days."""

    __tablename__ = "query_words"
    __table_args__ = IN_ORDER_OF_THE_KEY

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT))


def first_day(days: int = DAYS_KEPT) -> date:
    """The first of so many days, of which today is the last."""
    return now().date() - timedelta(days=days - 1)
