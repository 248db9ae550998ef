"""What a query finds in the database, ranked there: one statement looks, weighs, and puts one page together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from sqlalchemy import String, TextClause, bindparam

from forum.core.db import session
from forum.search.engine import NO_FILTERS, Order, Question
from forum.search.found import CHECKED
from forum.search.postgresql_allowed import Condition, answered, let_through
from forum.search.postgresql_build import Present, statement
from forum.search.postgresql_lexemes import WEIGHTS, all_of, but_for, candidates, sought
from forum.search.postgresql_spread import NEWEST, OFTEN, Spread, shares_of, spread
from forum.search.weighing import ACCEPTED, ALL_UNTIL, ALSO_WEIGHT, FIRST, KIND, LENGTH, SATURATION, TITLE_WEIGHT

# By an expression, no index is read in the order of time, and by one of a truth none of words.
_LOOKED_UP = "e.text @@ CAST(:wide AS tsquery)"
_SEEN_ON_THE_WAY = "(e.text @@ CAST(:wide AS tsquery)) IS TRUE"
_SORTED, _IN_ORDER = "e.created + 0 DESC, e.post_id DESC", "e.created DESC, e.post_id DESC"

_FOUND = """
    WITH newest AS MATERIALIZED (
        SELECT e.post_id FROM search_index.{entry} e WHERE {among} AND {wide} ORDER BY {by_time} LIMIT :newest + 1
    ), found AS MATERIALIZED (
        SELECT e.post_id, e.thread_id, e.board_id, e.author_id, e.created, {has} AS has, {score} AS score
        FROM (SELECT post_id FROM newest LIMIT :newest) newest
        CROSS JOIN LATERAL (SELECT * FROM search_index.{entry} one WHERE one.post_id = newest.post_id OFFSET 0) e
    ), e AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY score DESC, created DESC, post_id DESC) AS place
        FROM found WHERE has >= :needed
    ), thread AS MATERIALIZED (
        SELECT thread_id, min(place) AS place, count(*) AS many FROM e GROUP BY thread_id
    )
    SELECT (SELECT count(*) > :newest FROM newest) AS is_more, (SELECT count(*) FROM e) AS total,
        (SELECT count(*) FROM e WHERE has = :units) AS complete, (SELECT count(*) FROM thread) AS threads,
        (SELECT json_agg(post_id ORDER BY place) FROM e WHERE place <= :checked) AS first,
        {page}
"""
_POSTS = """
    (SELECT json_agg(json_build_array(post_id, thread_id, 0) ORDER BY place) FROM e
        WHERE place > :first AND place <= :first + :size) AS hits
"""
_THREADS = """
    (SELECT json_agg(json_build_array(post_id, thread_id, many - 1) ORDER BY place) FROM (
        SELECT e.post_id, e.thread_id, thread.many, place FROM thread JOIN e USING (place)
        ORDER BY place OFFSET :first LIMIT :size) shown) AS hits,
    (SELECT json_object_agg(board_id, many) FROM (
        SELECT board_id, count(*) AS many FROM e GROUP BY board_id) one) AS boards,
    (SELECT json_object_agg(author_id, many) FROM (
        SELECT author_id, count(*) AS many FROM e GROUP BY author_id) one) AS authors,
    (SELECT json_object_agg(year, many) FROM (
        SELECT CAST(extract(year FROM to_timestamp(created) AT TIME ZONE :zone) AS integer) AS year, count(*) AS many
        FROM e GROUP BY 1) one) AS years,
    (SELECT sum(many) FROM thread e WHERE {answered}) AS answered
"""
_SOME = """
    SELECT e.post_id FROM search_index.{entry} e
    WHERE {among} AND e.text @@ CAST(:wide AS tsquery) LIMIT :most
