"""Which reports a moderator had before their eyes: one that came since is not answered unread."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import ColumnElement, func, select

from forum.core.db import session
from forum.core.errors import Conflict
from forum.core.words import lazy
from forum.moderation.models import Case, CaseKind, CaseState, Report
from forum.permissions.people import Person
from forum.threads.models import Post

REPORTED = lazy("Somebody has reported this meanwhile. Nothing was done. Read what they say.")
_MARK = re.compile(r"([0-9]{1,6}) at ([0-9]{1,18})")
_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SeenReports:
    """How many there were, and when the last of them was made or corrected, in microseconds of Unix time."""

    many: int
    last: int

    @classmethod
    def counted(cls, many: int | None, last: datetime | None) -> Self:
        """From what a query has counted."""
        return cls(many or 0, round((last - _START).total_seconds() * 1_000_000) if last else 0)

    @classmethod
    def of_case(cls, case: Case) -> Self:
        """Those of a case, as they are now."""
        return cls._of(Report.case_id == case.id)

    @classmethod
    def of_posts(cls, viewer: Person, posts: Iterable[Post]) -> Self:
        """Those of posts that wait, and that the viewer may answer: not of the viewer's own."""
        about = (Case.thing == Post.__tablename__, Case.thing_id.in_([post.id for post in posts]))
        waits = (Case.kind == CaseKind.REPORT, Case.state == CaseState.OPEN, Case.member_id.is_distinct_from(viewer.id))
        return cls._of(Report.case_id.in_(select(Case.id).where(*about, *waits)))

    @classmethod
    def said(cls, mark: str | None) -> Self | None:
        """What a form says; None where it says nothing that a page of ours has put there."""
        found = _MARK.fullmatch(mark or "")
        return cls(int(found[1]), int(found[2])) if found else None

    @classmethod
    def _of(cls, which: ColumnElement[bool]) -> Self:
        return cls.counted(*session.execute(select(func.count(), func.max(Report.created_at)).where(which)).one())

    @property
    def mark(self) -> str:
        """The same for a form to carry."""
        return f"{self.many} at {self.last}"


def check_reports(seen: SeenReports | None, there: SeenReports) -> None:
    """Whether there is no report that was not seen, if that is known. Raises Conflict."""
    if seen is not None and seen != there:
        raise Conflict(REPORTED)
