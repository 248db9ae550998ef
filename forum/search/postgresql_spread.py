"""In how many posts the words of a query stand: what is frequent is not counted to its end, but estimated.

Everything is reckoned from permitted posts alone. An estimate is taken from the newest of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum.core.db import session
from forum.search.postgresql_allowed import Condition
from forum.search.postgresql_build import Present, statement
from forum.search.postgresql_lexemes import Sought

NEWEST = 5_000  # posts that are looked at where more of them have the words
SAMPLE = 1_000  # posts, the newest, by which it is estimated how frequent something is
OFTEN = 0.1  # of the posts: what stands in so many is found sooner by looking through the newest

_SPREAD = """
    SELECT found.wide, found.exact
    FROM unnest(CAST(:wide AS text[]), CAST(:exact AS text[]), CAST(:placed AS boolean[])) WITH ORDINALITY
        AS one(wide, exact, placed, number)
    CROSS JOIN LATERAL (
        SELECT count(*) AS wide,
            count(*) FILTER (WHERE CASE WHEN one.placed THEN few.text @@ one.exact::tsquery ELSE true END) AS exact
        FROM (
            SELECT e.text FROM search_index.{entry} e WHERE e.text @@ one.wide::tsquery AND {permitted} LIMIT :most
        ) few
    ) found
    ORDER BY one.number
"""
_SAMPLE = """
    WITH newest AS MATERIALIZED (
        SELECT e.text FROM search_index.{entry} e WHERE {among} ORDER BY e.created DESC, e.post_id DESC LIMIT :most
    )
    SELECT (SELECT count(*) FROM newest) AS posts,
        (SELECT count(*) FROM newest WHERE newest.text @@ one.query::tsquery) AS having
    FROM unnest(CAST(:queries AS text[])) WITH ORDINALITY AS one(query, number) ORDER BY one.number
"""


@dataclass(frozen=True)
class Spread:
    """A unit, and in how many permitted posts it stands; exactly where `is_counted`, else estimated."""

    sought: Sought
    posts: int
    is_counted: bool


def spread(present: Present, units: Sequence[Sought], permitted: Condition) -> list[Spread]:
    """How frequent each unit is. A phrase whose words are frequent counts as said where it may be."""
    if not units:
        return []
    values: dict[str, Any] = {"wide": [one.wide for one in units], "exact": [one.exact for one in units]}
    values |= {"placed": [one.needs_places for one in units], "most": NEWEST + 1, **permitted.values}
    rows = session.execute(statement(_SPREAD, present.build, permitted=permitted.sql), values).all()
    if all(row.wide <= NEWEST for row in rows):
        return [Spread(one, row.exact, is_counted=True) for one, row in zip(units, rows, strict=True)]
    shares = shares_of(present, [one.exact for one in units], permitted)
    return [
        Spread(one, row.exact, is_counted=True)
        if row.wide <= NEWEST
        else Spread(one, max(1, row.exact, int(share * present.posts)), is_counted=False)
        for one, row, share in zip(units, rows, shares, strict=True)
    ]


def shares_of(present: Present, queries: Sequence[str], among: Condition) -> list[float]:
    """Which part of the newest posts each query finds."""
    values = {"queries": list(queries), "most": SAMPLE, **among.values}
    rows = session.execute(statement(_SAMPLE, present.build, among=among.sql), values)
    return [row.having / max(1, row.posts) for row in rows]
