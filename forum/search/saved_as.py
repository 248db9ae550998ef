"""Whether a member has saved what was asked, also when it was narrowed to what is new since a day."""

from typing import Any

from forum.search.query import ParsedQuery
from forum.searches.models import SavedSearch
from forum.searches.queries import saved_as


def saved_search(viewer: Any, query: ParsedQuery) -> SavedSearch | None:
    """The viewer's saved search that is meant; a notice leads to it with a day behind it."""
    return saved_as(viewer, [query.text, query.but_for(["after"])])
