"""Sanctions: what moderators did to members, why and until when.

What is in force stands in the member's own row (`warning_id`, `silenced_until`, `suspended_until`), which is asked at
every request; these rows are the record behind it. One that was undone has no row any more, unless an appeal waited
against it; the log holds both.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base
from forum.core.log import REASON_LIMIT
from forum.members.models import Member

APPEAL_LIMIT = 2_000
NOTE_LIMIT = 2_000


class SanctionKind(StrEnum):
    """What is done to a member, from the mildest on."""

    WARNING = "warning"
    SILENCE = "silence"
    SUSPENSION = "suspension"


class Sanction(Base):
    """One sanction; a warning has no end. `entry_id` is its entry in the log."""

    __tablename__ = "sanction"
    __table_args__ = (Index(None, "member_id", "given_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[SanctionKind] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")
    given_at: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # when somebody ended it early
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    entry_id: Mapped[int | None] = mapped_column(unique=True)
    acknowledged_at: Mapped[datetime | None]  # of a warning: when the member said that they have read it

    person: Mapped[Member] = relationship(foreign_keys=[member_id])
    given_by: Mapped[Member | None] = relationship(foreign_keys=[given_by_id])
    appeal: Mapped["Appeal | None"] = relationship(viewonly=True)

    @property
    def ended_by_appeal(self) -> bool:
        """Whether somebody else than who gave it ended it because the member appealed."""
        appeal = self.appeal if self.ended_at is not None else None
        return appeal is not None and appeal.is_upheld is False and appeal.decided_by_id != self.given_by_id

    @property
    def is_running(self) -> bool:
        """Whether it takes rights away at this moment."""
        return self.until is not None and self.ended_at is None and self.until > now()

    @property
    def waits_to_be_read(self) -> bool:
        """Whether it is a warning that the member has not said they have read."""
        return self.kind == SanctionKind.WARNING and self.acknowledged_at is None


class RemainingSanction(Base):
    """A silence or suspension of which time remained when an address was given up; who comes with that has it again.

    It was given up by closing the account, by changing to another address, or by merging the account with another.

    Of whom, only a digest of the e-mail address says, which needs the site's secret to be made. `entry_id` is the entry
    of the log that holds the reason.
    """

    __tablename__ = "remaining_sanction"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[SanctionKind] = mapped_column(String(12))
    until: Mapped[datetime] = mapped_column(index=True)
    entry_id: Mapped[int | None] = mapped_column(index=True)


class Appeal(Base):
    """What a member says against a sanction, once; `is_upheld` says whether the sanction stayed, when it is decided."""

    __tablename__ = "appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanction.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    is_upheld: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")

    sanction: Mapped[Sanction] = relationship()

    @property
    def person(self) -> Member:
        """Who appeals, as the rules ask whom something is about."""
        return self.sanction.person

    @property
    def given_by_id(self) -> int | None:
        """Who gave the sanction, and so does not decide."""
        return self.sanction.given_by_id

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it."""
        return self.decided_at is None


class MemberNote(Base):
    """What a moderator noted about a member, for other moderators."""

    __tablename__ = "member_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    written_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[Member | None] = relationship(foreign_keys=[author_id])
