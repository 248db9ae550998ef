"""What a moderator had seen of a case: the post as it was, or how far the log went that tells of the member."""

import re
from dataclasses import dataclass
from typing import Self

from sqlalchemy import func, select

from forum.core.db import session
from forum.core.log import LogEntry
from forum.moderation.meanwhile import check_since
from forum.moderation.models import Case
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


CaseSeen = Seen | SeenMember


def seen_now(case: Case) -> CaseSeen:
    """The case as a page shows it that is made now."""
    return Seen.of(case.post) if case.post else SeenMember.now()


def seen_said(mark: str | None) -> CaseSeen | None:
    """What a form says; None where it says nothing that a page of ours has put there."""
    found = _MARK.fullmatch(mark or "")
    return SeenMember(int(found[1])) if found else Seen.said(mark)


def check_case(actor: Person, case: Case, seen: CaseSeen | None) -> None:
    """Whether post and thread are as they were seen, or nobody else has decided about the member. Raises Conflict."""
    if isinstance(seen, SeenMember):
        if case.about is not None and case.post is None:
            check_since(actor, case.about, seen.logged)
    elif case.post is not None:
        check_seen(case.post, seen)
