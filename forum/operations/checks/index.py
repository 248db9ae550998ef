"""The search index: whether it can be read, and whether it holds what the database does."""

from datetime import UTC, datetime

from forum.core.db import session
from forum.operations import queries
from forum.operations.findings import Findings, fault, in_words, ok, warning
from forum.search.documents import document_count
from forum.search.engine import Filters, IndexMissing, IndexUnavailable, Question
from forum.search.permitted import everything
from forum.search.place import index
from forum.search.query import parse

REBUILD = "flask --app wsgi search rebuild"
NO_POST_IS_OLDER = datetime(1, 1, 2, tzinfo=UTC)
SLOW_SECONDS = 60  # the worker is woken by each post


def look_at_index() -> Findings:
    """Open it and count. What waits in the outbox is not in it yet."""
    try:
        held = index.find(Question(parse(""), everything(), filters=Filters(since=NO_POST_IS_OLDER)), 0, 1).total
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
