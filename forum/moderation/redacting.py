"""Taking personal data out of a post and out of all that it said before, for good: a hole is left, and it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import LogEntry
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.cases import DEALT_WITH, case_to_clear, close_case, is_hidden_for_now
from forum.moderation.deeds import done
from forum.moderation.digests import text_digest
from forum.moderation.earlier import words_of_earlier
from forum.moderation.holes import deletion
from forum.moderation.models import Case, CaseKind, Report
from forum.moderation.reasons import check_reason
from forum.moderation.reports_seen import SeenReports, check_reports
from forum.moderation.scrubbing import HOLE, scrubbed
from forum.moderation.seen import Seen, check_seen
from forum.permissions.guard import action
from forum.permissions.table import Can
from forum.threads.events import PostChanged, WordsErased
from forum.threads.models import REASON_LIMIT, TITLE_STORED, Post, Revision, Thread
from forum.threads.openers import opened_with
from forum.threads.prose import Prose, prose_of_stored
from forum.threads.titles import rename


@dataclass(frozen=True)
class Redaction:
    """What a post says without what was taken out, its thread's title where it starts one, and what was taken out.

    That may be nothing of what it says now, but words that it said before.
    """

    text: Prose
    title: str | None
    removed: Sequence[str]
    seen_edits: int
    seen_reports: SeenReports | None = None


def redaction_of(
    post: Post,
    edited: str,
    title: str | None,
    seen: Seen | None = None,
    earlier: str = "",
    reports: SeenReports | None = None,
) -> Redaction:
    """What becomes of a post when a moderator has taken words out of it. Raises Invalid where none were, or some added.

    `earlier` are words, line by line, that stand in what it said before and are to go from there.
    Raises Conflict when the post is not as it was seen: what its author has added since would count as taken out.
    """
    check_seen(post, seen)
    in_text = deletion(post.body, edited, "text")
    in_title = None if title is None else deletion(post.thread.title, title, "title")
    removed = [*in_text.words, *(in_title.words if in_title else ())]
    body, named = in_text.with_holes(removed), None if in_title is None else _title(in_title.with_holes(removed))
    removed += words_of_earlier(post, earlier, body, named or "")
    if not removed:
        raise Invalid(lazy("Take out the words that are to go. Nothing is taken out yet."), "text")
    return Redaction(prose_of_stored(body, post.original_id), named, removed, post.edit_count, reports)


@action(Can.MODERATE_POST)
def redact_post(actor: Member, post: Post, redaction: Redaction, reason: str, case_id: int | None = None) -> LogEntry:
    """Take words out of the post, its history and the reports of it; nobody can bring them back.

    Reports of it that wait are answered by it, and the reporters told; not where they have hidden the post for now.
    Raises Conflict when the post was edited or reported since it was looked at, Invalid without a reason.
    """
    check_reports(redaction.seen_reports, SeenReports.of_posts(actor, [post]))
    if post.edit_count != redaction.seen_edits:
        raise Conflict(lazy("This post was edited meanwhile. Nothing was done. Look at what it says now."))
    said, text = check_reason(reason), redaction.text
    _scrub_history(post, redaction.removed)
    _scrub_reports(post, redaction.removed)
    retitled = _scrub_titles(_titled_around(post, redaction), redaction.removed)
    post.body, post.html, post.html_version = text.source, text.html, text.version
    post.edited_at, post.edit_count = now(), post.edit_count + 1
    trace = Revision(post_id=post.id, editor_id=actor.id, body=text.source, reason=said[:REASON_LIMIT])
    session.add(trace)
    trace.created_at = post.edited_at
    if redaction.title is not None and redaction.title != post.thread.title:
        rename(post.thread, redaction.title)
    emit(PostChanged(post.id))
    emit(WordsErased([post.id], retitled))
    after = {"digest": text_digest(text.source), "edits": post.edit_count}
    case = case_to_clear(CaseKind.REPORT, actor, post)
    if case and is_hidden_for_now(case):  # whether it comes back is still to be decided
        case = None
    numbers = {"member_id": post.author_id, "case_id": case.id if case else case_id}
    entry = done(actor, "redact a post", post, {}, after, reason, **numbers)
    if case:
        close_case(case, DEALT_WITH, actor.id, entry)
    return entry


def _scrub_history(post: Post, removed: Sequence[str]) -> None:
    for revision in session.scalars(select(Revision).where(Revision.post_id == post.id)):
        revision.body = scrubbed(revision.body, removed)
        revision.title = revision.title and _title(scrubbed(revision.title, removed))
        revision.reason = revision.reason and scrubbed(revision.reason, removed)[:REASON_LIMIT]


def _scrub_reports(post: Post, removed: Sequence[str]) -> None:
    """Who reported it may have said in their own words what was to go."""
    about_it = select(Case.id).where(Case.thing == Post.__tablename__, Case.thing_id == post.id)
    for report in session.scalars(select(Report).where(Report.case_id.in_(about_it), Report.words != "")):
        report.words = scrubbed(report.words, removed)


def _titled_around(post: Post, redaction: Redaction) -> list[Thread]:
    """Whose titles lose the words too: with a first post all threads that it was merged of, else what began with it.

    The thread itself is called by the redaction what it is called then.
    """
    if redaction.title is None:
        return opened_with(post)
    merged = session.scalars(select(Thread).where(Thread.merged_into_id == post.thread_id))
    return [post.thread, *merged]


def _scrub_titles(threads: Sequence[Thread], removed: Sequence[str]) -> list[int]:
    """Take words out of titles that nobody reads now, and of those before, in the histories of posts that began them.

    Answers the numbers of the threads.
    """
    for gone in threads:
        title = _title(scrubbed(gone.title, removed))
        if gone.merged_into_id is not None and title != gone.title:
            rename(gone, title)
    retitled = [thread.id for thread in threads]
    for revision in session.scalars(select(Revision).where(Revision.thread_id.in_(retitled))):
        revision.title = revision.title and _title(scrubbed(revision.title, removed))
    return retitled


def _title(left: str) -> str:
    """What is left of a title, as long as it has room for all its holes."""
    return left if len(left) <= TITLE_STORED else HOLE
