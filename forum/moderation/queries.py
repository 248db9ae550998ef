"""Reading what was done, as one viewer may see it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, true
from sqlalchemy.orm import aliased, lazyload

from forum.boards.models import Board
from forum.boards.queries import moderated_boards
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.members.one_person import as_now, numbers_of
from forum.moderation.concerned import concerns
from forum.moderation.words import WORDS
from forum.permissions.people import Person, uses_account
from forum.threads.access import readable_posts, readable_threads
from forum.threads.models import Post, State, Thread


@dataclass(frozen=True)
class Done:
    """A deed as its page shows it: the entry of the log, and what it was done to as that is now."""

    entry: LogEntry
    post: Post | None
    thread: Thread | None
    member: Member | None
    is_own_post: bool  # of the viewer, who may see their own words whatever became of them

    @property
    def thing(self) -> Any:
        """What it was done to."""
        return self.post or self.thread or self.member

    @property
    def is_gone(self) -> bool:
        """Whether it was done to what is deleted by now, or has become part of something else."""
        if self.thing is None or self.post is not None and self.post.state == State.DELETED:
            return True
        return self.thread is not None and self.thread.state == State.DELETED


def visible_deed(viewer: Person, entry_id: int) -> Done:
    """The deed of this number, for the members whom it concerns and those who moderate there, whatever is left of it.

    Raises Absent.
    """
    of_post = and_(LogEntry.thing == "post", Post.id == LogEntry.thing_id)
    of_thread = or_(Thread.id == Post.thread_id, and_(LogEntry.thing == "thread", Thread.id == LogEntry.thing_id))
    of_member = and_(LogEntry.thing == "member", Member.id == LogEntry.thing_id)
    query = select(LogEntry, Post, Thread, Member).outerjoin(Post, of_post).outerjoin(Thread, of_thread)
    query = query.outerjoin(Board, Board.id == Thread.board_id).outerjoin(Member, of_member)
    query = query.options(lazyload(Post.thread), lazyload(Thread.board))  # a deed on a member has none of them
    own = numbers_of(viewer.id)
    about_viewer = and_(concerns(own), LogEntry.thing.in_(("post", "thread", "member")))
    looks_after = and_(
        LogEntry.thing.in_(("post", "thread")), moderated_boards(viewer), not_(_found_nothing_wrong_with(viewer))
    )
    sees_members = true() if viewer.is_moderator and uses_account(viewer) else false()
    everywhere = and_(
        LogEntry.thing == "member", LogEntry.thing_id.not_in([one.member_id for one in own]), sees_members
    )
    query = query.where(LogEntry.id == entry_id, is_of_moderation(), or_(about_viewer, looks_after, everywhere))
    row = session.execute(query).one_or_none()
    if row is None:
        raise Absent()
    entry, post, thread, member = row
    return Done(entry, post, thread, member and as_now(member), post is not None and post.author_id == viewer.id)


def undoing_of(entry: LogEntry) -> LogEntry | None:
    """The deed by which this one was taken back, if it was; whoever sees the one sees the other."""
    return session.scalar(select(LogEntry).where(LogEntry.undoes_id == entry.id).limit(1))


def actor_of(entry: LogEntry) -> Member | None:
    """Who did it, for other moderators; nobody where the forum itself or an operator did."""
    return session.get(Member, entry.actor_id) if entry.actor_id else None


def is_of_moderation() -> ColumnElement[bool]:
    """What moderators did, or undid: a condition on `LogEntry`."""
    return or_(LogEntry.deed.in_(list(WORDS)), LogEntry.undoes_id.is_not(None))


def is_done_to_oneself(viewer: Person) -> ColumnElement[bool]:
    """What moderators decided about the viewer and what they wrote, whether they are told or not, on `LogEntry`."""
    own = numbers_of(viewer.id)
    of_own = and_(LogEntry.thing_id.is_not(None), LogEntry.thing_id.in_([one.member_id for one in own]))
    done_to = and_(LogEntry.thing == Member.__tablename__, of_own)
    return or_(concerns(own), done_to, _found_nothing_wrong_with(viewer))


def _found_nothing_wrong_with(viewer: Person) -> ColumnElement[bool]:
    """A report of what the viewer wrote was looked at, and nothing done to it: who wrote it is not told of that."""
    post = aliased(Post)
    own = exists().where(post.id == LogEntry.thing_id, post.author_id == viewer.id)
    return and_(LogEntry.thing == Post.__tablename__, LogEntry.member_id.is_(None), own)


def is_done_where_one_moderates(viewer: Person) -> ColumnElement[bool]:
    """Of what was done to posts and threads, what was done where the viewer moderates: a condition on `LogEntry`.

    Also where they were deleted or merged away since: nothing leaves the log.
    """
    return _is_done_there(moderated_boards(viewer), moderated_boards(viewer))


def is_done_to_what_is_there(viewer: Person) -> ColumnElement[bool]:
    """The same, but for what was deleted or merged away since: where things are told by their numbers."""
    moderated = moderated_boards(viewer)
    return _is_done_there(and_(moderated, readable_posts(viewer)), and_(moderated, readable_threads(viewer)))


def _is_done_there(to_post: ColumnElement[bool], to_thread: ColumnElement[bool]) -> ColumnElement[bool]:
    posts = select(Post.id).join(Thread, Thread.id == Post.thread_id).join(Board, Board.id == Thread.board_id)
    threads = select(Thread.id).join(Board, Board.id == Thread.board_id)
    of_post = exists(posts.where(Post.id == LogEntry.thing_id, to_post))
    of_thread = exists(threads.where(Thread.id == LogEntry.thing_id, to_thread))
    return or_(
        LogEntry.thing.not_in(("post", "thread")),
        and_(LogEntry.thing == "post", of_post),
        and_(LogEntry.thing == "thread", of_thread),
    )
