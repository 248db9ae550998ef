"""What the database holds, row by row."""

from typing import Any

from sqlalchemy import select

from forum.core.db import Base, session

COUNTED = {"throttle_count"}  # counts how often somebody tried, whatever they tried
FOLLOWING = {"search_word", "search_words_of_post"}  # what the worker counts of posts, when it gets to them
TOUCHED = {("browser_session", "seen_at")}


def every_row(but_for: set[str] = COUNTED) -> dict[str, list[Any]]:
    """All rows of all tables, but for when a browser was last seen."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in but_for]
    rows = {
        table.name: list(map(str, session.execute(select(*_columns(table)).order_by(*table.primary_key))))
        for table in tables
    }
    session.rollback()
    return rows


def _columns(table: Any) -> list[Any]:
    return [column for column in table.columns if (table.name, column.name) not in TOUCHED]
