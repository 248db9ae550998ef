"""Deciding a report: the post is hidden, nothing is wrong, or it is dealt with otherwise. Each closes the case once."""

from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation import hiding
from forum.moderation.case_seen import CaseSeen, check_case
from forum.moderation.cases import DEALT_WITH, DECIDED, DECLINED, HIDDEN, close_case, is_hidden_for_now
from forum.moderation.deeds import Undoing, check_unchanged, done
from forum.moderation.models import Case, CaseKind
from forum.moderation.seen import POST_IS
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.models import Post, State


@action(Can.DECIDE_CASE)
def hide_reported(actor: Member, case: Case, reason: str, seen: CaseSeen | None = None) -> LogEntry:
    """Hide the reported post, or keep it hidden; its author and the reporters are told.

    Raises Conflict for what was decided meanwhile or is not as it was seen, Invalid without a reason.
    """
    post = _check(actor, case, seen)
    if post is None:
        raise Conflict(lazy("This report is about a member, so there is no post to hide."))
    if post.state != State.HIDDEN:
        return hiding.hide_post(actor, post, reason, case.id)
    state = {"state": State.HIDDEN}
    entry = done(actor, "keep a post hidden", post, state, state, reason, member_id=post.author_id, case_id=case.id)
    close_case(case, HIDDEN, actor.id, entry)
    return entry


@action(Can.DECIDE_CASE)
def decline_report(actor: Member, case: Case, reason: str, seen: CaseSeen | None = None) -> LogEntry:
    """Find nothing wrong: the reporters are told why; a post hidden meanwhile is given back, and its author told.

    Raises like `hide_reported`.
    """
    return _let_stand("decline a report", DECLINED, actor, case, reason, seen)


@action(Can.DECIDE_CASE)
def settle_report(actor: Member, case: Case, reason: str, seen: CaseSeen | None = None) -> LogEntry:
    """Say that something else was done about it: the reporters are told so; a post hidden meanwhile is given back.

    Raises like `hide_reported`.
    """
    return _let_stand("settle a report", DEALT_WITH, actor, case, reason, seen)


def _let_stand(deed: str, outcome: str, actor: Member, case: Case, reason: str, seen: CaseSeen | None) -> LogEntry:
    post = _check(actor, case, seen)
    gives_back = is_hidden_for_now(case)
    before, after = ({"state": State.HIDDEN}, {"state": State.PUBLISHED}) if gives_back else ({}, {})
    if post is not None and gives_back:
        hiding.publish(post)
    told = case.member_id if gives_back else None  # to whom nothing was done, nothing is said
    entry = done(actor, deed, post or case.about, before, after, reason, member_id=told, case_id=case.id)
    close_case(case, outcome, actor.id, entry)
    return entry


def _check(actor: Person, case: Case, seen: CaseSeen | None) -> Post | None:
    if case.kind != CaseKind.REPORT or not case.is_open:
        raise Conflict(DECIDED)
    if case.is_of_gone_post and not case.is_urgent:
        raise Conflict(POST_IS[State.DELETED])
    check_case(actor, case, seen)
    return case.post


def _as_it_was(_actor: Person, post: Post, entry: LogEntry) -> None:
    """Undone, the case waits again; the post is as it was then."""
    if not entry.after:
        return
    check_unchanged(post, entry.after)
    if entry.before != entry.after:
        hiding.take_away(post)


UNDOINGS: dict[str, Undoing] = dict.fromkeys(("keep a post hidden", "decline a report", "settle a report"), _as_it_was)
