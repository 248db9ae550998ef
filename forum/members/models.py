"""A member: who they are, what they say about themselves, and what they may at this moment."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, String, Text, cast, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base
from forum.members.named import BoardRole, NamedMember, NamedOrganisation
from forum.organisations.models import Organisation
from forum.permissions.people import Person, uses_account

NAME_LIMIT = 80
LINE_LIMIT = 120
EXPERTISE_LIMIT = 240
ABOUT_LIMIT = 2_000
HANDLE_LIMIT = 40


class Role(StrEnum):
    """What a member was appointed to, for the whole forum."""

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Shown(StrEnum):
    """To whom a field of a profile is shown."""

    MEMBERS = "members"
    VERIFIED = "verified"
    NOBODY = "nobody"


class Grade(StrEnum):
    """How a verification came about: A by a work address, B by two colleagues or by evidence."""

    A = "A"
    B = "B"


class FormerHandle(Base):
    """A handle that a member gave up: it leads to them for good, and nobody else can take it."""

    __tablename__ = "former_handle"

    handle: Mapped[str] = mapped_column(String(HANDLE_LIMIT), primary_key=True)
    skeleton: Mapped[str] = mapped_column(String(80), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    given_up_at: Mapped[datetime] = mapped_column(default=now)


PROFILE_FIELDS = ("organisation", "job_title", "place", "expertise", "about")


class Member(Base):
    """A person with an account, or the placeholder for an author of an archive.

    *Verified*, silenced and suspended are questions about this moment, asked of their end dates.
    """

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # lower case; placeholders have none
    password_hash: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    handle: Mapped[str] = mapped_column(String(HANDLE_LIMIT), unique=True)
    handle_skeleton: Mapped[str] = mapped_column(String(80), unique=True)  # what look-alikes have in common
    role: Mapped[Role] = mapped_column(String(20), default=Role.MEMBER)
    joined_at: Mapped[datetime] = mapped_column(default=now, index=True)
    confirmed_at: Mapped[datetime | None]
    verified_since: Mapped[datetime | None]
    verified_until: Mapped[datetime | None]
    verified_grade: Mapped[Grade | None] = mapped_column(String(1))
    verified_at_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    warning_id: Mapped[int | None]  # the oldest warning that they have not said they have read
    silenced_until: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    archive_key: Mapped[str | None] = mapped_column(String(300), unique=True)  # placeholders: archive and author

    organisation: Mapped[str] = mapped_column(String(LINE_LIMIT), default="")
    job_title: Mapped[str] = mapped_column(String(LINE_LIMIT), default="")
    place: Mapped[str] = mapped_column(String(LINE_LIMIT), default="")
    expertise: Mapped[str] = mapped_column(String(EXPERTISE_LIMIT), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    organisation_shown: Mapped[Shown] = mapped_column(String(10), default=Shown.MEMBERS)
    job_title_shown: Mapped[Shown] = mapped_column(String(10), default=Shown.MEMBERS)
    place_shown: Mapped[Shown] = mapped_column(String(10), default=Shown.MEMBERS)
    expertise_shown: Mapped[Shown] = mapped_column(String(10), default=Shown.MEMBERS)
    about_shown: Mapped[Shown] = mapped_column(String(10), default=Shown.MEMBERS)

    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/London")
    in_finder: Mapped[bool] = mapped_column(default=True)
    all_read_at: Mapped[datetime] = mapped_column(default=now)  # threads not answered since then count as read

    verified_at: Mapped[Organisation | None] = relationship(foreign_keys=[verified_at_id])

    moderated_board_ids: ClassVar[Any]  # numbers with commas; see the end of this file
    invited_board_ids: ClassVar[Any]
    organisation_board_ids: ClassVar[Any]

    # What Flask-Login asks of a person who is signed in.
    is_guest = False
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the account can be used at all."""
        return not self.is_closed

    @property
    def is_placeholder(self) -> bool:
        """Whether this stands for an author of an archive and nobody can sign in as them."""
        return self.archive_key is not None and self.email is None

    @property
    def is_confirmed(self) -> bool:
        """Whether the person has shown that the e-mail address is theirs."""
        return self.confirmed_at is not None and not self.is_closed

    @property
    def is_verified(self) -> bool:
        """Whether the person is a verified public servant at this moment."""
        return is_verified_until(self.verified_until)

    @property
    def person(self) -> "Member":
        """Themselves, as the rules ask whom something is about."""
        return self

    @property
    def is_warned(self) -> bool:
        """Whether a moderator has warned the person, and they have not said yet that they have read it."""
        return self.warning_id is not None

    @property
    def is_silenced(self) -> bool:
        """Whether the person may read but not write, at this moment."""
        return self.silenced_until is not None and self.silenced_until > now()

    @property
    def is_suspended(self) -> bool:
        """Whether the account is suspended at this moment."""
        return self.suspended_until is not None and self.suspended_until > now()

    @property
    def is_closed(self) -> bool:
        """Whether the account was closed."""
        return self.closed_at is not None

    @property
    def is_administrator(self) -> bool:
        """Whether the person was appointed administrator."""
        return self.role == Role.ADMINISTRATOR

    @property
    def is_moderator(self) -> bool:
        """Whether the person moderates the whole forum; administrators do."""
        return self.role in (Role.MODERATOR, Role.ADMINISTRATOR)

    @property
    def moderates(self) -> frozenset[int]:
        """The boards that the person was appointed to moderate."""
        return _ids(self.moderated_board_ids)

    @property
    def invited_to(self) -> frozenset[int]:
        """The boards that the person was invited to, by name or with the organisation where they are verified."""
        by_name = _ids(self.invited_board_ids)
        return by_name | _ids(self.organisation_board_ids) if self.is_verified else by_name


def is_verified_until(until: datetime | None) -> bool:
    """Whether a verification that ends at `until` is in force at this moment."""
    return until is not None and until > now()


def is_shown(viewer: Person, owner_id: int, shown: str) -> bool:
    """Whether a field of the profile of `owner_id`, shown to `shown`, is shown to this viewer."""
    if viewer.id == owner_id:
        return True
    if not uses_account(viewer):
        return False
    return shown == Shown.MEMBERS or (shown == Shown.VERIFIED and viewer.is_verified)


def _ids(joined: str | None) -> frozenset[int]:
    return frozenset(int(one) for one in joined.split(",")) if joined else frozenset()


def _boards_of_organisation() -> Any:
    named = func.aggregate_strings(cast(NamedOrganisation.board_id, String), ",")
    return select(named).where(NamedOrganisation.organisation_id == Member.verified_at_id).scalar_subquery()


def _board_ids(role: BoardRole) -> Any:
    named = func.aggregate_strings(cast(NamedMember.board_id, String), ",")
    return select(named).where(NamedMember.member_id == Member.id, NamedMember.role == role).scalar_subquery()


# In the statement that loads a viewer (`undefer_group("named")`), and only there.
Member.moderated_board_ids = column_property(_board_ids(BoardRole.MODERATOR), deferred=True, group="named")
Member.invited_board_ids = column_property(_board_ids(BoardRole.INVITED), deferred=True, group="named")
Member.organisation_board_ids = column_property(_boards_of_organisation(), deferred=True, group="named")
