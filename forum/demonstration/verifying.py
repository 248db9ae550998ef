"""How members of the demonstration are verified, or wait to be; part of the deed that adds them."""

from datetime import datetime, timedelta

from forum.core.clock import at
from forum.core.errors import Invalid
from forum.demonstration.content import WrittenMember
from forum.members.models import Grade, Member
from forum.organisations.models import Organisation
from forum.permissions.people import Person
from forum.verification.actions import Shown, ask_with_evidence
from forum.verification.addresses import work_address
from forum.verification.granting import grant, ground_for
from forum.verification.models import Means
from forum.verification.proving import ground_of

ASKED = timedelta(hours=3)  # before the loading


def verify_member(actor: Person, member: Member, written: WrittenMember, loading: datetime) -> None:
    """Verify somebody by the address, or by evidence, when it is written that they were; or let them ask."""
    organisation = _organisation(written)
    if organisation is None:
        return
    if written.verified:
        with at(written.verified.before(loading)):
            ground = ground_of(work_address(written.email))
            if written.grade is Grade.B:
                ground = ground_for(organisation, Grade.B, Means.EVIDENCE)
            grant(member, ground, actor.id)
    if written.evidence:
        with at(loading - ASKED):
            ask_with_evidence(member, member, organisation, Shown(written.evidence, "", None))


def _organisation(written: WrittenMember) -> Organisation | None:
    try:
        return ground_of(work_address(written.email)).organisation
    except Invalid:  # the directory of this forum was changed
        return None
