"""Taking a post away from readers, and giving it back: its text stays, for its author's eyes and the moderators'."""

from collections.abc import Mapping
from typing import Any

from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.cases import case_to_clear, close_case
from forum.moderation.deeds import Undoing, check_unchanged, done
from forum.moderation.facts import put, said
from forum.moderation.models import CaseKind
from forum.moderation.reports_seen import SeenReports, check_reports
from forum.moderation.seen import Seen, check_read, check_seen
from forum.moderation.standing import check_not_own
from forum.permissions.guard import action
from forum.permissions.people import Operator, Person
from forum.permissions.table import Can
from forum.threads.counting import recounted
from forum.threads.events import AnswerChanged, PostRemoved, PostRestored
from forum.threads.models import Post, State, Thread


@action(Can.MODERATE_POST)
def hide_post(
    actor: Member,
    post: Post,
    reason: str,
    case_id: int | None = None,
    seen: Seen | None = None,
    reports: SeenReports | None = None,
) -> LogEntry:
    """Take a published post away; its line says that it was removed.

    Reports of it that wait are cleared by the same deed, and the reporters told. Raises Conflict for a post that is not
    published, or is not as it was seen, with those reports; Invalid.
    """
    if post.state != State.PUBLISHED:
        raise Conflict(lazy("This post is not published any more, so it cannot be hidden."))
    check_seen(post, seen)
    check_reports(reports, SeenReports.of_posts(actor, [post]))
    case, before = case_to_clear(CaseKind.REPORT, actor, post), _before(post)
    take_away(post)
    numbers = {"member_id": post.author_id, "case_id": case.id if case else case_id}
    entry = done(actor, "hide a post", post, before, {"state": State.HIDDEN}, reason, **numbers)
    if case:
        close_case(case, "hidden", actor.id, entry)
    return entry


def hide_for_now(post: Post, reason: str, case_id: int) -> LogEntry:
    """Take a post away until a moderator has looked: a deed of the forum itself, within that of who reports it."""
    before, after = _before(post), {"state": State.HIDDEN}
    take_away(post)
    numbers = {"member_id": post.author_id, "case_id": case_id}
    return done(Operator(), "hide until looked at", post, before, after, reason, **numbers)


@action(Can.MODERATE_POST)
def restore_post(
    actor: Member, post: Post, reason: str, case_id: int | None = None, seen: Seen | None = None
) -> LogEntry:
    """Give a hidden post back to its readers.

    Raises Conflict for one that is not hidden, stands in a thread that is, or is not what or where it was as it was
    seen; Refused for one's own that somebody else hid, Invalid.
    """
    if post.state != State.HIDDEN:
        raise Conflict(lazy("This post is not hidden any more."))
    if post.number is None:
        raise Conflict(lazy("This post was declined, never published. Undo that on the page of the deed."))
    if post.thread.state == State.HIDDEN:
        raise Conflict(lazy("The thread is hidden, so nobody would read this post. Restore the thread first."))
    check_not_own(actor, post, "state")
    check_read(post, seen)
    publish(post)
    before, after = {"state": State.HIDDEN}, {"state": State.PUBLISHED}
    return done(actor, "restore a post", post, before, after, reason, member_id=post.author_id, case_id=case_id)


def publish(post: Post) -> None:
    """Let readers have a post that was taken away; part of a deed."""
    with recounted(post.thread):
        post.state = State.PUBLISHED
    emit(PostRestored(post.id))


def take_away(post: Post) -> None:
    """Let readers no longer have a post; part of a deed."""
    with recounted(post.thread):
        post.state = State.HIDDEN
    emit(PostRemoved(post.id))


def _before(post: Post) -> dict[str, Any]:
    answered = post.thread.accepted_id == post.id
    by, since = (post.thread.accepted_by_id, post.thread.accepted_at) if answered else (None, None)
    answer = {"answered": answered, "accepted_by": by, "accepted_at": said(since)}
    return {"state": post.state, "stood_in": post.thread_id, **answer}


def _unhide(_actor: Person, post: Post, entry: LogEntry) -> None:
    check_unchanged(post, entry.after)
    publish(post)
    if entry.before["answered"]:
        facts = {"accepted_by_id": entry.before["accepted_by"], "accepted_at": entry.before.get("accepted_at")}
        be_answer_again(post, entry.before.get("stood_in", post.thread_id), facts)


def be_answer_again(post: Post, thread_id: int, facts: Mapping[str, Any]) -> None:
    """Let a post be the answer again of the thread of this number, as the log tells; part of undoing.

    Not where it stands among the posts of another by now, or begins its thread, or that has an answer.
    """
    thread, was = post.thread, session.get(Thread, thread_id)
    is_there = was is not None and thread.id in (was.id, was.merged_into_id)
    if is_there and not post.starts_thread and thread.accepted_id is None:
        put(thread, {"accepted_id": post.id, **facts})
        emit(AnswerChanged(thread.id, None, post.id))


def _hide_again(_actor: Person, post: Post, entry: LogEntry) -> None:
    check_unchanged(post, entry.after)
    take_away(post)


UNDOINGS: dict[str, Undoing] = {
    "hide a post": _unhide,
    "hide until looked at": _unhide,
    "restore a post": _hide_again,
}
