"""What the queue says of reports: the reasons that were chosen, each with the words of who chose it first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from forum.core.db import session
from forum.moderation.models import Report
from forum.moderation.report_reasons import all_reasons


@dataclass(frozen=True)
class FirstReport:
    """A reason, in words, and what the first who chose it said."""

    reason: Any
    words: str
    is_urgent: bool


def first_reports(case_ids: Iterable[int]) -> dict[int, list[FirstReport]]:
    """For each of these cases that has reports, one for each reason: what is urgent first, then as they came."""
    numbers = list(case_ids)
    if not numbers:
        return {}
    first = select(func.min(Report.id)).where(Report.case_id.in_(numbers)).group_by(Report.case_id, Report.reason)
    columns = select(Report.case_id, Report.reason, Report.words)
    rows = session.execute(columns.where(Report.id.in_(first)).order_by(Report.id)).all()
    reasons = {reason.key: reason for reason in all_reasons()} if rows else {}
    found: dict[int, list[FirstReport]] = {}
    for row in rows:
        reason = reasons.get(row.reason)
        one = FirstReport(reason.label if reason else row.reason, row.words, reason is not None and reason.is_urgent)
        found.setdefault(row.case_id, []).append(one)
    return {number: sorted(some, key=lambda one: not one.is_urgent) for number, some in found.items()}
