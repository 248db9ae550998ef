"""Threads that are about the same as a text, found in the database: as `nearness` reckons it, in one statement."""

from collections.abc import Mapping
from typing import Any

from forum.core.db import session
from forum.search.found import Near
from forum.search.nearness import COMMON_LEAST, COMMON_MOST, COMMON_PART, LEAST_CLOSENESS, LEAST_WORDS
from forum.search.postgresql_allowed import Condition
from forum.search.postgresql_build import Present, statement
from forum.search.postgresql_lexemes import WEIGHTS, word
from forum.search.weighing import LENGTH, SATURATION, TITLE_WEIGHT

# What a word counts for is squared, so that few rare words say more than many frequent ones. One that more than `most`
# first posts have tells of none that it is near, but that it is in the text.
_NEAR = """
    WITH spread AS MATERIALIZED (
        SELECT one.query::tsquery AS query, one.counts, (SELECT count(*) FROM (
            SELECT FROM search_index.{entry} e
            WHERE e.is_first AND e.text @@ one.query::tsquery AND {among} LIMIT :most + 1) few) AS posts
        FROM unnest(CAST(:queries AS text[]), CAST(:counts AS double precision[])) AS one(query, counts)
    ), telling AS MATERIALIZED (
        SELECT query, posts <= :most AS is_near,
            counts * power(ln(1 + (:posts - least(posts, :most) + 0.5) / (least(posts, :most) + 0.5)), 2) AS counts
        FROM spread WHERE posts > 0
    ), near AS (
        SELECT e.post_id, e.thread_id, count(*) AS shared,
            sum(telling.counts * (1 - (:base + :slope * e.words) / (:base + :slope * e.words + e.weight))) AS score
        FROM telling CROSS JOIN LATERAL (
            SELECT e.post_id, e.thread_id, e.words,
                :title * ts_rank_cd(CAST(:weights AS real[]), e.text, telling.query) AS weight
            FROM search_index.{entry} e WHERE e.is_first AND e.text @@ telling.query AND {among}
        ) e
        WHERE telling.is_near GROUP BY e.post_id, e.thread_id HAVING count(*) >= :least_words
    ), whole AS MATERIALIZED (SELECT sum(counts) AS counts FROM telling)
    SELECT near.post_id, near.thread_id, near.score / whole.counts AS closeness FROM near CROSS JOIN whole
    WHERE near.score >= :least * whole.counts ORDER BY closeness DESC, post_id DESC LIMIT :size
"""


def nearest(
    present: Present, words: Mapping[str, float], permitted: Condition, but_for: int | None, size: int
) -> tuple[Near, ...]:
    """The first posts that have most of what is telling in these words; see `Index.near`."""
    among, posts = permitted.sql, max(0, present.first_posts)
    values: dict[str, Any] = {"queries": [word(term) for term in words], "counts": list(words.values())}
    if but_for is not None:
        among += " AND e.thread_id <> :but_thread"
        values["but_thread"] = but_for
    most = max(COMMON_LEAST, min(COMMON_MOST, int(COMMON_PART * posts)))
    length = present.first_words / max(1, posts)
    values |= {"base": SATURATION * (1 - LENGTH), "slope": SATURATION * LENGTH / max(1.0, length)}
    values |= {"most": most, "posts": max(posts, most), "weights": WEIGHTS, "title": TITLE_WEIGHT, "size": size}
    values |= {"least": LEAST_CLOSENESS, "least_words": LEAST_WORDS, **permitted.values}
    rows = session.execute(statement(_NEAR, present.build, among=among), values)
    return tuple(Near(row.post_id, row.thread_id, float(row.closeness)) for row in rows)
