"""Giving a thread a better title: the one before stands in the history of its first post."""

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.deeds import MEANWHILE, Undoing, done
from forum.moderation.digests import text_digest
from forum.moderation.facts import facts_of, put
from forum.moderation.reasons import check_reason
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.models import REASON_LIMIT, Post, Revision, Thread
from forum.threads.titles import check_title, rename


@action(Can.MODERATE_THREAD)
def change_title(
    actor: Member, thread: Thread, title: str, seen_title: str, reason: str, case_id: int | None = None
) -> LogEntry:
    """Give the thread another title than the one that the moderator saw.

    Raises Conflict when it has another by now, Invalid when it cannot be called so, is called so, or without a reason.
    """
    if thread.title != seen_title:
        raise Conflict(lazy("The title was changed meanwhile. Look at what it is now, then change it again."))
    check_title(title)
    if title == thread.title:
        raise Invalid(lazy("This is the title that it has."), "title")
    said, post = check_reason(reason), first_post(thread)
    revision = Revision(post_id=post.id, editor_id=actor.id, body=post.body, title=thread.title, thread_id=thread.id)
    revision.reason, revision.created_at = said[:REASON_LIMIT], now()
    session.add(revision)
    session.flush()
    before = facts_of(post, "edited_at")
    post.edited_at, post.edit_count = revision.created_at, post.edit_count + 1
    rename(thread, title)
    after = {"revision_id": revision.id, "digest": text_digest(title)}
    numbers = {"member_id": thread.starter_id, "case_id": case_id}
    return done(actor, "change a title", thread, before, after, reason, **numbers)


def first_post(thread: Thread) -> Post:
    """The post with which a thread begins, in whatever state: the old titles stand in its history."""
    first = select(Post).where(Post.thread_id == thread.id).order_by(Post.number.is_(None), Post.number, Post.id)
    return session.scalars(first.limit(1)).one()


def _give_title_back(_actor: Person, thread: Thread, entry: LogEntry) -> None:
    revision = session.get(Revision, entry.after["revision_id"])
    if revision is None or revision.title is None or text_digest(thread.title) != entry.after["digest"]:
        raise Conflict(MEANWHILE)
    post = session.get_one(Post, revision.post_id)
    rename(thread, revision.title)
    if post.edited_at == revision.created_at:
        put(post, entry.before)
    post.edit_count += 1  # never less than somebody has seen: an older form must not pass for one that knows this
    session.delete(revision)


UNDOINGS: dict[str, Undoing] = {"change a title": _give_title_back}
