"""What of verification changes hands when two accounts become one."""

from sqlalchemy import select, update

from forum.core.db import session
from forum.members.models import Member
from forum.members.verified import set_verified
from forum.verification.closing import close_request
from forum.verification.granting import end, open_verification
from forum.verification.models import EndReason, RequestState, Verification, VerificationRequest


def hand_over_verification(going: Member, staying: Member) -> None:
    """The history of one is the other's; what is in force goes along where the other has none."""
    asked = (VerificationRequest.member_id == going.id, VerificationRequest.state == RequestState.OPEN)
    for request in session.scalars(select(VerificationRequest).where(*asked)).all():
        close_request(request, RequestState.WITHDRAWN)
    current, other = open_verification(going.id), open_verification(staying.id)
    if current is not None and other is not None:
        end(current, EndReason.MOVED)
    elif current is not None and current.is_in_force:
        set_verified(staying, current.organisation, current.grade, current.since, current.until)
    session.flush()
    for model in (Verification, VerificationRequest):
        theirs = update(model).where(model.member_id == going.id).values(member_id=staying.id)
        session.execute(theirs, execution_options={"synchronize_session": False})
    session.expire_all()
