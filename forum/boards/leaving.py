"""What of boards goes with a closed account."""

from sqlalchemy import delete

from forum.boards.models import AdmissionRequest
from forum.core.db import session
from forum.members.models import Member


def leave_boards(member: Member, _posts_stay: bool) -> None:
    """Forget what a member asked to come in with."""
    session.execute(delete(AdmissionRequest).where(AdmissionRequest.member_id == member.id))
