"""What of threads goes with a closed account: what somebody followed and read, and where they choose so their posts."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select, update

from forum.core.db import lock, session
from forum.core.outbox import emit
from forum.core.words import _
from forum.members.models import Member
from forum.threads.counting import recounted
from forum.threads.events import PostRemoved, PostsClaimed, ThreadRenamed, WordsErased
from forum.threads.following import BoardFollow, ThreadFollow
from forum.threads.models import Post, ReaderBefore, ReadMarker, Revision, State, Thread
from forum.threads.openers import titled_by


def leave_threads(member: Member, posts_stay: bool) -> None:
    """Forget what a member followed and read; what they wrote stays without a name, or its text goes for good."""
    for model in (ThreadFollow, BoardFollow, ReadMarker, ReaderBefore):
        session.execute(delete(model).where(model.member_id == member.id))
    if posts_stay:
        session.execute(update(Post).where(Post.author_id == member.id).values(form_key=None))
        emit(PostsClaimed(member.id))
    else:
        _erase(member)


def _erase(member: Member) -> None:
    """Threads in which others wrote stay, without the title where it was the member who gave it."""
    posts = session.scalars(select(Post).where(Post.author_id == member.id).order_by(Post.thread_id, Post.id)).all()
    started = session.scalars(select(Thread).where(Thread.starter_id == member.id)).all()
    titled = titled_by(member)
    theirs = {thread.id: thread for thread in (*started, *titled)}
    threads = theirs | {post.thread_id: post.thread for post in posts}
    locked = [lock(threads[number]) for number in sorted(threads)]
    with recounted(*locked):
        for post in posts:
            _erase_post(post)
        for thread in titled:
            thread.title, thread.slug = _("A thread of a former member"), "thread"
        for thread in theirs.values():
            if not _others_wrote(thread, member):
                thread.state = State.DELETED
    for thread in titled:
        emit(ThreadRenamed(thread.id))
    for post in posts:
        emit(PostRemoved(post.id))
    emit(WordsErased([post.id for post in posts], [thread.id for thread in titled]))
    _erase_revisions(posts, titled)


def _erase_post(post: Post) -> None:
    post.state, post.body, post.html, post.edit_count = State.DELETED, "", "", 0
    post.form_key = post.original_url = post.edited_at = None


def _others_wrote(thread: Thread, member: Member) -> bool:
    there = exists().where(Post.thread_id == thread.id, Post.author_id != member.id, Post.state != State.DELETED)
    return bool(session.scalar(select(there)))


def _erase_revisions(posts: Sequence[Post], titled: Sequence[Thread]) -> None:
    for start in range(0, len(posts), 500):
        numbers = [post.id for post in posts[start : start + 500]]
        session.execute(delete(Revision).where(Revision.post_id.in_(numbers)))
    for thread in titled:  # its old titles stand where its first posts are by now, also in another thread
        theirs = update(Revision).where(Revision.thread_id == thread.id)
        session.execute(theirs.values(title=None, thread_id=None))
