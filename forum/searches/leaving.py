"""What of saved searches goes with a closed account: all of them."""

from sqlalchemy import delete

from forum.core.db import session
from forum.members.models import Member
from forum.searches.models import SavedSearch


def leave_searches(member: Member, _posts_stay: bool) -> None:
    """Forget what a member looked for, and what was found."""
    session.execute(delete(SavedSearch).where(SavedSearch.member_id == member.id))
