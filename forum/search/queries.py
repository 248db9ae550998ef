"""A search as one viewer sees it: the index says which posts, the database has the last word."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from forum.core.errors import Absent
from forum.search.engine import NO_FILTERS, Index, Order, Question
from forum.search.facets import Facet, facets_of
from forum.search.found import Found
from forum.search.meant import Suggestion, suggestion
from forum.search.narrowing import narrowing
from forum.search.permitted import searchable_by
from forum.search.place import understood
from forum.search.query import ParsedQuery
from forum.search.results import Result, results_of, still_true

RESULTS_PER_PAGE = 20
TRIES = 5  # without the posts of a page that were taken away since the index was written
LAST_PAGE = 50  # whoever has not found it among a thousand threads needs other words


@dataclass(frozen=True)
class ResultPage:
    """One page of results, and what the index said of all of them.

    `faults` are sentences about what could not be understood. `elsewhere` counts the posts that the words alone find,
    where they find nothing with the filters; `thread_id` is that of the one thread that was looked in, if any.
    `suggestion` is another query where words of this one may be misspelt, on the first page.
    """

    found: Found
    results: list[Result]
    page: int
    pages: int
    facets: list[Facet]
    faults: tuple[Any, ...]
    elsewhere: int
    thread_id: int | None
    suggestion: Suggestion | None


@dataclass(frozen=True)
class _Asked:
    """Who asks which question, and for which page of what is found."""

    viewer: Any
    index: Index
    question: Question
    page: int

    def found(self) -> Found:
        """Posts of one thread, or one post a thread."""
        first = (self.page - 1) * RESULTS_PER_PAGE
        find = self.index.find_threads if self.question.filters.thread_id is None else self.index.find
        return find(self.question, first, RESULTS_PER_PAGE)

    def without(self, post_ids: Collection[int]) -> "_Asked":
        """The same where these posts may not be found."""
        permitted = self.question.permitted
        but_for = replace(permitted, but_for=permitted.but_for.union(post_ids))
        return replace(self, question=replace(self.question, permitted=but_for))


class _AskedForPosts(_Asked):
    """The same where each post counts for itself."""

    def found(self) -> Found:
        """The first posts."""
        return self.index.find(self.question, 0, RESULTS_PER_PAGE)


def search(
    viewer: Any, index: Index, query: ParsedQuery, order: Order, page: int, thread_id: int | None = None
) -> ResultPage:
    """The results that the viewer may read. Raises Absent past the last page, IndexUnavailable without an index."""
    if page > LAST_PAGE:
        raise Absent()
    searchable = searchable_by(viewer)
    filters, faults = narrowing(viewer, index, searchable, query.fields)
    filters, zone = replace(filters, thread_id=thread_id), ZoneInfo(viewer.time_zone)
    question = Question(query, searchable.permitted, order, filters, zone)
    found, asked = _with_last_word(_Asked(viewer, index, question, page))
    pages = min(LAST_PAGE, max(1, -(-(found.total if thread_id is not None else found.threads) // RESULTS_PER_PAGE)))
    if page > pages:
        raise Absent()
    return ResultPage(
        *(found, results_of(viewer, found.hits, found.terms), page, pages),
        facets=facets_of(query, filters, found, searchable.boards) if thread_id is None else [],
        faults=(*query.faults, *faults),
        elsewhere=0 if found.total else _elsewhere(asked),
        thread_id=thread_id,
        suggestion=_suggestion(asked, found) if page == 1 else None,
    )


def _suggestion(asked: _Asked, found: Found) -> Suggestion | None:
    def can_be_read(post_ids: Collection[int]) -> set[int]:
        return still_true(asked.viewer, post_ids, asked.question.filters)

    return suggestion(asked.index, asked.question, found, can_be_read)


def newest_posts(viewer: Any, index: Index, query: ParsedQuery) -> list[Result]:
    """The newest posts found, each for itself and not one a thread. Raises IndexUnavailable."""
    searchable = searchable_by(viewer)
    filters, _faults = narrowing(viewer, index, searchable, query.fields)
    question = Question(query, searchable.permitted, Order.NEWEST, filters, ZoneInfo(viewer.time_zone))
    found, _asked = _with_last_word(_AskedForPosts(viewer, index, question, page=1))
    return results_of(viewer, found.hits, found.terms)


def _with_last_word(asked: _Asked) -> tuple[Found, _Asked]:
    """What is found, and the question without what is not there any more.

    Where the database knows better than the index, the index is asked again without those posts, so that neither
    counts nor words tell that they were there.
    """
    found = Found()
    for _try in range(TRIES):
        found = asked.found()
        posts = {*found.first, *(hit.post_id for hit in found.hits)}
        gone = posts - still_true(asked.viewer, posts, asked.question.filters)
        if not gone:
            break
        asked = asked.without(gone)
    return found, asked


def _elsewhere(asked: _Asked) -> int:
    """How many posts the words alone would find, where there is more than words."""
    question = asked.question
    words = understood(question.query.but_for())
    if not words.wanted or (question.filters == NO_FILTERS and not question.query.fields.in_title):
        return 0
    return asked.index.find(replace(question, query=words, filters=NO_FILTERS), 0, 0).total
