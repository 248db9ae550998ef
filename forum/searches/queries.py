"""A member's saved searches, and what of the posts found for them can still be read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, bindparam, func, select

from forum.boards.models import Board
from forum.core.db import session
from forum.core.errors import Absent
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.people import Person
from forum.searches.addresses import new_posts_path, search_path
from forum.searches.models import Finding, FoundPost, Often, SavedSearch
from forum.threads.access import readable_posts
from forum.threads.models import Post, State, Thread

QUERIES = bindparam("queries", expanding=True, type_=String)


@dataclass(frozen=True)
class SearchRow:
    """A saved search as its member sees it. `many` posts were new when the member was last told, at `told_at`."""

    id: int
    name: str
    query: str
    path: str
    often: Often
    many: int = 0
    told_at: datetime | None = None
    new_path: str = ""


def readable_found_posts(viewer: Person) -> Select[Any]:
    """The posts found for searches that the viewer may read at this moment; columns are the caller's to choose."""
    joined = select().select_from(FoundPost).join(Post, FoundPost.post_id == Post.id)
    joined = joined.join(Thread, Post.thread_id == Thread.id).join(Board, Thread.board_id == Board.id)
    published = (Post.state == State.PUBLISHED, Thread.state == State.PUBLISHED)
    return joined.where(readable_posts(viewer), *published)


def saved_searches(viewer: Any) -> list[SearchRow]:
    """The viewer's, the newest first, each with what is left of what was found last."""
    searches = session.scalars(_own(viewer).order_by(SavedSearch.id.desc())).all()
    told = _told_last(viewer) if searches else {}
    return [_row(viewer, search, told.get(search.id)) for search in searches]


def own_search(viewer: Person, search_id: int) -> SavedSearch:
    """The viewer's search of this number. Raises Absent when there is none, or it is another's."""
    search = session.scalar(_own(viewer).where(SavedSearch.id == search_id))
    if search is None:
        raise Absent()
    return search


def saved_as(viewer: Person, queries: Collection[str]) -> SavedSearch | None:
    """The viewer's search with one of these queries, if there is one; guests have none."""
    if viewer.id is None or not any(queries):
        return None
    return session.scalar(_saved_as(alike(viewer)), {**parameters(viewer), QUERIES.key: list(queries)})


@built_once
def _saved_as(viewer: Any) -> Select[SavedSearch]:
    return _own(viewer).where(SavedSearch.query.in_(QUERIES)).order_by(SavedSearch.id).limit(1)


def how_many(member_id: int) -> int:
    """How many searches a member has saved."""
    return session.scalar(select(func.count()).where(SavedSearch.member_id == member_id)) or 0


def _own(viewer: Person) -> Select[SavedSearch]:
    return select(SavedSearch).where(SavedSearch.member_id == viewer.id)


def _told_last(viewer: Any) -> dict[int, Any]:
    """What was found last for each search, by its number, where something of that can still be read."""
    own = select(func.max(Finding.id)).join(SavedSearch, Finding.search_id == SavedSearch.id)
    last = own.where(SavedSearch.member_id == viewer.id).group_by(Finding.search_id)
    totals = (func.count().label("many"), func.min(Post.created_at).label("since"))
    found = readable_found_posts(viewer).add_columns(Finding.search_id, Finding.created_at, *totals)
    found = found.join(Finding, FoundPost.finding_id == Finding.id)
    rows = session.execute(found.where(Finding.id.in_(last)).group_by(Finding.id)).all()
    return {row.search_id: row for row in rows}


def _row(viewer: Any, search: SavedSearch, told: Any) -> SearchRow:
    facts = (search.id, search.name, search.query, search_path(search.query), Often(search.often))
    if told is None:
        return SearchRow(*facts)
    return SearchRow(*facts, told.many, told.created_at, new_posts_path(search.query, told.since, viewer.time_zone))
