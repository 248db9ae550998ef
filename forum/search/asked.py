"""What is looked for on the forum, for administrators: words and counts, of several days together."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from forum.core.db import session
from forum.permissions.guard import require
from forum.permissions.people import Person
from forum.permissions.table import Can
from forum.search.query_models import QueryCount, QueryWords, first_day

MOST_SHOWN = 50


@dataclass(frozen=True)
class Searches:
    """Rows with `words`, `asked` and `in_vain`, and how many searches were counted in all."""

    most: list[Any]
    missing: list[Any]
    asked: int
    in_vain: int


def searches(viewer: Person, days: int) -> Searches:
    """What was most often asked, and what was most often not found, on so many days up to today."""
    require(viewer, Can.SEE_SEARCHES)
    asked, in_vain = func.sum(QueryCount.asked), func.sum(QueryCount.in_vain)
    total = session.execute(select(asked, in_vain).where(QueryCount.day >= first_day(days))).one()
    missing = [row for row in _rows(days, in_vain) if row.in_vain]
    return Searches(_rows(days, asked), missing, total[0] or 0, total[1] or 0)


def _rows(days: int, first: ColumnElement[Any]) -> list[Any]:
    asked, in_vain = func.sum(QueryCount.asked).label("asked"), func.sum(QueryCount.in_vain).label("in_vain")
    query = select(QueryWords.words, asked, in_vain).join(QueryCount, QueryCount.digest == QueryWords.digest)
    recent = query.where(QueryCount.day >= first_day(days)).group_by(QueryWords.words)
    return list(session.execute(recent.order_by(first.desc(), QueryWords.words).limit(MOST_SHOWN)))
