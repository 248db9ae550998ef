"""Authors of archives whom somebody has claimed: what comes in later under their names is that member's."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base


class ClaimedAuthor(Base):
    """The author of an archive, as its placeholder was marked, and the member who it was."""

    __tablename__ = "claimed_author"

    archive_key: Mapped[str] = mapped_column(String(300), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    claimed_at: Mapped[datetime] = mapped_column(default=now)
