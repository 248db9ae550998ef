"""Short words for tests of saved searches: who keeps which, when the clock looks, what was told."""

from datetime import timedelta

from sqlalchemy import select

from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.notifications.models import Kind, Notice
from forum.search.handlers import build_index
from forum.search.saved_looking import look_for_new_posts
from forum.searches.actions import save_search
from forum.searches.models import Often, SavedSearch
from tests.factories import make_member
from tests.notifications.telling import work

BEFORE = timedelta(days=2)


def saved(query: str, member: Member | None = None, often: Often = Often.DAILY, **facts) -> SavedSearch:
    """A search that was saved two days ago and is due now."""
    member = member or make_member(**facts)
    with at(now() - BEFORE):
        search = save_search(member, member, query, query, often)
    return due(search)


def due(search: SavedSearch) -> SavedSearch:
    """The search, which is to be looked at now."""
    with transaction():
        session.refresh(search)
        search.due_at = now() - timedelta(minutes=1)
    return search


def look(*, index: bool = True) -> int:
    """The worker writes the index, the clock looks, the worker tells; answers at how many searches it looked."""
    if index:
        build_index()
    session.expire_all()
    looked = look_for_new_posts()
    work()
    session.expire_all()
    return looked


def notices(member: Member) -> list[Notice]:
    """What a member was told of searches, the oldest first."""
    session.rollback()
    told = select(Notice).where(Notice.member_id == member.id, Notice.kind == Kind.SEARCH)
    return list(session.scalars(told.order_by(Notice.id)))
