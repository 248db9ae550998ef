"""What of moderation goes with a closed account; the log, which holds numbers and reasons, stays."""

from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from forum.boards.models import AdmissionRequest
from forum.core.db import session
from forum.members.models import Member
from forum.moderation.cases import SETTLED, close_case
from forum.moderation.models import Case, CaseState, Report
from forum.moderation.remaining import keep_what_remains
from forum.moderation.sanction_models import Appeal, MemberNote, Sanction
from forum.verification.models import VerificationRequest


def leave_moderation(member: Member, _posts_stay: bool) -> None:
    """Forget what was decided and noted about a member; what they reported stays without their number.

    What of a silence or suspension remains waits for who comes back with the same address.
    """
    keep_what_remains(member)
    _settle_requests(member)
    session.execute(update(Report).where(Report.reporter_id == member.id).values(reporter_id=None))
    sanctions = select(Sanction.id).where(Sanction.member_id == member.id)
    session.execute(delete(Appeal).where(Appeal.sanction_id.in_(sanctions)))
    session.execute(delete(Sanction).where(Sanction.member_id == member.id))
    session.execute(delete(MemberNote).where(MemberNote.member_id == member.id))


def _settle_requests(member: Member) -> None:
    """What the member asked for goes with the account, so it waits for nobody."""
    sanctions = select(Sanction.id).where(Sanction.member_id == member.id)
    asked: tuple[tuple[Any, Any], ...] = (
        (Appeal, Appeal.sanction_id.in_(sanctions)),
        (AdmissionRequest, AdmissionRequest.member_id == member.id),
        (VerificationRequest, VerificationRequest.member_id == member.id),
    )
    about = [and_(Case.thing == kind.__tablename__, Case.thing_id.in_(select(kind.id).where(of))) for kind, of in asked]
    for case in session.scalars(select(Case).where(Case.state == CaseState.OPEN, or_(*about))).all():
        close_case(case, SETTLED, None)
