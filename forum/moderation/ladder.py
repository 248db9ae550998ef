"""The ladder of sanctions: how many days the next one has, from what a member's record holds."""

from datetime import timedelta

from sqlalchemy import exists, func, select

from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Member
from forum.moderation.sanction_models import Appeal, Sanction, SanctionKind

RUNGS = (1, 3, 7, 30)  # days
REMEMBERED = timedelta(days=365)
MOST_DAYS = 3_650


def on_record(member: Member, kind: SanctionKind) -> int:
    """How many sanctions of this kind or a graver one a member was given in the last 12 months.

    Those that were undone, or did not stand up to an appeal, do not count.
    """
    kinds = list(SanctionKind)
    was_wrong = exists().where(Appeal.sanction_id == Sanction.id, Appeal.is_upheld.is_(False))
    theirs = (Sanction.member_id == member.id, Sanction.kind.in_(kinds[kinds.index(kind) :]), ~was_wrong)
    return session.scalar(select(func.count(Sanction.id)).where(*theirs, Sanction.given_at > now() - REMEMBERED)) or 0


def next_rung(member: Member, kind: SanctionKind) -> int:
    """The days of the next sanction of this kind: one rung higher for each on the record."""
    return RUNGS[min(on_record(member, kind), len(RUNGS) - 1)]
