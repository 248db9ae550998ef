"""Reporting a post or a member: several reports of one thing are one case; enough of them hide a post for now."""

from typing import Any

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import lock, session
from forum.core.errors import Invalid
from forum.core.words import lazy
from forum.members.models import Member
from forum.moderation.cases import open_case
from forum.moderation.hiding import hide_for_now
from forum.moderation.models import WORDS_LIMIT, Case, CaseKind, Report
from forum.moderation.report_reasons import NEEDS_WORDS, reasons_for
from forum.moderation.weighing import is_enough, weigh, weight_of
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.threads.models import Post, State

ENOUGH = lazy("Several members have reported this post. It is hidden until a moderator has looked at it.")


@action(Can.REPORT)
def report_post(reporter: Person, post: Post, reason: str, words: str) -> Report:
    """Tell moderators of a post; who does so again while the case is open corrects what they said. Raises Invalid."""
    report = _report(reporter, post, post.author_id, reason, words)
    case, members = report.case, weigh(report.case)
    published = post.state == State.PUBLISHED and post.thread.state == State.PUBLISHED
    if published and case.hold_id is None and is_enough(case, members, post):
        case.hold_id = hide_for_now(post, str(ENOUGH), case.id).id
    return report


@action(Can.REPORT_MEMBER)
def report_member(reporter: Member, member: Member, reason: str, words: str) -> Report:
    """Tell moderators of a member's profile, or of the member. Raises Invalid."""
    report = _report(reporter, member, member.id, reason, words)
    weigh(report.case)
    return report


def _report(reporter: Person, thing: Any, member_id: int, key: str, words: str) -> Report:
    reason = next((one for one in reasons_for(thing) if one.key == key), None)
    if reason is None:
        raise Invalid(lazy("Choose what is wrong."), "reason")
    if reason.key in NEEDS_WORDS and not words.strip():
        raise Invalid(lazy("Say in your own words what is wrong."), "words")
    if len(words) > WORDS_LIMIT:
        raise Invalid(lazy("Say it in at most %(most)d characters.", most=WORDS_LIMIT), "words")
    case = open_case(CaseKind.REPORT, thing, member_id, is_urgent=reason.is_urgent)
    lock(case)
    if not case.is_open:  # somebody has decided it at this moment, and so without this report
        case = open_case(CaseKind.REPORT, thing, member_id, is_urgent=reason.is_urgent)
    report = _earlier(reporter, case) or Report(case=case, reporter_id=reporter.id, weight=weight_of(reporter))
    report.reason, report.words, report.created_at = key, words.strip(), now()
    session.add(report)
    session.flush()
    return report


def _earlier(reporter: Person, case: Case) -> Report | None:
    if reporter.id is None:
        return None
    return session.scalar(select(Report).where(Report.case_id == case.id, Report.reporter_id == reporter.id))
