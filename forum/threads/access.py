"""READ for threads and posts, in SQL: the twins of `Can.READ` in permissions/table.py."""

from sqlalchemy import ColumnElement, and_, false, not_, or_

from forum.boards.models import Board
from forum.boards.queries import moderated_boards, readable_boards
from forum.permissions.people import Person
from forum.threads.models import Post, State, Thread


def readable_threads(viewer: Person) -> ColumnElement[bool]:
    """The threads that the viewer may read: a condition on `Thread` joined with `Board`."""
    moderated = and_(moderated_boards(viewer), Thread.state != State.DELETED)
    return or_(and_(readable_boards(viewer), _thread_is_open_to(viewer)), moderated)


def readable_posts(viewer: Person) -> ColumnElement[bool]:
    """The posts that the viewer may read: a condition on `Post` joined with `Thread` and `Board`."""
    moderated = and_(moderated_boards(viewer), Thread.state != State.DELETED, Post.state != State.DELETED)
    return or_(and_(readable_boards(viewer), _thread_is_open_to(viewer), post_is_open_to(viewer)), moderated)


def post_is_open_to(viewer: Person) -> ColumnElement[bool]:
    """The rule `post_is_open_to`, in SQL."""
    mine = Post.author_id == viewer.id if viewer.id is not None else false()
    return or_(Post.state == State.PUBLISHED, and_(mine, Post.state == State.HELD))


def _thread_is_open_to(viewer: Person) -> ColumnElement[bool]:
    mine = Thread.starter_id == viewer.id if viewer.id is not None else false()
    published = or_(Thread.state == State.PUBLISHED, and_(mine, Thread.state == State.HELD))
    return and_(or_(mine, not_(Board.own_threads_only)), published)
