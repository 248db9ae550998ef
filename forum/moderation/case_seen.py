"""What a moderator had seen of a case: the post, or how far the log went that tells of the member; the reports."""

import re
from dataclasses import dataclass
from typing import Self

from sqlalchemy import func, select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.moderation.meanwhile import check_since
from forum.moderation.models import Case
from forum.moderation.reports_seen import SeenReports, check_reports
from forum.moderation.seen import Seen, check_seen
from forum.permissions.people import Person

_MARK = re.compile(r"log ([0-9]{1,10})")


@dataclass(frozen=True)
class SeenMember:
    """The last number in the log when the page was made."""

    logged: int

    @classmethod
    def now(cls) -> Self:
        """As a page says it that is made now."""
        return cls(session.scalar(select(func.max(LogEntry.id))) or 0)

    @property
    def mark(self) -> str:
        """The same for a form to carry."""
        return f"log {self.logged}"


@dataclass(frozen=True)
class CaseSeen:
    """What it is about, as it was, and the reports that were there."""

    what: Seen | SeenMember
    reports: SeenReports | None = None

    @property
    def mark(self) -> str:
        """The same for a form to carry."""
        return f"{self.what.mark}, {self.reports.mark}" if self.reports else self.what.mark


def seen_now(case: Case) -> CaseSeen:
    """The case as a page shows it that is made now."""
    return CaseSeen(Seen.of(case.post) if case.post else SeenMember.now(), SeenReports.of_case(case))


def seen_said(mark: str | None) -> CaseSeen | None:
    """What a form says; None where it says nothing that a page of ours has put there."""
    about, _comma, reports = (mark or "").partition(", ")
    found = _MARK.fullmatch(about)
    what = SeenMember(int(found[1])) if found else Seen.said(about)
    return None if what is None else CaseSeen(what, SeenReports.said(reports))


def check_case(actor: Person, case: Case, seen: CaseSeen | None) -> None:
    """Whether it is as it was seen: post and thread, the reports, what others decided about the member.

    Raises Conflict.
    """
    if seen is None:
        return
    if isinstance(seen.what, SeenMember):
        if case.about is not None and case.post is None:
            check_since(actor, case.about, seen.what.logged)
    elif case.post is not None:
        check_seen(case.post, seen.what)
    check_reports(seen.reports, SeenReports.of_case(case))
