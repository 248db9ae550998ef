"""The index in the database: a table for each time that it was built, the name of the present one, a lock to write.

A new index grows in a table of its own; then the name is changed, in one step. The lock is the server's own, so a
process that dies gives it back.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import TextClause, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from forum.search.engine import IndexBusy, IndexMissing

VERSION = 1  # of the tables, the analysis and the title's place: after another one it is rebuilt
PATIENCE = 2.0  # seconds that a writer waits for another

_NAME = re.compile(r"entry_[0-9a-f]{12}")

# What is set is so until the end of the transaction: plans are made for the very words that are asked.
_PRESENT = text("""
    SELECT build, version, changes, held.*, set_config('jit', 'off', true),
        set_config('plan_cache_mode', 'force_custom_plan', true)
    FROM search_index.in_force CROSS JOIN LATERAL (
        SELECT sum(posts) AS posts, sum(words) AS words, sum(first_posts) AS first_posts,
            sum(first_words) AS first_words
        FROM search_index.board
        WHERE board.build = in_force.build AND (:all OR board_id = ANY(CAST(:boards AS integer[])))
    ) held
""")
_TABLE = """
    CREATE TABLE search_index.{entry} (
        post_id bigint NOT NULL,
        thread_id bigint NOT NULL,
        board_id integer NOT NULL,
        author_id bigint NOT NULL,
        starter_id bigint NOT NULL,
        created bigint NOT NULL,
        words integer NOT NULL,
        is_first boolean NOT NULL,
        is_accepted boolean NOT NULL,
        text tsvector NOT NULL
    )
"""
_INDEXES = (
    "SET LOCAL maintenance_work_mem = '256MB'",
    "ALTER TABLE search_index.{entry} ADD PRIMARY KEY (post_id)",
    "CREATE INDEX ON search_index.{entry} USING gin (text) WITH (fastupdate = off)",
    "CREATE INDEX ON search_index.{entry} USING gin (text) WITH (fastupdate = off) WHERE is_first",
    "CREATE INDEX ON search_index.{entry} (created, post_id)",
    "CREATE INDEX ON search_index.{entry} (author_id, board_id, starter_id)",
    "CREATE INDEX ON search_index.{entry} (starter_id, board_id)",
    "CREATE INDEX ON search_index.{entry} (thread_id)",
    "CREATE INDEX ON search_index.{entry} (thread_id) WHERE is_accepted",
)
_BOARDS = """
    INSERT INTO search_index.board
    SELECT '{entry}', board_id, count(*), sum(words), count(*) FILTER (WHERE is_first),
        coalesce(sum(words) FILTER (WHERE is_first), 0)
    FROM search_index.{entry} GROUP BY board_id
"""
_FORCE = text("""
    INSERT INTO search_index.in_force (version, build, changes) VALUES (:version, :build, 0)
    ON CONFLICT (one) DO UPDATE SET version = :version, build = :build, changes = 0
""")
# The lock is that of a table's own number, which nothing else in the database has.
_LOCK_NUMBER = "CAST(CAST(CAST('search_index.in_force' AS regclass) AS oid) AS bigint)"
_LOCK, _UNLOCK = (
    text(f"SELECT pg_try_advisory_lock({_LOCK_NUMBER})"),
    text(f"SELECT pg_advisory_unlock({_LOCK_NUMBER})"),
)
_TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'search_index'")


@dataclass(frozen=True)
class Present:
    """The index in force, how often it was changed, and what the boards that were asked for hold of it."""

    build: str
    changes: int
    posts: int
    words: int
    first_posts: int
    first_words: int

    @property
    def generation(self) -> str:
        """The name of the present content: build and change."""
        return f"{self.build}.{self.changes}"


def present(connection: Any, boards: Any = None) -> Present:
    """The index in force, with what is on these boards, or on all. Raises IndexMissing."""
    row = connection.execute(_PRESENT, {"all": boards is None, "boards": sorted(boards or ())}).first()
    if row is None:
        raise IndexMissing("there is no search index in the database")
    if row.version != VERSION:
        raise IndexMissing(f"the search index {row.build!r} was made by another version")
    sums = (int(each or 0) for each in (row.posts, row.words, row.first_posts, row.first_words))
    return Present(row.build, row.changes, *sums)


def statement(sql: str, build: str, **parts: str) -> TextClause:
    """A statement about the index in force: its name, and these parts, stand where they are named in braces."""
    if not _NAME.fullmatch(build):
        raise ValueError(f"{build!r} is no name of an index")
    for name, part in {**parts, "entry": build}.items():
        sql = sql.replace(f"{{{name}}}", part)
    return text(sql)


@contextmanager
def locked(connection: Connection) -> Iterator[None]:
    """Within the block nobody else writes; what is not committed in it is lost. Raises IndexBusy when somebody does."""
    until = time.monotonic() + PATIENCE
    while not connection.scalar(_LOCK):
        connection.rollback()
        if time.monotonic() >= until:
            raise IndexBusy("somebody else is writing to the search index")
        time.sleep(0.05)
    connection.commit()
    try:
        yield
    finally:
        if not connection.invalidated:
            connection.rollback()
            connection.execute(_UNLOCK)
            connection.commit()


def make(connection: Connection) -> str:
    """An empty table for a new index; what earlier builds left unfinished is cleared away."""
    clear(connection)
    build = f"entry_{uuid4().hex[:12]}"
    connection.execute(statement(_TABLE, build))
    connection.commit()
    return build


def put_in_force(connection: Connection, build: str) -> None:
    """From now on this table is the index. Who reads in the old one reads on."""
    for each in (*_INDEXES, _BOARDS):
        connection.execute(statement(each, build))
    connection.commit()
    connection.execute(statement("ANALYZE search_index.{entry}", build))
    connection.execute(_FORCE, {"version": VERSION, "build": build})
    connection.commit()
    clear(connection)


def clear(connection: Connection) -> None:
    """Take away each table that is not in force; one that somebody still reads stays until the next time."""
    kept = connection.scalar(text("SELECT build FROM search_index.in_force"))
    names = [name for name in connection.scalars(_TABLES).all() if _NAME.fullmatch(name) and name != kept]
    connection.commit()
    for name in names:
        try:
            connection.execute(text("SET LOCAL lock_timeout = '2s'"))
            connection.execute(statement("DROP TABLE search_index.{entry}", name))
            connection.execute(text("DELETE FROM search_index.board WHERE build = :name"), {"name": name})
            connection.commit()
        except OperationalError:
            connection.rollback()
