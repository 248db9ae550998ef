"""By what results can be narrowed and widened: plain queries, each with how many posts it would leave."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, bindparam, select

from forum.core.clock import now
from forum.core.db import UtcDateTime, session
from forum.core.words import _, long_day
from forum.members.models import Member
from forum.organisations.models import Organisation
from forum.search.engine import Filters
from forum.search.fields import FIRST_YEAR, Fields
from forum.search.found import Counts, Found
from forum.search.query import QUERY_LIMIT, ParsedQuery

MOST_CHOICES = 10  # of a facet: the most frequent boards and organisations, the newest years

YES, NO = "yes", "no"
AUTHORS = bindparam("authors", expanding=True, type_=Integer)
MOMENT = bindparam("moment", type_=UtcDateTime)


@dataclass(frozen=True)
class Choice:
    """Something to narrow by: the query that does it, and how many of the posts it would leave."""

    label: str
    query: str
    count: int


@dataclass(frozen=True)
class Facet:
    """What a list of choices is about; `others` choices are not shown.

    Where one is made, `chosen` says which, `wider` is the query without it, and `anything` what that would find.
    """

    name: str
    title: str
    anything: str
    choices: list[Choice] = field(default_factory=list)
    others: int = 0
    chosen: str = ""
    wider: str = ""


def facets_of(query: ParsedQuery, filters: Filters, found: Found, boards: Mapping[int, Any]) -> list[Facet]:
    """The facets that narrow these results, or are narrowed already. Only boards that are given are named."""
    counts = found.counts
    facets = [
        _places(query),
        _answered(query, counts),
        _boards(query, counts, filters, boards),
        _years(query, counts),
        _authors(query, filters),
        _organisations(query, counts, filters),
    ]
    return [facet for facet in facets if facet.choices or facet.chosen]


def _places(query: ParsedQuery) -> Facet:
    facet = Facet("in", _("Where"), _("Titles and texts"))
    return _chosen(facet, _("Titles alone"), query, ["in"]) if query.fields.in_title else facet


def _answered(query: ParsedQuery, counts: Counts) -> Facet:
    labels = {YES: _("Answered threads"), NO: _("Waiting for an answer")}
    facet, chosen = Facet("answered", _("Answered"), _("Answered or not")), query.fields.answered
    if chosen is not None:
        return _chosen(facet, labels[YES if chosen else NO], query, ["answered"])
    many = {YES: counts.answered, NO: counts.posts - counts.answered}
    rows = [(labels[word], f"answered:{word}", count) for word, count in many.items()]
    return _with_choices(facet, rows, query, ["answered"], counts)


def _boards(query: ParsedQuery, counts: Counts, filters: Filters, boards: Mapping[int, Any]) -> Facet:
    facet, fields = Facet("board", _("Board"), _("All boards")), ["board"]
    if filters.boards is not None:
        names = sorted(boards[number].name for number in filters.boards)
        return _chosen(facet, ", ".join(names), query, fields)
    rows = [
        (boards[number].name, f"board:{boards[number].slug}", count)
        for number, count in _most_frequent(counts.boards)
        if number in boards
    ]
    return _with_choices(facet, rows, query, fields, counts)


def _years(query: ParsedQuery, counts: Counts) -> Facet:
    facet, fields = Facet("year", _("Year"), _("Any year")), ["before", "after"]
    if query.fields.since or query.fields.until:
        chosen = _days(query.fields)
        named = facet if chosen.isdigit() else replace(facet, title=_("Date"), anything=_("Any date"))
        return _chosen(named, chosen, query, fields)
    years = sorted(counts.years.items(), reverse=True)
    rows = [(str(year), f"after:{year} before:{year + 1}", count) for year, count in years if year >= FIRST_YEAR]
    return _with_choices(facet, rows, query, fields, counts)


def _authors(query: ParsedQuery, filters: Filters) -> Facet:
    facet = Facet("by", _("Written by"), _("Anybody"))
    is_narrowed = filters.authors is not None and query.fields.people
    return _chosen(facet, ", ".join(query.fields.people), query, ["by"]) if is_narrowed else facet


def _organisations(query: ParsedQuery, counts: Counts, filters: Filters) -> Facet:
    """Where the authors are verified at this moment: everybody sees that beside their posts."""
    facet = Facet("organisation", _("Organisation of the author"), _("All organisations"))
    fields, totals = ["organisation", "organization"], Counter[tuple[str, str]]()
    for row in _verified(counts.authors.keys()):
        totals[row.name, row.slug] += counts.authors[row.id]
    if filters.authors is not None and query.fields.organisations:
        names = {slug: name for name, slug in totals}
        said = ", ".join(names.get(one.lower(), one) for one in query.fields.organisations)
        return _chosen(facet, said, query, fields)
    rows = [(name, f"organisation:{slug}", count) for (name, slug), count in _most_frequent(totals)]
    return _with_choices(facet, rows, query, fields, counts)


def _verified(author_ids: Collection[int]) -> Iterable[Any]:
    asked = {AUTHORS.key: list(author_ids), MOMENT.key: now()}
    return session.execute(_verified_now(), asked) if author_ids else ()


@lru_cache
def _verified_now() -> Any:
    columns = select(Member.id, Organisation.name, Organisation.slug)
    query = columns.join(Organisation, Member.verified_at_id == Organisation.id)
    return query.where(Member.id.in_(AUTHORS), Member.verified_until > MOMENT)


def _most_frequent(counts: Mapping[Any, int]) -> list[tuple[Any, int]]:
    """The most frequent first, and of equals always the same."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


Row = tuple[str, str, int]


def _chosen(facet: Facet, chosen: str, query: ParsedQuery, fields: Collection[str]) -> Facet:
    return replace(facet, chosen=chosen, wider=query.but_for(fields))


def _with_choices(
    facet: Facet, rows: Sequence[Row], query: ParsedQuery, fields: Collection[str], counts: Counts
) -> Facet:
    """The facet with a choice for each row that leaves something out, and something in, and has room in a query."""
    rest = query.but_for(fields)
    choices = [
        Choice(label, f"{rest} {narrower}".strip(), count)
        for label, narrower, count in rows
        if 0 < count < counts.posts and len(f"{rest} {narrower}") <= QUERY_LIMIT
    ]
    return replace(facet, choices=choices[:MOST_CHOICES], others=max(0, len(choices) - MOST_CHOICES))


def _days(fields: Fields) -> str:
    since, until = fields.since, fields.until
    if since and until and (since, until) == (date(since.year, 1, 1), date(since.year + 1, 1, 1)):
        return str(since.year)
    if since and until:
        return _("%(first)s until before %(last)s", first=long_day(since), last=long_day(until))
    if since:
        return _("since %(day)s", day=long_day(since))
    return _("before %(day)s", day=long_day(until)) if until else ""
