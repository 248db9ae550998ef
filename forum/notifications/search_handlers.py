"""What is told of saved searches; runs in the worker, and may run twice."""

from sqlalchemy import select

from forum.core.outbox import news
from forum.members.models import Member
from forum.notifications.models import Kind
from forum.notifications.telling import News, forget_all, tell
from forum.searches.events import FindingsForgotten, SavedSearchFound
from forum.searches.models import Finding, SavedSearch


@news
def tell_of_finding(event: SavedSearchFound) -> None:
    """Tell a member that there are new posts for their search."""
    owner = select(SavedSearch.member_id).join(Finding, Finding.search_id == SavedSearch.id)
    tell(News(Kind.SEARCH, event.finding_id), Member.id.in_(owner.where(Finding.id == event.finding_id)))


def forget_findings(event: FindingsForgotten) -> None:
    """Take back what was told of findings that are gone."""
    forget_all(Kind.SEARCH, event.finding_ids)
