"""What of moderation changes hands when two accounts become one, or the author of an archive is claimed."""

from sqlalchemy import not_, select, update

from forum.core.db import session
from forum.members.models import Member
from forum.moderation.access import still_waits
from forum.moderation.cases import SETTLED, close_case
from forum.moderation.models import Case, CaseKind, CaseState, Report
from forum.moderation.remaining import keep_for, running_sanctions
from forum.moderation.sanction_models import Appeal, MemberNote, Sanction
from forum.moderation.sanctions import bring_up_to_date

COLUMNS = (
    *(Sanction.member_id, Sanction.given_by_id, MemberNote.member_id, MemberNote.author_id),
    *(Report.reporter_id, Case.member_id, Case.claimed_by_id, Case.closed_by_id, Appeal.decided_by_id),
)


def hand_over_moderation(going: Member, staying: Member) -> None:
    """What one was given, noted about, has reported and was reported for is the other's, and is in force there.

    What they asked to be verified by was taken back before, so its case is settled. What runs goes on for who comes
    with the address that is given up.
    """
    _settle_withdrawn(going)
    for column in COLUMNS:
        theirs = update(column.class_).where(column == going.id).values({column.key: staying.id})
        session.execute(theirs, execution_options={"synchronize_session": False})
    session.expire_all()
    bring_up_to_date(staying)
    keep_for(going.email, running_sanctions(staying))


def _settle_withdrawn(going: Member) -> None:
    asked = (Case.member_id == going.id, Case.kind == CaseKind.VERIFICATION, Case.state == CaseState.OPEN)
    for case in session.scalars(select(Case).where(*asked, not_(still_waits()))).all():
        close_case(case, SETTLED, None)
