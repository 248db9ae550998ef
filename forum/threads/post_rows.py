"""The posts of one page of a thread, read in one statement, each with what the viewer may do with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, null, or_, select, true, union_all

from forum.boards.models import Board
from forum.core.db import session
from forum.members.badges import Badge, badge_columns, badge_of, with_badges
from forum.members.models import Member
from forum.members.profiles import said_organisation
from forum.members.queries import profile_path
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.access import readable_posts
from forum.threads.addresses import anchor_of, page_of, permalink, thread_path
from forum.threads.by_mail import came_by_mail, origin_of
from forum.threads.models import POSTS_PER_PAGE, Post, Revision, State, Thread

Deeds = frozenset[Can]
DEEDS = (Can.EDIT_POST, Can.DELETE_POST, Can.MARK_ANSWER)


@dataclass
class PostRow:
    """A post on a page. `html` is None when the viewer may not read it: then only its number is shown.

    The rules ask it as they ask a Post.
    """

    id: int
    number: int | None
    state: str
    html: str | None
    created_at: datetime
    edit_count: int
    changes: int  # in its history: fewer than its edits, where some were made while it waited
    held_for: str | None
    author_id: int
    author_name: str
    author_handle: str
    author_badge: Badge | None
    author_organisation: str
    author_origin: str  # where an author without an account wrote
    is_answer: bool
    by_mail: bool  # then its quotations are folded
    thread: Thread
    deeds: Deeds = frozenset()

    @property
    def post(self) -> "PostRow":
        """Itself, as the rules ask it."""
        return self

    @property
    def path(self) -> str:
        """The address that leads to its place; `/edit`, `/delete` and `/history` stand behind it."""
        return permalink(self.id)

    @property
    def quote_path(self) -> str:
        """The reply box of its page, with this post quoted in it."""
        page = thread_path(self.thread.id, self.thread.slug, page_of(self.number or 1))
        return f"{page}{'&' if '?' in page else '?'}quote={self.id}#reply"

    @property
    def anchor(self) -> str:
        """Its mark on the page."""
        return anchor_of(self.id, self.number)

    @property
    def starts_thread(self) -> bool:
        """Whether it is the first post of its thread, like `Post.starts_thread`."""
        return self.number == 1 or (self.number is None and self.thread.last_number == 0)

    @property
    def answer_path(self) -> str:
        """Where the accepted answer of its thread is marked and unmarked."""
        return f"{thread_path(self.thread.id)}/answer"

    @property
    def author_path(self) -> str:
        """The address of the author's profile."""
        return profile_path(self.author_handle)

    @property
    def board(self) -> Board:
        """The board of its thread."""
        return self.thread.board

    def allows(self, deed: Can) -> bool:
        """Whether the viewer may do this with the post."""
        return deed in self.deeds


@dataclass(frozen=True)
class PostPage:
    """The posts of one page, what waits after the last of them, and the accepted answer beside the question."""

    posts: list[PostRow]
    waiting: list[PostRow]
    answer: PostRow | None


def posts_of_page(viewer: Any, thread: Thread, page: int) -> PostPage:
    """The posts numbered for this page: page 500 costs what page 1 costs.

    After the last page's stands what waits for a moderator and was never published, for its author and moderators.
    """
    first = (page - 1) * POSTS_PER_PAGE + 1
    facts = {"thread_id": thread.id, "first": first, "last": first + POSTS_PER_PAGE - 1, "answer": thread.accepted_id}
    is_last = thread.last_number < first + POSTS_PER_PAGE
    waiting = "" if viewer.is_guest or not is_last else "all" if can(viewer, Can.MODERATE_POST, thread) else "own"
    query = _query(alike(viewer), page == 1 and thread.accepted_id is not None, waiting)
    rows = [_post_row(viewer, thread, row) for row in session.execute(query, parameters(viewer) | facts)]
    answer = next((row for row in rows if page == 1 and row.is_answer and row.html is not None), None)
    unnumbered = sorted((row for row in rows if row.number is None), key=lambda row: (row.created_at, row.id))
    posts = [row for row in rows if row.number and first <= row.number < first + POSTS_PER_PAGE]
    return PostPage(posts, unnumbered, answer)


@built_once
def _query(viewer: Any, with_answer: bool, waiting: str) -> Any:
    """Built once for all who are alike; the thread, the numbers on the page and the answer are parameters.

    What waits (none of it, one's own, or all) is found on a way of its own along the index, so both are short.
    """
    on_page = Post.number.between(bindparam("first"), bindparam("last"))
    wanted = or_(on_page, Post.id == bindparam("answer")) if with_answer else on_page
    changes = select(func.count()).where(Revision.post_id == Post.id).correlate(Post).scalar_subquery()
    columns: tuple[Any, ...] = (
        *(Post.id, Post.number, Post.state, Post.created_at, Post.edit_count, Post.held_for, Post.author_id),
        Post.original_id,
        changes.label("changes"),
        case((readable_posts(viewer), Post.html), else_=null()).label("html"),
        *(Member.name, Member.handle, Member.organisation, Member.organisation_shown),
        *badge_columns(),
    )
    joined = select(*columns).join(Member, Post.author_id == Member.id).join(Thread, Post.thread_id == Thread.id)
    whole = with_badges(joined.join(Board, Thread.board_id == Board.id))
    here = Post.thread_id == bindparam("thread_id")
    if not waiting:
        return whole.where(here, Post.number.is_not(None), wanted).order_by(Post.number)
    whose = Post.author_id == viewer.id if waiting == "own" else true()
    waits = select(Post.id).where(here, Post.number.is_(None), Post.state == State.HELD, whose)
    numbered = select(Post.id).where(here, Post.number.is_not(None), wanted)
    return whole.where(Post.id.in_(union_all(numbered, waits))).order_by(Post.number)


def _post_row(viewer: Any, thread: Thread, row: Any) -> PostRow:
    badge = badge_of(row)
    post = PostRow(
        id=row.id,
        number=row.number,
        state=row.state,
        html=row.html,
        created_at=row.created_at,
        edit_count=row.edit_count,
        changes=row.changes,
        held_for=row.held_for,
        author_id=row.author_id,
        author_name=row.name,
        author_handle=row.handle,
        author_badge=badge,
        author_organisation=said_organisation(viewer, row.author_id, row, badge),
        author_origin=origin_of(row.is_placeholder, row.original_id),
        is_answer=row.id == thread.accepted_id and row.state == State.PUBLISHED,
        by_mail=came_by_mail(row.original_id),
        thread=thread,
    )
    if not viewer.is_guest and post.html is not None:
        post.deeds = frozenset(deed for deed in DEEDS if can(viewer, deed, post))
    return post
