"""A post that was found, as the results page shows it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select

from forum.boards.models import Board
from forum.core.db import session
from forum.core.excerpts import text_of
from forum.core.quotes import without_quotes
from forum.members.badges import Badge, badge_columns, badge_of, with_badges
from forum.members.models import Member
from forum.members.profiles import said_organisation
from forum.permissions.alike import alike, built_once, parameters
from forum.search.engine import Filters
from forum.search.found import Hit
from forum.search.snippets import Part, marked, snippet
from forum.threads.access import readable_posts
from forum.threads.by_mail import came_by_mail, origin_of
from forum.threads.models import Post, State, Thread

POSTS = bindparam("posts", expanding=True, type_=Integer)


@dataclass(frozen=True)
class Result:
    """A post that was found. `title` and `parts` are pairs of plain text and whether it is a match.

    `more` posts were found in the same thread.
    """

    post_id: int
    thread_id: int
    number: int
    title: list[Part]
    parts: list[Part]
    created_at: datetime
    edited_at: datetime | None
    author_name: str
    author_badge: Badge | None
    author_organisation: str
    author_origin: str
    board_name: str
    board_slug: str
    reply_count: int
    is_answer: bool
    thread_answered: bool
    more: int


def still_true(viewer: Any, post_ids: Collection[int], filters: Filters) -> set[int]:
    """The database's word: those of the posts that the viewer may read and that are what the filters ask, as of now."""
    return {number for number, row in _rows(_facts, viewer, post_ids).items() if _fits(row, filters)}


def results_of(viewer: Any, hits: Collection[Hit], terms: Collection[str]) -> list[Result]:
    """What there is to show of those hits that the viewer may read, with these terms marked."""
    rows = _rows(_shown, viewer, [hit.post_id for hit in hits])
    return [_result(viewer, rows[hit.post_id], terms, hit.more) for hit in hits if hit.post_id in rows]


def _rows(statement: Callable[[Any], Any], viewer: Any, post_ids: Collection[int]) -> dict[int, Any]:
    """What was hidden, moved or deleted since the index was written is not there."""
    if not post_ids:
        return {}
    asked = {**parameters(viewer), POSTS.key: list(post_ids)}
    return {row.id: row for row in session.execute(statement(alike(viewer)), asked)}


@built_once
def _facts(viewer: Any) -> Any:
    return _readable(viewer, Post.id, Post.thread_id, Post.author_id, Thread.board_id, Thread.accepted_id)


@built_once
def _shown(viewer: Any) -> Any:
    columns: tuple[Any, ...] = (
        *(Post.id, Post.thread_id, Post.number, Post.html, Post.created_at, Post.edited_at),
        *(Post.author_id, Post.original_id),
        *(Thread.title, Thread.accepted_id, Thread.reply_count),
        *(Board.name.label("board_name"), Board.slug.label("board_slug")),
        *(Member.name, Member.organisation, Member.organisation_shown),
        *badge_columns(),
    )
    return with_badges(_readable(viewer, *columns).join(Post.author))


def _readable(viewer: Any, *columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(Post).join(Thread, Post.thread_id == Thread.id)
    published = (Post.state == State.PUBLISHED, Thread.state == State.PUBLISHED)
    readable = joined.join(Board, Thread.board_id == Board.id).where(readable_posts(viewer), *published)
    return readable.where(Post.id.in_(POSTS))


def _fits(row: Any, filters: Filters) -> bool:
    return (
        (filters.boards is None or row.board_id in filters.boards)
        and (filters.authors is None or row.author_id in filters.authors)
        and filters.thread_id in (None, row.thread_id)
        and filters.answered in (None, row.accepted_id is not None)
    )


def _result(viewer: Any, row: Any, terms: Collection[str], more: int) -> Result:
    badge = badge_of(row)
    own_html = without_quotes(row.html) if came_by_mail(row.original_id) else row.html
    return Result(
        post_id=row.id,
        thread_id=row.thread_id,
        number=row.number,
        title=marked(row.title, terms),
        parts=snippet(text_of(own_html), terms),
        created_at=row.created_at,
        edited_at=row.edited_at,
        author_name=row.name,
        author_badge=badge,
        author_organisation=said_organisation(viewer, row.author_id, row, badge),
        author_origin=origin_of(row.is_placeholder, row.original_id),
        board_name=row.board_name,
        board_slug=row.board_slug,
        reply_count=row.reply_count,
        is_answer=row.accepted_id == row.id,
        thread_answered=row.accepted_id is not None,
        more=more,
    )
