"""What an engine is set to before anybody asks it: SQLite's settings, and when one of its transactions begins."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from forum.core.postgresql import prepare_postgresql

WRITES = "forum_writes"  # execution option: the transaction is a deed's, so SQLite takes the write lock at once
BUSY_TIMEOUT_MS = 10_000


def prepare_engine(engine: Engine, page_seconds: int) -> None:
    """Give an engine its settings; for SQLite SQLAlchemy, not the driver, says when a transaction begins.

    On PostgreSQL a statement of a page may take `page_seconds`.
    """
    if engine.dialect.name != "sqlite":
        prepare_postgresql(engine, page_seconds)
        return

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows only a to z
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")  # what is taken out is written over, not only crossed out
        cursor.execute("PRAGMA cache_size = -16000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text
