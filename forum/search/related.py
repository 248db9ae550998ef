"""Threads about the same as another, or as what somebody types: the index says which, then the database is asked."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from cachetools import TTLCache
from sqlalchemy import Integer, bindparam, select

from forum.boards.models import Board
from forum.core.db import session
from forum.core.excerpts import text_of
from forum.core.quotes import without_quotes
from forum.permissions.alike import alike, built_once, parameters
from forum.search.engine import NO_FILTERS, Index, IndexMissing, IndexUnavailable, Permitted
from forum.search.found import CHECKED, Near
from forum.search.permitted import permitted_for
from forum.search.results import still_true
from forum.threads.access import readable_posts
from forum.threads.addresses import thread_path
from forum.threads.by_mail import came_by_mail
from forum.threads.models import Post, State, Thread

SHOWN = 5  # threads in a list
KEPT = 15  # of the nearest posts, so that some are left where others went meanwhile
LISTS = 5_000  # that a process remembers, about two kilobytes each
REMEMBERED = 300  # seconds
TRIES = 3  # without the posts that were taken away since the index was written
LOOKED_AT = 8_000  # characters of a text
STEP = 0.1  # what is no further apart than this is equally close

POSTS = bindparam("posts", expanding=True, type_=Integer)

_lists: TTLCache[Any, tuple[Near, ...]] = TTLCache(LISTS, REMEMBERED)
_lock = Lock()


@dataclass(frozen=True)
class NearThread:
    """A thread that is about the same, as a list shows it."""

    id: int
    title: str
    url: str
    board_name: str
    board_slug: str
    reply_count: int
    answered: bool
    closeness: float


def related_threads(viewer: Any, index: Index, thread: Thread) -> list[NearThread]:
    """The threads that are about the same as this one; none while there is no search.

    Which ones is remembered for some minutes, for everybody who may read the same boards; what they are called now, and
    whether the viewer may read them now, is asked each time. Threads on desks stand in no list.
    """
    if thread.state != State.PUBLISHED:
        return []
    key = (thread.id, thread.title, alike(viewer), viewer.moderates, viewer.invited_to)
    with _lock:
        near = _lists.get(key)
    if near is None:
        try:
            near = _look(viewer, index, thread)
        except IndexMissing:
            return []
        except IndexUnavailable:
            near = ()  # it is damaged, and each look would be in vain
        with _lock:
            _lists[key] = near
    return _threads(viewer, near)[:SHOWN]


def near_threads(viewer: Any, index: Index, title: str, body: str) -> list[NearThread]:
    """The threads that may already say what somebody is about to ask; of equally close ones the answered first.

    Raises IndexUnavailable.
    """
    near = _with_last_word(viewer, index, title, body[:LOOKED_AT], permitted_for(viewer), None)
    return sorted(_threads(viewer, near), key=lambda one: (-(one.closeness // STEP), not one.answered))[:SHOWN]


def forget_lists() -> None:
    """Remember nothing, where the forum is another one from now on."""
    with _lock:
        _lists.clear()


def _look(viewer: Any, index: Index, thread: Thread) -> tuple[Near, ...]:
    index.generation()  # where there is none, nothing is asked of the database either
    of_first = (Post.thread_id == thread.id, Post.number == 1, Post.state == State.PUBLISHED)
    first = session.execute(select(Post.html, Post.original_id).where(*of_first)).one_or_none()
    html = first.html[: 2 * LOOKED_AT] if first else ""
    body = text_of(without_quotes(html) if first and came_by_mail(first.original_id) else html)
    whole_boards = replace(permitted_for(viewer), own_boards=frozenset(), member_id=None)
    return _with_last_word(viewer, index, thread.title, body[:LOOKED_AT], whole_boards, thread.id)


def _with_last_word(
    viewer: Any, index: Index, title: str, body: str, permitted: Permitted, but_for: int | None
) -> tuple[Near, ...]:
    """What is near, reckoned without the posts that the database does not know any more."""
    near: tuple[Near, ...] = ()
    for _try in range(TRIES):
        near = index.near(title, body, permitted, but_for, CHECKED)
        posts = {one.post_id for one in near}
        gone = posts - still_true(viewer, posts, NO_FILTERS)
        if not gone:
            break
        permitted = replace(permitted, but_for=permitted.but_for.union(gone))
    return near[:KEPT]


def _threads(viewer: Any, near: Collection[Near]) -> list[NearThread]:
    """The threads that begin with these posts now, as far as the viewer may read them; one statement, or none."""
    if not near:
        return []
    asked = {**parameters(viewer), POSTS.key: [one.post_id for one in near]}
    rows = {row.post_id: row for row in session.execute(_shown(alike(viewer)), asked)}
    return [_near_thread(rows[one.post_id], one) for one in near if one.post_id in rows]


@built_once
def _shown(viewer: Any) -> Any:
    columns: tuple[Any, ...] = (
        *(Post.id.label("post_id"), Thread.id, Thread.title, Thread.slug, Thread.reply_count, Thread.accepted_id),
        *(Board.name.label("board_name"), Board.slug.label("board_slug")),
    )
    joined = select(*columns).select_from(Post).join(Thread, Post.thread_id == Thread.id)
    published = (Post.state == State.PUBLISHED, Thread.state == State.PUBLISHED, Post.number == 1)
    readable = joined.join(Board, Thread.board_id == Board.id).where(readable_posts(viewer), *published)
    return readable.where(Post.id.in_(POSTS))


def _near_thread(row: Any, near: Near) -> NearThread:
    return NearThread(
        id=row.id,
        title=row.title,
        url=thread_path(row.id, row.slug),
        board_name=row.board_name,
        board_slug=row.board_slug,
        reply_count=row.reply_count,
        answered=row.accepted_id is not None,
        closeness=near.closeness,
    )
