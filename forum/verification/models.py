"""How each verification came about and ended, what is asked for, and who said what about it.

What is in force stands in the member's row (`members/verified.py`); these rows are the history behind it. No work
address is kept: of a mailbox that verified somebody a digest alone, and the address that a link goes to only as long as
the link works.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base
from forum.members.models import Grade, Member
from forum.organisations.models import Organisation

WORDS_LIMIT = 500  # of a reason
EVIDENCE_LIMIT = 4_000
LINK_LIMIT = 500


class Means(StrEnum):
    """By what somebody was verified."""

    ADDRESS = "address"
    COLLEAGUES = "colleagues"
    EVIDENCE = "evidence"
    OPERATOR = "operator"


class EndReason(StrEnum):
    """Why a verification ended."""

    LAPSED = "lapsed"
    REVOKED = "revoked"
    SPONSOR = "sponsor"  # the verification of a colleague who vouched was revoked
    MOVED = "moved"  # verified elsewhere
    OWN = "own"
    RETIRED = "retired"  # the organisation exists no longer


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"  # its link ran out, another was asked for, or its organisation exists no longer


class VerificationRequest(Base):
    """What a member asks: to be verified at an organisation by one of three means.

    `address`, `code_…` and `session_digest` belong to a link; the code itself is nowhere (`verification/codes.py`).
    """

    __tablename__ = "verification_request"
    __table_args__ = (
        Index(
            "ix_verification_request_open",
            "member_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(None, "state", "kind", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[Means] = mapped_column(String(20))
    state: Mapped[RequestState] = mapped_column(String(20), default=RequestState.OPEN)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]  # of a link: when it ends; of others: when they are decided at the latest
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(WORDS_LIMIT), default="")
    address: Mapped[str | None] = mapped_column(String(254))
    code_salt: Mapped[str | None] = mapped_column(String(64))
    code_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    session_digest: Mapped[str | None] = mapped_column(String(64))

    person: Mapped[Member] = relationship(foreign_keys=[member_id])
    organisation: Mapped[Organisation] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether it waits."""
        return self.state == RequestState.OPEN


class Verification(Base):
    """One verification of a member at an organisation; the one without an end is in force until its time is over."""

    __tablename__ = "verification"
    __table_args__ = (
        Index(
            "ix_verification_open_member_id",
            "member_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_verification_open_mailbox",
            "mailbox",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "ended_at", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    grade: Mapped[Grade] = mapped_column(String(1))
    means: Mapped[Means] = mapped_column(String(20))
    mailbox: Mapped[str | None] = mapped_column(String(64), index=True)  # keyed digest
    request_id: Mapped[int | None] = mapped_column(ForeignKey("verification_request.id", ondelete="SET NULL"))
    since: Mapped[datetime] = mapped_column(default=now)
    renewed_at: Mapped[datetime | None]
    until: Mapped[datetime]
    reminded: Mapped[int | None]  # days before the end that the last reminder was for
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[EndReason | None] = mapped_column(String(20))
    end_words: Mapped[str] = mapped_column(String(WORDS_LIMIT), default="")

    person: Mapped[Member] = relationship(foreign_keys=[member_id])
    organisation: Mapped[Organisation] = relationship()

    @property
    def is_in_force(self) -> bool:
        """Whether it verifies the member at this moment."""
        return self.ended_at is None and self.until > now()

    @property
    def over_at(self) -> datetime:
        """When it ceased, or will cease, to verify the member; what lapsed is written down later than that."""
        return self.until if self.ended_at is None else min(self.ended_at, self.until)


class Sponsoring(Base):
    """A colleague who may vouch for somebody: named by who asks, or by their own word; `said_at` is when they did.

    The word of a colleague whose own verification was revoked is void.
    """

    __tablename__ = "sponsoring"

    request_id: Mapped[int] = mapped_column(ForeignKey("verification_request.id", ondelete="CASCADE"), primary_key=True)
    sponsor_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    named: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime | None]
    void_at: Mapped[datetime | None]

    sponsor: Mapped[Member] = relationship()


class Agreement(Base):
    """A moderator who has seen the evidence and agrees."""

    __tablename__ = "agreement"

    request_id: Mapped[int] = mapped_column(ForeignKey("verification_request.id", ondelete="CASCADE"), primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    said_at: Mapped[datetime] = mapped_column(default=now)


class Evidence(Base):
    """What somebody shows of where they work. It is gone when the request is decided."""

    __tablename__ = "evidence"

    request_id: Mapped[int] = mapped_column(ForeignKey("verification_request.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(LINK_LIMIT), default="")
    picture: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    has_picture: Mapped[bool] = mapped_column(default=False)
