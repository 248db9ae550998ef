"""A search as one viewer sees it: the index says which posts, the database has the last word."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.excerpts import text_of
from forum.core.quotes import without_quotes
from forum.members.badges import Badge, badge_columns, badge_of, with_badges
from forum.members.models import Member
from forum.members.profiles import said_organisation
from forum.search.engine import Found, Index, Order
from forum.search.permitted import permitted_for
from forum.search.query import ParsedQuery
from forum.search.snippets import Part, snippet
from forum.threads.access import readable_posts
from forum.threads.models import Post, State, Thread, came_by_mail

RESULTS_PER_PAGE = 20
TRIES = 5  # without the posts of a page that were taken away since the index was written
LAST_PAGE = 50  # whoever has not found it among a thousand posts needs other words


@dataclass(frozen=True)
class Result:
    """A post that was found. `parts` are pairs of plain text and whether it is a match."""

    post_id: int
    number: int
    title: str
    parts: list[Part]
    created_at: datetime
    author_name: str
    author_badge: Badge | None
    author_organisation: str
    board_name: str
    board_slug: str
    reply_count: int
    is_answer: bool
    thread_answered: bool


@dataclass(frozen=True)
class ResultPage:
    """One page of results, and what the index said of all of them."""

    found: Found
    results: list[Result]
    page: int
    pages: int


def search(viewer: Any, index: Index, query: ParsedQuery, order: Order, page: int) -> ResultPage:
    """The results that the viewer may read. Raises Absent past the last page, IndexUnavailable without an index.

    Where the database knows better than the index, the index is asked again without those posts, so that neither
    counts nor words tell that they were there.
    """
    if page > LAST_PAGE:
        raise Absent()
    permitted = permitted_for(viewer)
    first, rows, found = (page - 1) * RESULTS_PER_PAGE, {}, Found()
    for _try in range(TRIES):
        found = index.find(query, permitted, order, first, RESULTS_PER_PAGE)
        rows = _rows(viewer, [hit.post_id for hit in found.hits])
        gone = {hit.post_id for hit in found.hits} - rows.keys()
        if not gone:
            break
        permitted = replace(permitted, but_for=permitted.but_for | gone)
    pages = min(LAST_PAGE, max(1, -(-found.total // RESULTS_PER_PAGE)))
    if page > pages:
        raise Absent()
    results = [_result(viewer, rows[hit.post_id], found.terms) for hit in found.hits if hit.post_id in rows]
    return ResultPage(found, results, page, pages)


def _rows(viewer: Any, post_ids: Collection[int]) -> dict[int, Any]:
    """The database's last word: what was hidden, moved or deleted since the index was written is not there."""
    columns: tuple[Any, ...] = (
        *(Post.id, Post.number, Post.html, Post.created_at, Post.author_id, Post.original_id),
        *(Thread.title, Thread.accepted_id, Thread.reply_count),
        *(Board.name.label("board_name"), Board.slug.label("board_slug")),
        *(Member.name, Member.organisation, Member.organisation_shown),
        *badge_columns(),
    )
    joined = select(*columns).join(Thread, Post.thread_id == Thread.id).join(Board, Thread.board_id == Board.id)
    query = with_badges(joined.join(Member, Post.author_id == Member.id))
    wanted = query.where(Post.id.in_(post_ids), readable_posts(viewer))
    published = wanted.where(Post.state == State.PUBLISHED, Thread.state == State.PUBLISHED)
    return {row.id: row for row in session.execute(published)} if post_ids else {}


def _result(viewer: Any, row: Any, terms: Collection[str]) -> Result:
    badge = badge_of(row)
    own_html = without_quotes(row.html) if came_by_mail(row.original_id) else row.html
    return Result(
        post_id=row.id,
        number=row.number,
        title=row.title,
        parts=snippet(text_of(own_html), terms),
        created_at=row.created_at,
        author_name=row.name,
        author_badge=badge,
        author_organisation=said_organisation(viewer, row.author_id, row, badge),
        board_name=row.board_name,
        board_slug=row.board_slug,
        reply_count=row.reply_count,
        is_answer=row.accepted_id == row.id,
        thread_answered=row.accepted_id is not None,
    )
