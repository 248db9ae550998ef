"""What is told to whom when others have acted; runs in the worker, and may run twice."""

from sqlalchemy import ColumnElement, false, or_, select

from forum.core.db import session
from forum.core.markup import mentioned_handles
from forum.core.outbox import news
from forum.members.models import Member
from forum.notifications.models import Kind
from forum.notifications.telling import tell_of_post
from forum.threads.events import AnswerChanged, PostAdded, PostChanged
from forum.threads.following import BoardFollow, Level, ThreadFollow
from forum.threads.models import Post, Revision, State


@news
def tell_of_new_post(event: PostAdded) -> None:
    """Tell those whom a new post mentions, then those who follow its thread or, when it starts one, its board."""
    post = _published(event.post_id)
    if post is None:
        return
    thread_id, board_id, starts, author_id = post.thread_id, post.board.id, post.number == 1, post.author_id
    tell_of_post(Kind.MENTION, post, _named(mentioned_handles(post.body)), author_id)
    if starts:
        followers = select(BoardFollow.member_id).where(BoardFollow.board_id == board_id)
        tell_of_post(Kind.THREAD, post, Member.id.in_(followers.where(BoardFollow.level == Level.FOLLOWING)), author_id)
    else:
        tell_of_post(Kind.REPLY, post, _followers(thread_id), author_id)


@news
def tell_of_new_mentions(event: PostChanged) -> None:
    """Tell those whom an edited post mentions and whom it did not mention when it was published."""
    post = _published(event.post_id)
    if post is None:
        return
    first = session.scalar(select(Revision.body).where(Revision.post_id == post.id).order_by(Revision.id).limit(1))
    before = mentioned_handles(first or "")
    tell_of_post(Kind.MENTION, post, _named(mentioned_handles(post.body) - before), post.author_id)


@news
def tell_of_answer(event: AnswerChanged) -> None:
    """Tell the author of the accepted answer, and those who follow the thread; not who accepted it."""
    post = _published(event.after_id) if event.after_id else None
    if post is None or post.thread.accepted_id != post.id:
        return
    to_know = or_(Member.id == post.author_id, _followers(post.thread_id))
    tell_of_post(Kind.ANSWER, post, to_know, post.thread.accepted_by_id)


def _published(post_id: int) -> Post | None:
    post = session.get(Post, post_id, populate_existing=True)
    there = post is not None and post.state == State.PUBLISHED and post.thread.state == State.PUBLISHED
    return post if there else None


def _followers(thread_id: int) -> ColumnElement[bool]:
    follow = select(ThreadFollow.member_id).where(ThreadFollow.thread_id == thread_id)
    return Member.id.in_(follow.where(ThreadFollow.level == Level.FOLLOWING))


def _named(handles: set[str]) -> ColumnElement[bool]:
    return Member.handle.in_(sorted(handles)) if handles else false()
