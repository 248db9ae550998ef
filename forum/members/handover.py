"""What of members changes hands when two accounts become one."""

from sqlalchemy import update

from forum.core.db import session
from forum.members.claims import ClaimedAuthor
from forum.members.models import FormerHandle, Member


def hand_over_handles(going: Member, staying: Member) -> None:
    """The handles that one had lead to the other; so do the authors of archives whom they have claimed."""
    for model in (FormerHandle, ClaimedAuthor):
        theirs = update(model).where(model.member_id == going.id).values(member_id=staying.id)
        session.execute(theirs, execution_options={"synchronize_session": False})
