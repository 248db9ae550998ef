"""Members as moderators see them: found by name, with their record."""

from sqlalchemy import or_

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.paging import Page, fetch_page
from forum.members.models import Member
from forum.members.queries import accounts_called, readable_member
from forum.moderation.sanction_models import Sanction
from forum.permissions.guard import require
from forum.permissions.people import Person
from forum.permissions.table import Can

MEMBERS_PER_PAGE = 25
POSTS_SHOWN = 20
CASES_SHOWN = 10


def members_found(viewer: Person, who: str, after: str | None) -> Page:
    """Open accounts with this handle, or all these words in the name; without words those under a sanction now.

    Raises Refused for who moderates not the whole forum, Absent for a wrong cursor.
    """
    require(viewer, Can.SEE_RECORD)
    query = accounts_called(who)
    if not who:
        query = query.where(or_(Member.silenced_until > now(), Member.suspended_until > now()))
    by_age = [Member.joined_at, Member.id]
    return fetch_page(query, by_age, after, MEMBERS_PER_PAGE)


def member_on_record(viewer: Person, handle: str) -> Member:
    """The member who has this handle, or had it, for moderators. Raises Refused for others, Absent without one."""
    require(viewer, Can.SEE_RECORD)
    member = readable_member(viewer, handle)
    require(viewer, Can.SEE_RECORD, member)
    return member


def sanction_of(member: Member, sanction_id: int) -> Sanction:
    """One sanction of the member. Raises Absent for any other."""
    found = session.get(Sanction, sanction_id)
    if found is None or found.member_id != member.id:
        raise Absent()
    return found
