"""A search that somebody made is noted, and written down with others when the answer is on its way."""

from flask import Response, after_this_request, current_app

from forum.core.clock import now
from forum.permissions.guard import can
from forum.permissions.table import Can
from forum.search.countable import countable
from forum.search.counted import write_down
from forum.search.found import Found
from forum.search.query import ParsedQuery
from forum.search.tally import Asked, tally
from forum.web.viewer import client_address, viewer


def note_search(query: ParsedQuery, found: Found) -> None:
    """Count a search that was just made; it costs the page no statement.

    Those of administrators do not count: they try what the page of searches shows them.
    """
    words = None if can(viewer(), Can.SEE_SEARCHES) else countable(query)
    if words is None:
        return
    asker = client_address() if viewer().is_guest else viewer().id
    tally.note(asker, Asked(now().date(), words, frozenset(found.counts.boards)))
    after_this_request(_write_down_later)


def write_down_due() -> None:
    """Write down what this process has noted, if it is time for that."""
    due = tally.take_due()
    if due:
        write_down(due)


def _write_down_later(response: Response) -> Response:
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def write() -> None:
        with app.app_context():
            write_down_due()

    response.call_on_close(write)
    return response