"""


@dataclass(frozen=True)
class Wanted:
    """A question as it is asked here: among which posts, what of it is said by any, and what by none."""

    present: Present
    question: Question
    permitted: Condition
    among: Condition
    said: Sequence[Spread]
    absent: tuple[Any, ...]

    @property
    def has_answer(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.said) or (not self.question.query.wanted and self.question.filters != NO_FILTERS)


def wanted(present: Present, question: Question, permitted: Condition) -> Wanted:
    """What there is to look for."""
    from_filters = let_through(question.filters, permitted)
    parts = [part for part in (permitted.sql, from_filters.sql) if part]
    among = Condition(" AND ".join(parts), permitted.values | from_filters.values)
    units = spread(present, [sought(unit) for unit in question.query.wanted], permitted)
    absent = tuple(one.sought.unit for one in units if not one.posts)
    return Wanted(present, question, permitted, among, [one for one in units if one.posts], absent)


def page_of_posts(asked: Wanted, first: int, size: int) -> Any:
    """A page of posts, and what there is to say of all that was found."""
    return _most(asked, _POSTS, {"first": first, "size": size})


def page_of_threads(asked: Wanted, first: int, size: int) -> Any:
    """A page of threads, and what there is to count."""
    page = _THREADS.replace("{answered}", answered(asked.permitted))
    return _most(asked, page, {"first": first, "size": size, "zone": str(asked.question.zone)})


def some(asked: Wanted, most: int) -> list[int]:
    """Up to so many posts that have all that is said."""
    query = but_for(all_of(one.sought.exact for one in asked.said), asked.question.query.unwanted)
    sql = statement(_SOME, asked.present.build, among=asked.among.sql)
    return list(session.scalars(_exactly(sql), {"wide": query, "most": most, **asked.among.values}))


def _most(asked: Wanted, page: str, values: dict[str, Any]) -> Any:
    """The posts that have all of a few units, two in three of many; where there are none, those that have the most."""
    units = len(asked.said)
    if not units:
        return _page(asked, page, 0, values)
    for needed in range(min(units, max(ALL_UNTIL, -(-2 * units // 3))), 0, -1):
        row = _page(asked, page, needed, values)
        if row.total or needed == 1:
            break
    return row


def _page(asked: Wanted, page: str, needed: int, values: dict[str, Any]) -> Any:
    """The statement, asked so that what is frequent is seen on the way through the newest posts."""
    rarest = sorted(asked.said, key=lambda one: one.posts)
    wide = candidates([one.sought for one in rarest], needed) if needed else ""
    wide = but_for(wide, asked.question.query.unwanted)
    walks = not needed or _is_frequent(asked, rarest, wide)
    has, score, more = _weighed(asked, needed)
    parts = {"page": page, "among": asked.among.sql, "has": has, "score": score}
    parts["wide"] = (_SEEN_ON_THE_WAY if walks else _LOOKED_UP) if wide else "TRUE"
    parts["by_time"] = _IN_ORDER if walks else _SORTED
    sql = statement(_FOUND, asked.present.build, **parts)
    limits = {"newest": NEWEST, "needed": needed, "units": len(asked.said), "checked": CHECKED, "wide": wide}
    known = limits | more | values | asked.among.values
    return session.execute(_exactly(sql) if wide else sql, known).one()


def _is_frequent(asked: Wanted, rarest: Sequence[Spread], wide: str) -> bool:
    """Whether so many posts have it that reading the newest, one after the other, soon finds enough."""
    if rarest[0].is_counted:
        return False
    return shares_of(asked.present, [wide], asked.among)[0] >= OFTEN


def _weighed(asked: Wanted, needed: int) -> tuple[str, str, dict[str, Any]]:
    """How many of the units a post has, and its score: BM25F as everywhere, reckoned by the database."""
    said, present = asked.said, asked.present
    values: dict[str, Any] = {}
    are_all = needed == len(said) and not any(one.sought.needs_places for one in said)
    for at, one in enumerate(said):
        if not are_all:
            values[f"exact{at}"] = one.sought.exact
    has = " + ".join(f"CAST(e.text @@ CAST(:exact{at} AS tsquery) AS integer)" for at in range(len(said)))
    if are_all:
        has = f"{needed}"
    if asked.question.order is Order.NEWEST or not said:
        return has, "0.0", values
    base, slope = SATURATION * (1 - LENGTH), SATURATION * LENGTH * present.posts / max(1, present.words)
    values |= {"base": base, "slope": slope, "weights": WEIGHTS}
    terms = []
    for at, one in enumerate(said):
        values[f"rarity{at}"] = log(1 + (max(present.posts, one.posts) - one.posts + 0.5) / (one.posts + 0.5))
        sides = [(f"said{at}", one.sought.said, TITLE_WEIGHT)]
        sides += [(f"also{at}_{n}", query, TITLE_WEIGHT * ALSO_WEIGHT) for n, query in enumerate(one.sought.also)]
        values |= {name: query for name, query, _weight in sides}
        weight = " + ".join(
            f"{times} * ts_rank_cd(CAST(:weights AS real[]), e.text, CAST(:{name} AS tsquery))"
            for name, _query, times in sides
        )
        terms.append(f":rarity{at} * (1 - (:base + :slope * e.words) / (:base + :slope * e.words + {weight}))")
    kind = f"CASE WHEN e.is_accepted THEN {KIND[ACCEPTED]} WHEN e.is_first THEN {KIND[FIRST]} ELSE {KIND[0]} END"
    return has, f"({' + '.join(terms)}) * {kind}", values


def _exactly(sql: TextClause) -> TextClause:
    """Words stand in the statement itself, so that its plan is made for them."""
    return sql.bindparams(bindparam("wide", type_=String, literal_execute=True))
