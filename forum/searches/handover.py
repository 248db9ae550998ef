"""What of saved searches changes hands when two accounts become one."""

from sqlalchemy import delete, select, update

from forum.core.db import session
from forum.members.models import Member
from forum.searches.models import SavedSearch


def hand_over_searches(going: Member, staying: Member) -> None:
    """The searches of the one are the other's, but for those that the other has saved, too."""
    both = select(SavedSearch.query).where(SavedSearch.member_id == staying.id).scalar_subquery()
    theirs = SavedSearch.member_id == going.id
    once = {"synchronize_session": False}
    session.execute(delete(SavedSearch).where(theirs, SavedSearch.query.in_(both)), execution_options=once)
    session.execute(update(SavedSearch).where(theirs).values(member_id=staying.id), execution_options=once)
