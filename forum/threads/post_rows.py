"""The posts of one page of a thread, read in one statement, each with what the viewer may do with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, null, or_, select

from forum.boards.models import Board
from forum.core.db import session
from forum.members.badges import Badge, badge_columns, badge_of, with_badges
from forum.members.models import Member
from forum.members.profiles import said_organisation
from forum.members.queries import profile_path
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.threads.access import readable_posts
from forum.threads.addresses import page_of, permalink, thread_path
from forum.threads.models import POSTS_PER_PAGE, Post, State, Thread

Deeds = frozenset[Can]
DEEDS = (Can.EDIT_POST, Can.DELETE_POST, Can.MARK_ANSWER)


@dataclass
class PostRow:
    """A post on a page. `html` is None when the viewer may not read it: then only its number is shown.

    The rules ask it as they ask a Post.
    """

    id: int
    number: int
    state: str
    html: str | None
    created_at: datetime
    edit_count: int
    author_id: int
    author_name: str
    author_handle: str
    author_badge: Badge | None
    author_organisation: str
    is_answer: bool
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
        page = thread_path(self.thread.id, self.thread.slug, page_of(self.number))
        return f"{page}{'&' if '?' in page else '?'}quote={self.id}#reply"

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
    """The posts of one page, and the accepted answer where the question stands on it."""

    posts: list[PostRow]
    answer: PostRow | None


def posts_of_page(viewer: Any, thread: Thread, page: int) -> PostPage:
    """The posts numbered for this page: page 500 costs what page 1 costs."""
    first = (page - 1) * POSTS_PER_PAGE + 1
    on_page = Post.number.between(first, first + POSTS_PER_PAGE - 1)
    wanted = or_(on_page, Post.id == thread.accepted_id) if page == 1 and thread.accepted_id else on_page
    rows = [_post_row(viewer, thread, row) for row in session.execute(_query(viewer, thread).where(wanted))]
    answer = next((row for row in rows if page == 1 and row.is_answer and row.html is not None), None)
    return PostPage([row for row in rows if first <= row.number < first + POSTS_PER_PAGE], answer)


def _query(viewer: Any, thread: Thread) -> Any:
    columns: tuple[Any, ...] = (
        *(Post.id, Post.number, Post.state, Post.created_at, Post.edit_count, Post.author_id),
        case((readable_posts(viewer), Post.html), else_=null()).label("html"),
        *(Member.name, Member.handle, Member.organisation, Member.organisation_shown),
        *badge_columns(),
    )
    joined = select(*columns).join(Member, Post.author_id == Member.id).join(Thread, Post.thread_id == Thread.id)
    whole = with_badges(joined.join(Board, Thread.board_id == Board.id))
    return whole.where(and_(Post.thread_id == thread.id, Post.number.is_not(None))).order_by(Post.number)


def _post_row(viewer: Any, thread: Thread, row: Any) -> PostRow:
    badge = badge_of(row)
    post = PostRow(
        id=row.id,
        number=row.number,
        state=row.state,
        html=row.html,
        created_at=row.created_at,
        edit_count=row.edit_count,
        author_id=row.author_id,
        author_name=row.name,
        author_handle=row.handle,
        author_badge=badge,
        author_organisation=said_organisation(viewer, row.author_id, row, badge),
        is_answer=row.id == thread.accepted_id and row.state == State.PUBLISHED,
        thread=thread,
    )
    if not viewer.is_guest and post.html is not None:
        post.deeds = frozenset(deed for deed in DEEDS if can(viewer, deed, post))
    return post
