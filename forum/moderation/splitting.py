"""Moving some posts of a thread into a new one or into another; their numbers stay free, and a line in both says so."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from forum.boards.models import Board
from forum.core.db import session, upsert
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.both import Both
from forum.moderation.concerned import SPLIT, listed
from forum.moderation.deeds import MEANWHILE, done
from forum.moderation.facts import ANSWER, facts_of
from forum.moderation.places import follow
from forum.moderation.reading_on import markers_of, set_marker
from forum.moderation.standing import check_not_locked
from forum.permissions.guard import action, require
from forum.permissions.table import Can
from forum.threads.counting import recounted
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import MovedPosts, Post, State, Thread
from forum.threads.titles import check_title, slug_of

MOST = 200  # posts that are moved at once
OWN_THREADS = lazy("On that board members see only the threads that they started: what one wrote no other reads.")


@action(Can.MODERATE_THREAD)
def split_into_new(
    actor: Member, thread: Thread, post_ids: Collection[int], title: str, board: Board, reason: str
) -> LogEntry:
    """Make a new thread of some posts, on the same board or another. Raises like `split_into_thread`."""
    require(actor, Can.MODERATE_THREAD, board)
    check_not_locked(actor, thread)
    check_title(title)
    if board.archived:
        raise Invalid(lazy("This board is archived: nothing is moved there."), "board")
    posts = _posts_to_move(thread, post_ids)
    if posts[0].state != State.PUBLISHED:
        raise Invalid(lazy("The first of these posts is hidden, so no thread can begin with it."), "words")
    first = posts[0]
    if board.own_threads_only and thread.board.own_threads_only and first.author_id != thread.starter_id:
        raise Invalid(OWN_THREADS, "words")
    new = Thread(board=board, starter_id=first.author_id, title=title, slug=slug_of(title), created_at=first.created_at)
    new.state, new.last_number, new.last_shown_number = State.HELD, 0, 0  # counted when it is published
    session.add(new)
    session.flush()
    with recounted(thread, new):
        new.state = State.PUBLISHED
        before, after = _move(thread, new, posts)
    return _done(actor, thread, new, before, {**after, "is_new": True}, reason)


@action(Can.MODERATE_THREAD)
def split_into_thread(actor: Member, both: Both, post_ids: Collection[int], reason: str) -> LogEntry:
    """Move some posts of the first thread to the end of the other.

    Raises Conflict when one of the posts stands there no more, or a thread is not published; Invalid for no posts, too
    many, or the first post of a thread; Refused for a thread of one's own that somebody else has locked; and what the
    guard raises for who does not look after both places.
    """
    thread, other = both.threads
    require(actor, Can.MODERATE_THREAD, other)
    check_not_locked(actor, thread)
    if thread.id == other.id:
        raise Invalid(lazy("The posts stand in this thread already. Choose another."), "into")
    if other.state != State.PUBLISHED:
        raise Conflict(lazy("The thread that you chose is not published any more."))
    if other.board.archived and other.board_id != thread.board_id:
        raise Invalid(lazy("The board of that thread is archived: nothing is moved there."), "into")
    if other.board.own_threads_only and other.starter_id != thread.starter_id:
        raise Invalid(OWN_THREADS, "into")
    posts = _posts_to_move(thread, post_ids)
    with recounted(thread, other):
        before, after = _move(thread, other, posts)
    return _done(actor, thread, other, before, {**after, "is_new": False}, reason)


def movable_posts(thread: Thread, post_ids: Collection[int]) -> Sequence[Post]:
    """Those of the posts that stand in the thread with a number, in their order, published or hidden."""
    here = select(Post).where(Post.id.in_(post_ids), Post.thread_id == thread.id, Post.number.is_not(None))
    states = Post.state.in_((State.PUBLISHED, State.HIDDEN))
    return session.scalars(here.where(states).options(selectinload(Post.author)).order_by(Post.number)).all()


def _posts_to_move(thread: Thread, post_ids: Collection[int]) -> Sequence[Post]:
    if not post_ids or len(post_ids) > MOST:
        raise Invalid(lazy("Choose 1 to %(most)d posts.", most=MOST), "words")
    if thread.state != State.PUBLISHED:
        raise Conflict(lazy("This thread is not published, so nothing is moved out of it."))
    posts = movable_posts(thread, post_ids)
    if len(posts) != len(set(post_ids)):
        raise Conflict(MEANWHILE)
    if posts[0].number == 1:
        raise Invalid(lazy("The first post stays. To move all of it, move the thread."), "words")
    return posts


def _move(thread: Thread, other: Thread, posts: Sequence[Post]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Move posts to the end of the other thread; answers what the log holds, before and after."""
    old, last = {post.id: post.number or 0 for post in posts}, other.last_number
    before = {"places": [[post_id, number] for post_id, number in old.items()], **facts_of(thread, *ANSWER)}
    for number, post in enumerate(posts, start=last + 1):
        post.thread, post.number = other, number
    other.last_number = last + len(posts)
    numbers = {"many": len(posts), "from_number": min(old.values()), "to_number": last + 1}
    session.add(line := MovedPosts(from_id=thread.id, to_id=other.id, **numbers))
    session.flush()
    _read_on(thread, other, list(old.values()), last)
    after = {"thread_id": other.id, "line": line.id, "first": last + 1, **listed(post.author_id for post in posts)}
    return before, {**after, "followers": _take_authors_along(thread, other, posts)}


def _read_on(thread: Thread, other: Thread, old: list[int], last: int) -> None:
    """Who had seen the posts has seen them where they are now, if they had seen all that stands before them."""
    there = markers_of(other)
    for member_id, seen in sorted(markers_of(thread).items()):
        known = sum(number <= seen for number in old)
        if known and there.get(member_id, 0 if last == 0 else -1) >= last:
            set_marker(member_id, other.id, last + known)


def _take_authors_along(thread: Thread, other: Thread, posts: Sequence[Post]) -> list[int]:
    """Who wrote the posts and followed the thread follows the other, unless they said how they stand to that."""
    authors = {post.author_id for post in posts}
    follow = select(ThreadFollow).where(ThreadFollow.member_id.in_(authors))
    knows = set(
        session.scalars(follow.where(ThreadFollow.thread_id == other.id).with_only_columns(ThreadFollow.member_id))
    )
    here = follow.where(ThreadFollow.thread_id == thread.id, ThreadFollow.level == Level.FOLLOWING)
    rows = [row for row in session.scalars(here.order_by(ThreadFollow.member_id)) if row.member_id not in knows]
    for row in rows:
        key = {"member_id": row.member_id, "thread_id": other.id}
        upsert(ThreadFollow, {**key, "level": row.level, "since": row.since}, {"level": row.level})
    return [row.member_id for row in rows]


def _done(
    actor: Member, thread: Thread, other: Thread, before: dict[str, Any], after: dict[str, Any], reason: str
) -> LogEntry:
    follow(thread, other)
    author = session.get_one(Post, before["places"][0][0]).author_id
    return done(actor, SPLIT, thread, before, after, reason, member_id=author)
