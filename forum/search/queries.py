"""A search as one viewer sees it: the index says which posts, the database has the last word."""

from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from forum.core.errors import Absent
from forum.search.engine import NO_FILTERS, Filters, Index, Order, Permitted
from forum.search.facets import Facet, facets_of
from forum.search.found import Found
from forum.search.narrowing import narrowing
from forum.search.permitted import searchable_by
from forum.search.query import ParsedQuery, parse
from forum.search.results import Result, results_of, still_true

RESULTS_PER_PAGE = 20
TRIES = 5  # without the posts of a page that were taken away since the index was written
LAST_PAGE = 50  # whoever has not found it among a thousand threads needs other words


@dataclass(frozen=True)
class ResultPage:
    """One page of results, and what the index said of all of them.

    `faults` are sentences about what could not be understood. `elsewhere` counts the posts that the words alone find,
    where they find nothing with the filters; `thread_id` is that of the one thread that was looked in, if any.
    """

    found: Found
    results: list[Result]
    page: int
    pages: int
    facets: list[Facet]
    faults: tuple[Any, ...]
    elsewhere: int
    thread_id: int | None


@dataclass(frozen=True)
class _Asked:
    """A question as the index takes it, but for what the viewer may find."""

    viewer: Any
    index: Index
    query: ParsedQuery
    order: Order
    page: int
    filters: Filters

    @property
    def first(self) -> int:
        return (self.page - 1) * RESULTS_PER_PAGE

    def found(self, permitted: Permitted) -> Found:
        """Posts of one thread, or one post a thread."""
        asked = (self.query, permitted, self.order, self.first, RESULTS_PER_PAGE, self.filters)
        if self.filters.thread_id is not None:
            return self.index.find(*asked)
        return self.index.find_threads(*asked, zone=ZoneInfo(self.viewer.time_zone))


def search(
    viewer: Any, index: Index, query: ParsedQuery, order: Order, page: int, thread_id: int | None = None
) -> ResultPage:
    """The results that the viewer may read. Raises Absent past the last page, IndexUnavailable without an index."""
    if page > LAST_PAGE:
        raise Absent()
    searchable = searchable_by(viewer)
    filters, faults = narrowing(viewer, index, searchable, query.fields)
    asked = _Asked(viewer, index, query, order, page, replace(filters, thread_id=thread_id))
    found, permitted = _with_last_word(asked, searchable.permitted)
    pages = min(LAST_PAGE, max(1, -(-(found.total if thread_id is not None else found.threads) // RESULTS_PER_PAGE)))
    if page > pages:
        raise Absent()
    return ResultPage(
        *(found, results_of(viewer, found.hits, found.terms), page, pages),
        facets=facets_of(query, asked.filters, found, searchable.boards) if thread_id is None else [],
        faults=(*query.faults, *faults),
        elsewhere=0 if found.total else _elsewhere(asked, permitted),
        thread_id=thread_id,
    )


def _with_last_word(asked: _Asked, permitted: Permitted) -> tuple[Found, Permitted]:
    """What is found, and what of the permitted posts is still there.

    Where the database knows better than the index, the index is asked again without those posts, so that neither
    counts nor words tell that they were there.
    """
    found = Found()
    for _try in range(TRIES):
        found = asked.found(permitted)
        posts = {*found.first, *(hit.post_id for hit in found.hits)}
        gone = posts - still_true(asked.viewer, posts, asked.filters)
        if not gone:
            break
        permitted = replace(permitted, but_for=permitted.but_for | gone)
    return found, permitted


def _elsewhere(asked: _Asked, permitted: Permitted) -> int:
    """How many posts the words alone would find, where there is more than words."""
    words = parse(asked.query.but_for())
    if not words.wanted or (asked.filters == NO_FILTERS and not asked.query.fields.in_title):
        return 0
    return asked.index.find(words, permitted, asked.order, 0, 0).total
