"""Which organisation a work address proves, and why it may prove none."""

from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.members.models import Grade
from forum.organisations.domains import proven_by
from forum.organisations.models import Organisation
from forum.verification.addresses import WorkAddress, work_address
from forum.verification.codes import mailbox_digest
from forum.verification.granting import Ground, ground_for, verifies_another, was_revoked
from forum.verification.models import Means

UNKNOWN = lazy(
    "The part behind the @ is not a domain of an organisation in our directory. "
    "Check it, or be verified by colleagues or evidence."
)
NOT_STAFF_ALONE = lazy(
    "Not only staff have addresses there, so an address proves nothing. Be verified by colleagues or evidence instead."
)


def organisation_of(address: WorkAddress) -> Organisation:
    """The organisation whose staff alone have such addresses. Raises Invalid when there is none."""
    proven = proven_by(address.domain)
    if proven is None:
        raise Invalid(UNKNOWN, "email")
    if not proven.gives_grade_a:
        raise Invalid(NOT_STAFF_ALONE, "email")
    return proven.organisation


def ground_of(address: WorkAddress) -> Ground:
    """The grade A that a confirmed address gives. Raises Invalid when it gives none (any more)."""
    organisation = organisation_of(address)
    return ground_for(organisation, Grade.A, Means.ADDRESS, mailbox=mailbox_digest(address.mailbox))


def ground_of_join(email: str) -> Ground | None:
    """What the address of somebody who joins proves; nothing, where it is no work address, or verifies somebody, or did
    until a moderator took that back."""
    try:
        address = work_address(email)
        ground = ground_of(address)
    except Invalid:
        return None
    mailbox = ground.mailbox or ""
    proves = address.mailbox == email and not verifies_another(mailbox, None) and not was_revoked(mailbox, None)
    return ground if proves else None
