"""What a notice about a saved search tells: counted among what its reader may read at the moment of reading."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, not_

from forum.boards.models import Audience, Board
from forum.notifications.models import Kind, Notice
from forum.permissions.people import Person
from forum.searches.addresses import new_posts_path
from forum.searches.models import Finding, FoundPost, SavedSearch
from forum.searches.queries import readable_found_posts
from forum.threads.models import Post

NAMES_A_BOARD = "board:"  # what a query says with it may be the name of a closed board
SOFT_HYPHEN = "\u00ad"  # which searches pass over


@dataclass(frozen=True)
class NoticeSearch:
    """A search under the name that its member gave it, how many posts were found, and where they stand.

    It `is_for_everybody` where all of them are on boards that everybody reads, and the query speaks of no board.
    """

    name: str
    many: int
    path: str
    is_for_everybody: bool


def finds_something(viewer: Person) -> ColumnElement[bool]:
    """Whether the viewer may still read any of the posts that a notice about a search tells of."""
    found = readable_found_posts(viewer).add_columns(literal(1)).where(FoundPost.finding_id == Notice.about_id)
    return found.correlate(Notice).exists()


def with_searches(query: Any, notice: Any) -> Any:
    """The query, joined with the searches that notices are about."""
    of_search = and_(notice.kind == Kind.SEARCH, Finding.id == notice.about_id)
    return query.outerjoin(Finding, of_search).outerjoin(SavedSearch, SavedSearch.id == Finding.search_id)


def search_columns(viewer: Person, notice: Any) -> tuple[Any, ...]:
    """What `search_of` needs of each notice."""
    closed = not_(and_(Board.audience == Audience.PUBLIC, Board.own_threads_only.is_(False)))
    found = readable_found_posts(viewer).where(notice.kind == Kind.SEARCH, FoundPost.finding_id == notice.about_id)
    found = found.correlate(notice)
    return (
        *(SavedSearch.name.label("search_name"), SavedSearch.query.label("search_query")),
        found.add_columns(func.count()).scalar_subquery().label("found_many"),
        found.add_columns(func.count()).where(closed).scalar_subquery().label("found_closed"),
        found.add_columns(func.min(Post.created_at)).scalar_subquery().label("found_since"),
    )


def search_of(viewer: Any, row: Any) -> NoticeSearch | None:
    """What is to be said of a search; None where a notice is about something else."""
    if row.search_query is None or not row.found_many:
        return None
    path = new_posts_path(row.search_query, row.found_since, viewer.time_zone)
    is_for_everybody = not row.found_closed and NAMES_A_BOARD not in row.search_query.lower().replace(SOFT_HYPHEN, "")
    return NoticeSearch(row.search_name, row.found_many, path, is_for_everybody)
