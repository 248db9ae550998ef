"""Posts that wait: published, or declined with a reason. What their author wrote is theirs to keep, either way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.core.errors import Conflict, ForumError, Refused
from forum.core.log import LogEntry
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.cases import case_to_clear, close_case
from forum.moderation.deeds import MEANWHILE, Undoing, check_unchanged, done, told
from forum.moderation.models import CaseKind
from forum.moderation.reading_on import keep, reader_of, unread_own
from forum.moderation.seen import Seen, check_read, check_seen
from forum.moderation.standing import NOT_ONES_OWN
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.counting import others_wrote, recounted
from forum.threads.events import PostHeld, PostRemoved, ThreadChanged
from forum.threads.models import Post, State
from forum.threads.publishing import publish_held

APPROVE, DECLINE = "approve a post", "decline a post"


@action(Can.MODERATE_POST)
def approve_post(actor: Member, post: Post, seen: Seen | None = None, case_id: int | None = None) -> LogEntry:
    """Publish a post that waits, as of now and with the next number; a thread that waits for it is published with it.

    Needs no reason. Raises Conflict when it does not wait any more, or was edited or moved since the moderator saw it,
    or its thread is not published; Refused for one's own.
    """
    _check_waits(actor, post)
    check_read(post, seen)
    thread, starts_thread = post.thread, post.starts_thread
    if not starts_thread and thread.state != State.PUBLISHED:
        raise Conflict(lazy("The thread is not published, so a reply in it cannot be. Decide about the thread first."))
    before = {"state": State.HELD, "created_at": post.created_at.isoformat()}
    had_read = reader_of(post.author_id, thread)
    with recounted(thread):
        publish_held(post)
    _look_again(post)
    after = {"state": State.PUBLISHED, "number": post.number}
    case = case_to_clear(CaseKind.HELD, actor, post)
    case_id = case.id if case else case_id
    entry = told(actor, APPROVE, post, before, after, member_id=post.author_id, case_id=case_id)
    keep(entry.id, {post.author_id: had_read})
    if case:
        close_case(case, "approved", actor.id, entry)
    return entry


@action(Can.MODERATE_POST)
def decline_post(
    actor: Member, post: Post, reason: str, case_id: int | None = None, seen: Seen | None = None
) -> LogEntry:
    """Let a post that waits not be published; its author is told why. Raises like `approve_post`, and Invalid."""
    _check_waits(actor, post)
    check_seen(post, seen)
    _put(post, State.HIDDEN)
    emit(PostRemoved(post.id))
    before, after = {"state": State.HELD}, {"state": State.HIDDEN}
    case = case_to_clear(CaseKind.HELD, actor, post)
    case_id = case.id if case else case_id
    entry = done(actor, DECLINE, post, before, after, reason, member_id=post.author_id, case_id=case_id)
    if case:
        close_case(case, "not published", actor.id, entry)
    return entry


@dataclass
class Approved:
    """What became of many posts: those that are published now, and those that are not, each with the reason."""

    entries: list[LogEntry] = field(default_factory=list)
    refused: list[tuple[Post, Any]] = field(default_factory=list)


def approve_posts(actor: Member, posts: Iterable[tuple[Post, Seen | None, int | None]]) -> Approved:
    """Approve many, the oldest first, each a deed of its own: a post, what was seen of it, and the case."""
    approved = Approved()
    for post, seen, case_id in sorted(posts, key=lambda one: one[0].id):
        try:
            approved.entries.append(approve_post(actor, post, seen, case_id))
        except ForumError as fault:
            approved.refused.append((post, fault.sentence))
    return approved


def _check_waits(actor: Person, post: Post) -> None:
    if post.author_id == actor.id:
        raise Refused(NOT_ONES_OWN)
    if post.state != State.HELD:
        raise Conflict(lazy("This post does not wait any more. Nothing was done. Look at what stands there now."))


def _put(post: Post, state: State) -> None:
    """Put a post, and the thread that waits for it, into a state in which nobody reads it."""
    with recounted(post.thread):
        if post.starts_thread:
            post.thread.state = state
        post.state = state


def _look_again(post: Post) -> None:
    """Let the index read the replies again that a thread had already when it was published, or waits with."""
    if post.starts_thread and post.thread.last_number > 1:
        emit(ThreadChanged(post.thread.id))


def _hold_again(_actor: Person, post: Post, entry: LogEntry) -> None:
    check_unchanged(post, entry.after)
    if post.starts_thread and post.thread.state != State.PUBLISHED:
        raise Conflict(MEANWHILE)
    if post.starts_thread and others_wrote(post):
        raise Conflict(lazy("Others have replied since. Hide the thread instead."))
    unread_own(entry.id, post)
    post.created_at = datetime.fromisoformat(entry.before["created_at"])
    if post.starts_thread:
        post.thread.created_at = post.created_at
    _put(post, State.HELD)
    emit(PostRemoved(post.id))
    emit(PostHeld(post.id))
    _look_again(post)


def _wait_again(_actor: Person, post: Post, entry: LogEntry) -> None:
    check_unchanged(post, entry.after)
    if post.starts_thread and post.thread.state != State.HIDDEN:
        raise Conflict(MEANWHILE)
    _put(post, State.HELD)
    emit(PostHeld(post.id))


UNDOINGS: dict[str, Undoing] = {APPROVE: _hold_again, DECLINE: _wait_again}
