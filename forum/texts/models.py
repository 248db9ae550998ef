"""The versions of the site's texts that administrators wrote."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base

SLUG_LIMIT = 20
REASON_LIMIT = 200


class SiteText(Base):
    """One version of a text; the one with the highest number is what the page says. Versions are never changed.

    Without a body it is the text that came with the forum, which is also what stands there before version 1.
    """

    __tablename__ = "site_text"
    __table_args__ = (UniqueConstraint("slug", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT))
    version: Mapped[int]
    body: Mapped[str | None] = mapped_column(Text)  # Markdown with placeholders
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")
    written_at: Mapped[datetime] = mapped_column(default=now)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
