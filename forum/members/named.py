"""Who is named on a board: its moderators, those who were invited to it, and the organisations that were."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base

NAMING = "name on a board"  # what the log calls it
ENTERING = "enter a closed board"  # and where administrators name themselves


class BoardRole(StrEnum):
    """Why a member is named on a board."""

    MODERATOR = "moderator"
    INVITED = "invited"


class NamedMember(Base):
    """A member named on a board: its moderator, or invited to it."""

    __tablename__ = "named_member"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[BoardRole] = mapped_column(String(20), primary_key=True)


class NamedOrganisation(Base):
    """An organisation invited to a board: whoever is verified there may come in, as long as they are."""

    __tablename__ = "named_organisation"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), primary_key=True, index=True)
