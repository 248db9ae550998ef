"""What a member does about a sanction of their own, and how they find it."""

from typing import Any

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent
from forum.members.models import Member
from forum.moderation.sanction_models import Sanction, SanctionKind
from forum.moderation.sanctions import bring_up_to_date
from forum.permissions.guard import action
from forum.permissions.table import Can


@action(Can.ANSWER_SANCTION)
def acknowledge(member: Member, sanction: Sanction) -> None:
    """Say that one has read a warning, and may write again when no other waits. Said again, it changes nothing."""
    if sanction.waits_to_be_read:
        sanction.acknowledged_at = now()
        bring_up_to_date(member)


def own_sanction(viewer: Any, sanction_id: int) -> Sanction:
    """A sanction that was given to the viewer. Raises Absent for any other."""
    found = session.get(Sanction, sanction_id)
    if found is None or found.member_id != viewer.id:
        raise Absent()
    return found


def sanction_of_entry(entry_id: int) -> Sanction | None:
    """The sanction that this entry of the log tells of, as long as it was not undone."""
    return session.scalar(select(Sanction).where(Sanction.entry_id == entry_id))


def running_sanction(member: Any, kind: SanctionKind) -> Sanction | None:
    """Of the sanctions of this kind that run at this moment, the one that ends last."""
    theirs = (Sanction.member_id == member.id, Sanction.kind == kind, Sanction.ended_at.is_(None))
    running = select(Sanction).where(*theirs, Sanction.until > now()).order_by(Sanction.until.desc(), Sanction.id)
    return session.scalar(running.limit(1))
