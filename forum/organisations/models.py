"""A public body, the e-mail domains of its staff, and the addresses that it gave up."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base

ORGANISATION_NAME_LIMIT = 120
SLUG_LIMIT = 80
REGION_LIMIT = 60
WEBSITE_LIMIT = 200
DOMAIN_LIMIT = 253  # characters of a host name (RFC 1035)


class Kind(StrEnum):
    """What sort of public body it is."""

    COUNCIL = "council"
    HEALTH = "health"
    POLICE = "police"
    FIRE = "fire"
    EDUCATION = "education"
    CENTRAL = "central"
    PARLIAMENT = "parliament"
    CHARITY = "charity"  # with a public contract
    OTHER = "other"


class Nation(StrEnum):
    """The nation that it serves; UK for those of all four."""

    UK = "uk"
    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"


class Organisation(Base):
    """A public body. It is never deleted: a retired one verifies nobody any more, a merged one leads to another."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(ORGANISATION_NAME_LIMIT), index=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    kind: Mapped[Kind] = mapped_column(String(20), default=Kind.OTHER)
    nation: Mapped[Nation] = mapped_column(String(20), default=Nation.UK)
    region: Mapped[str] = mapped_column(String(REGION_LIMIT), default="")
    website: Mapped[str] = mapped_column(String(WEBSITE_LIMIT), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)

    parent: Mapped["Organisation | None"] = relationship(foreign_keys=[parent_id], remote_side="Organisation.id")

    @property
    def is_retired(self) -> bool:
        """Whether it exists no longer, on its own or as part of another."""
        return self.retired_at is not None


class OrganisationDomain(Base):
    """An e-mail domain, as mail servers write it. It names one organisation.

    `with_subdomains` says whether addresses below it count too. `staff_only` says whether staff alone have
    addresses there: where students, pupils, the public or suppliers have some too, an address proves nothing.
    """

    __tablename__ = "organisation_domain"

    domain: Mapped[str] = mapped_column(String(DOMAIN_LIMIT), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    with_subdomains: Mapped[bool] = mapped_column(default=False)
    staff_only: Mapped[bool] = mapped_column(default=True)


class FormerOrganisationSlug(Base):
    """An address that an organisation gave up, by another name or by merging: it leads to it for good."""

    __tablename__ = "former_organisation_slug"

    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    given_up_at: Mapped[datetime] = mapped_column(default=now)
