"""The search index: whether it can be read, and whether it holds what the database does."""

from forum.core.db import session
from forum.operations import queries
from forum.operations.findings import Findings, fault, in_words, ok, warning
from forum.search.documents import document_count
from forum.search.engine import IndexMissing, IndexUnavailable
from forum.search.place import index

REBUILD = "flask --app wsgi search rebuild"
SLOW_SECONDS = 60  # the worker is woken by each post


def look_at_index() -> Findings:
    """Open it and count. What waits in the outbox is not in it yet."""
    try:
        held = index.count()
    except IndexMissing as said:
        yield fault(f"Search does not work: {said}.", f"A worker builds it within a minute; or: {REBUILD}")
        return
    except IndexUnavailable as said:
        yield fault(f"Search does not work: {said}.", REBUILD)
        return
    session.rollback()
    published, waiting = document_count(), queries.waiting_for("forum.search.")
    if waiting.many and waiting.seconds > SLOW_SECONDS:
        yield warning(
            f"Changes that wait for it: {waiting.many}, the oldest for {in_words(waiting.seconds)}.",
            "Is a worker running? flask --app wsgi worker run",
        )
    if held != published and not waiting.many:
        yield warning(f"Posts in it: {held}, in the database: {published}, and nothing is on its way.", REBUILD)
    else:
        yield ok(f"Posts in it: {held}, in the database: {published}. Changes on their way: {waiting.many}.")
