"""Who may find which posts, and what they ask of them beside the words: conditions of SQL, with their values.

They stand inside each statement that looks for posts, so that neither counts nor order know of others.
"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from forum.search.engine import Filters, Permitted

_OPEN = "e.board_id = ANY(CAST(:boards AS integer[]))"
_OWN = "(e.board_id = ANY(CAST(:own_boards AS integer[])) AND e.starter_id = :member_id)"
_ANSWERED = "EXISTS (SELECT FROM search_index.{entry} a WHERE a.thread_id = e.thread_id AND a.is_accepted AND {answer})"
_GONE = "e.post_id <> ALL(CAST(:but_for AS bigint[]))"


@dataclass(frozen=True)
class Condition:
    """A condition on posts, which are called `e`, with the values in it."""

    sql: str
    values: dict[str, Any]


def permitted_posts(permitted: Permitted) -> Condition:
    """Posts that may be found; it names what is allowed."""
    values: dict[str, Any] = {"boards": sorted(permitted.boards)}
    sql = _OPEN
    if permitted.own_boards and permitted.member_id is not None:
        sql = f"({_OPEN} OR {_OWN})"
        values |= {"own_boards": sorted(permitted.own_boards), "member_id": permitted.member_id}
    if permitted.but_for:
        sql = f"{sql} AND {_GONE}"
        values["but_for"] = sorted(permitted.but_for)
    return Condition(sql, values)


def own_posts(permitted: Permitted) -> Condition | None:
    """Permitted posts on boards of which not all are permitted, if there may be any."""
    if not permitted.own_boards or permitted.member_id is None:
        return None
    whole = permitted_posts(permitted)
    return Condition(f"{_OWN} AND NOT {_OPEN} AND {whole.sql}", whole.values)


def gone_posts(permitted: Permitted) -> Condition | None:
    """Posts of permitted boards that were taken away since, if any."""
    if not permitted.but_for:
        return None
    values = {"boards": sorted(permitted.boards), "but_for": sorted(permitted.but_for)}
    return Condition(f"{_OPEN} AND NOT {_GONE}", values)


def answered(permitted: Condition) -> str:
    """Whether the thread of a post has an accepted answer that may be found."""
    return _ANSWERED.replace("{answer}", permitted.sql.replace("e.", "a."))


def let_through(filters: Filters, permitted: Condition) -> Condition:
    """Posts that the filters let through; a thread is answered when a permitted post of it is the accepted answer."""
    asked: dict[str, tuple[str, Any]] = {
        "of_boards": ("e.board_id = ANY(CAST(:of_boards AS integer[]))", filters.boards),
        "authors": ("e.author_id = ANY(CAST(:authors AS bigint[]))", filters.authors),
        "thread_id": ("e.thread_id = :thread_id", filters.thread_id),
        "since": ("e.created >= :since", filters.since),
        "until": ("e.created < :until", filters.until),
    }
    there = {name: one for name, one in asked.items() if one[1] is not None}
    sql = [part for part, _value in there.values()]
    if filters.answered is not None:
        sql.append(answered(permitted) if filters.answered else f"NOT {answered(permitted)}")
    return Condition(" AND ".join(sql), {name: _plain(value) for name, (_sql, value) in there.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return ceil(value.timestamp()) if isinstance(value, datetime) else value
