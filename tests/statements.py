"""Counts the statements that a block sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from forum.core.db import db

OF_THE_INDEX = "search_index."  # where the index is a folder it asks nothing; what it asks has a test of its own
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@contextmanager
def count_queries(of_the_index: bool = False) -> Iterator[list[str]]:
    """The statements of the block, in order: the forum's, or those of the index, without the ends of transactions."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.upper().startswith(NOT_COUNTED) and (OF_THE_INDEX in statement) is of_the_index:
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
