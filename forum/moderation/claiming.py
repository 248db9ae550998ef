"""Saying that one is at a case, so that nobody does the same; it ends by itself after half an hour."""

from datetime import timedelta

from forum.core.clock import now
from forum.core.errors import Conflict
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.cases import DECIDED
from forum.moderation.models import Case
from forum.permissions.guard import action
from forum.permissions.table import Can

CLAIM_LASTS = timedelta(minutes=30)


@action(Can.DECIDE_CASE)
def claim(moderator: Member, case: Case) -> None:
    """Be at a case for half an hour from now. Raises Conflict when somebody else is, or it was decided."""
    if not case.is_open:
        raise Conflict(DECIDED)
    if case.is_claimed and case.claimed_by_id != moderator.id:
        raise Conflict(lazy("%(name)s is at this case already.", name=case.claimer.name if case.claimer else ""))
    case.claimed_by_id, case.claimed_until = moderator.id, now() + CLAIM_LASTS


@action(Can.DECIDE_CASE)
def release(moderator: Member, case: Case) -> None:
    """Be at a case no longer; nothing happens to a claim of somebody else."""
    if case.claimed_by_id == moderator.id:
        case.claimed_by_id = case.claimed_until = None
