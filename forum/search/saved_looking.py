"""The clock's work for saved searches: asks the index, as each member at that moment, for posts that are new."""

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from forum.core.clock import now
from forum.core.db import session
from forum.core.jobs import is_ending
from forum.permissions.people import uses_account
from forum.search.engine import Index, IndexUnavailable, Order, Question
from forum.search.fields import Fields
from forum.search.found import CHECKED, Found
from forum.search.narrowing import narrowing
from forum.search.permitted import Searchable, searchable_by
from forum.search.place import index, understood
from forum.search.query import ParsedQuery
from forum.search.results import still_true
from forum.search.weighing import ALL_UNTIL
from forum.searches.findings import (
    due_searches,
    forget_old_findings,
    new_since,
    postpone,
    search_to_look_at,
    write_down,
)
from forum.searches.models import SavedSearch

log = logging.getLogger(__name__)

AT_ONCE = 100  # searches of one minute

Names = tuple[tuple[str, str], ...]
KINDS: Names = (("boards", "boards"), ("people", "authors"), ("organisations", "authors"))  # of fields, and of filters


def look_for_new_posts() -> int:
    """Look at the searches that are due, some at a time, and forget what was found long ago; answers how many.

    Without an index they stay due, and what is new stays new. One that fails by itself keeps no other waiting.
    """
    looked = 0
    for search_id in due_searches(AT_ONCE):
        if is_ending():
            break
        try:
            _look(search_id)
        except IndexUnavailable as fault:
            log.warning("saved searches wait for the index: %s", fault)
            break
        except Exception:
            session.rollback()
            log.exception("the saved search %s failed", search_id)
            postpone(search_id)
        looked += 1
    forget_old_findings()
    return looked


def _look(search_id: int) -> None:
    """Whoever cannot use the account at this moment is told nothing."""
    search, begun = search_to_look_at(search_id), now()
    if search is None:
        return
    found = _new_posts(search) if uses_account(search.member) else frozenset()
    write_down(search_id, found, begun, is_full=len(found) >= CHECKED)


def _new_posts(search: SavedSearch) -> Collection[int]:
    """The posts that the search finds since the last look, the newest CHECKED of them, which the database lets pass."""
    viewer, query = search.member, understood(search.query)
    searchable = searchable_by(viewer)
    filters, faults = narrowing(viewer, index, searchable, query.fields)
    if not query.asks or (faults and _leads_nowhere(viewer, index, searchable, query.fields)):
        return ()
    since = new_since(search)
    filters = replace(filters, since=max(since, filters.since or since))
    found = index.find(Question(query, searchable.permitted, Order.NEWEST, filters, ZoneInfo(viewer.time_zone)), 0, 0)
    return still_true(viewer, found.first, filters) if _says_all(found, query) else ()


def _says_all(found: Found, query: ParsedQuery) -> bool:
    """The results page passes over words that nobody says, and says so; nobody wants to hear every day of the rest.

    Of a long query most is enough, as it is there.
    """
    return not found.absent and bool(found.complete or len(query.wanted) > ALL_UNTIL)


def _leads_nowhere(viewer: Any, index: Index, searchable: Searchable, fields: Fields) -> bool:
    """Whether no board, no person or no organisation is left of those that a query names."""
    for kind, asked in KINDS:
        names: dict[str, Any] = {kind: getattr(fields, kind)}
        if names[kind] and getattr(narrowing(viewer, index, searchable, Fields(**names))[0], asked) is None:
            return True
    return False
