"""Deeds of the operator and of the clock: granting, revoking, reminding, and closing what has lapsed."""

from datetime import datetime, timedelta

from forum.core.clock import now
from forum.core.errors import Invalid
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Grade, Member
from forum.organisations.models import Organisation
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.verification.closing import void_words_of
from forum.verification.events import VerificationEnding, VerificationRevoked
from forum.verification.granting import Ground, end, grant, lapse_now
from forum.verification.models import EndReason, Means, Verification


@action(Can.KEEP_ACCOUNTS)
def grant_by_operator(
    actor: Person, member: Member, organisation: Organisation, grade: Grade, until: datetime
) -> Verification:
    """Verify somebody whom the operator vouches for. Raises Invalid for a placeholder or an end in the past."""
    if member.is_placeholder or member.is_closed:
        raise Invalid(lazy("Nobody can sign in as this member, so there is nothing to grant."))
    if until <= now():
        raise Invalid(lazy("The end of a verification lies in the future."))
    if organisation.is_retired:
        raise Invalid(lazy("This organisation exists no longer. Choose the one that you belong to now."))
    return grant(member, Ground(organisation, grade, Means.OPERATOR, until), actor.id)


@action(Can.KEEP_ACCOUNTS)
def revoke_by_operator(actor: Person, verification: Verification, reason: str) -> None:
    """End somebody's verification from the command line; like `deciding.revoke`."""
    end(verification, EndReason.REVOKED, reason, actor.id)
    emit(VerificationRevoked(verification.member_id, verification.id))
    void_words_of(verification.person, actor.id)


@action(Can.KEEP_ACCOUNTS)
def lapse(_clock: Person, verification: Verification) -> None:
    """Close a verification whose time is over; if it was renewed meanwhile, nothing happens."""
    if verification.ended_at is None and not verification.is_in_force:
        lapse_now(verification)


@action(Can.KEEP_ACCOUNTS)
def remind(_clock: Person, verification: Verification, days: int) -> None:
    """Tell somebody once that their verification ends in so many days; if it was renewed meanwhile, do nothing."""
    said = verification.reminded is not None and verification.reminded <= days
    if said or not verification.is_in_force or verification.until - now() > timedelta(days=days):
        return
    verification.reminded = days
    emit(VerificationEnding(verification.member_id, verification.id, days))
