"""What of notices goes with a closed account."""

from sqlalchemy import delete

from forum.core.db import session
from forum.members.models import Member
from forum.notifications.models import Digest, Notice, NoticePreference


def leave_notices(member: Member, _posts_stay: bool) -> None:
    """Forget what a member was told, and how often they wanted to be."""
    for model in (Notice, NoticePreference, Digest):
        session.execute(delete(model).where(model.member_id == member.id))
