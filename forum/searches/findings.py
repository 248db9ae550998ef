"""What was found is written down: once a post, with the moment up to which was looked. The clock's books."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, func, not_, or_, select
from sqlalchemy.orm import joinedload

from forum.boards.models import Board
from forum.core.clock import now
from forum.core.db import lock, session, transaction, wholly
from forum.core.errors import Absent
from forum.core.outbox import emit
from forum.searches.events import FindingsForgotten, SavedSearchFound
from forum.searches.models import Finding, FoundPost, SavedSearch
from forum.searches.times import next_look
from forum.threads.follow_queries import of_board, of_thread
from forum.threads.following import BoardFollow, Level, ThreadFollow
from forum.threads.models import Post, Thread

LOOKS_BACK = timedelta(days=7)  # so late may a post come to be found, or to be read, and still be told
POSTPONED = timedelta(hours=1)  # where a search fails by itself
KEPT = timedelta(days=90)
FORGOTTEN_AT_ONCE = 1_000


def due_searches(most: int) -> Sequence[int]:
    """The numbers of searches that are to be looked at by now, the longest due first."""
    due = select(SavedSearch.id).where(SavedSearch.due_at <= now())
    return session.scalars(due.order_by(SavedSearch.due_at, SavedSearch.id).limit(most)).all()


def search_to_look_at(search_id: int) -> SavedSearch | None:
    """The search with its member, both as they are now."""
    query = select(SavedSearch).where(SavedSearch.id == search_id)
    query = query.options(joinedload(SavedSearch.member).undefer_group("named"))
    return session.scalar(query.execution_options(populate_existing=True))


def new_since(search: SavedSearch) -> datetime:
    """From which moment on a post is new for the search: the last look, and some days more."""
    return max(search.begun_at, search.looked_at - LOOKS_BACK).replace(microsecond=0)


@wholly
def write_down(search_id: int, post_ids: Collection[int], looked_at: datetime, is_full: bool) -> None:
    """These posts were found at this moment: tell of those that are news, and say when to look again.

    Where the search was looked at by somebody else meanwhile, or is gone, nothing happens. When `is_full`, there were
    more than these, and the others are news no longer.
    """
    with suppress(Absent), transaction():
        search = session.get(SavedSearch, search_id)
        due_at = lock(search).due_at if search else None
        if search is None or due_at is None or due_at > looked_at:
            return
        news = _news(search, post_ids)
        if news:
            _tell(search, news, looked_at)
        search.looked_at, search.begun_at = looked_at, looked_at if is_full else search.begun_at
        search.due_at = next_look(search.often, search.id, search.member.time_zone, looked_at)


@wholly
def postpone(search_id: int) -> None:
    """Look at a search later; what is new stays new."""
    with suppress(Absent), transaction():
        search = session.get(SavedSearch, search_id)
        if search is not None and lock(search).due_at is not None:
            search.due_at = now() + POSTPONED


@wholly
def forget_old_findings() -> None:
    """Remove what was found long ago; the clock's work."""
    old = select(Finding.id).where(Finding.created_at < now() - KEPT).order_by(Finding.id).limit(FORGOTTEN_AT_ONCE)
    if numbers := session.scalars(old).all():
        with transaction():
            session.execute(delete(Finding).where(Finding.id.in_(numbers)))
            emit(FindingsForgotten(list(numbers)))


def _news(search: SavedSearch, post_ids: Collection[int]) -> Sequence[int]:
    """Those of the posts that the member did not write, was not told of for this search, and has not muted."""
    told = exists().where(FoundPost.search_id == search.id, FoundPost.post_id == Post.id)
    thread, board = func.coalesce(ThreadFollow.level, ""), func.coalesce(BoardFollow.level, "")
    muted = or_(thread == Level.MUTED, and_(board == Level.MUTED, thread != Level.FOLLOWING))
    query = select(Post.id).join(Thread, Post.thread_id == Thread.id).join(Board, Thread.board_id == Board.id)
    query = query.outerjoin(ThreadFollow, of_thread(search.member)).outerjoin(BoardFollow, of_board(search.member))
    anothers = (Post.author_id != search.member_id, Post.created_at >= search.begun_at)
    return session.scalars(query.where(Post.id.in_(post_ids), *anothers, ~told, not_(muted))).all()


def _tell(search: SavedSearch, post_ids: Collection[int], moment: datetime) -> None:
    finding = Finding(search_id=search.id, created_at=moment)
    session.add(finding)
    session.flush()
    session.add_all(FoundPost(search_id=search.id, post_id=number, finding_id=finding.id) for number in post_ids)
    emit(SavedSearchFound(finding.id))
