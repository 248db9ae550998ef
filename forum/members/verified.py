"""The verification that is in force for a member: the one place that writes it, for deeds of verification."""

from datetime import datetime

from forum.members.models import Grade, Member
from forum.organisations.models import Organisation


def set_verified(member: Member, organisation: Organisation, grade: Grade, since: datetime, until: datetime) -> None:
    """Make somebody a verified public servant of an organisation until a moment, in place of what they were."""
    member.verified_at_id, member.verified_grade = organisation.id, grade
    member.verified_since, member.verified_until = since, until


def set_unverified(member: Member) -> None:
    """End the verification that is in force."""
    member.verified_at_id = member.verified_grade = member.verified_since = member.verified_until = None
