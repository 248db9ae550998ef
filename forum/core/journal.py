"""SQLite's journal (the file beside the database that ends in -wal): texts stand there until it is emptied."""

from typing import Any

from forum.core.db import db, session
from forum.core.engines import BUSY_TIMEOUT_MS

PATIENCE_MS = 1_000  # that one waits for those who read; so long nobody writes


class JournalInUse(Exception):
    """Somebody reads what the journal holds; trying again later helps."""


def empty_journal(_event: Any) -> None:
    """Let the journal hold no words that are gone for good; after events that say so. Raises JournalInUse."""
    if not _is_emptied():
        raise JournalInUse("somebody reads in the database all the time")


def tidy_journal() -> None:
    """Empty the journal unless somebody reads it at this moment; the clock's work."""
    _is_emptied()


def _is_emptied() -> bool:
    session.rollback()
    if db.engine.dialect.name != "sqlite":
        return True
    with db.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection  # no transaction may be open
        driver.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return not busy
