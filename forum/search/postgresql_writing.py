"""Posts go into the index in the database and out of it; what its boards hold is counted in the same transaction."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from forum.search.engine import Document
from forum.search.postgresql_build import statement
from forum.search.postgresql_lexemes import vector

COLUMNS = "post_id, thread_id, board_id, author_id, starter_id, created, words, is_first, is_accepted, text"

_COPY = f"COPY search_index.{{entry}} ({COLUMNS}) FROM STDIN"
_TAKE_OUT = """
    DELETE FROM search_index.{entry} WHERE post_id = ANY(CAST(:posts AS bigint[]))
    RETURNING board_id, words, is_first
"""
_COUNT = text("""
    INSERT INTO search_index.board VALUES (:build, :board_id, :posts, :words, :first_posts, :first_words)
    ON CONFLICT (build, board_id) DO UPDATE SET
        posts = board.posts + excluded.posts, words = board.words + excluded.words,
        first_posts = board.first_posts + excluded.first_posts, first_words = board.first_words + excluded.first_words
""")
_CHANGED = text("UPDATE search_index.in_force SET changes = changes + 1")

Held = tuple[int, int, bool]  # of a post: its board, its words, whether it starts a thread


def copy(connection: Connection, build: str, documents: Iterable[Document]) -> list[Held]:
    """Put posts into a table; answers what was put in."""
    held = []
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(str(statement(_COPY, build))) as stream:
        for document in documents:
            words, many = vector(document)
            stream.write_row(_row(document, many, words))
            held.append((document.board_id, many, document.is_first))
    return held


def change(connection: Connection, build: str, post_ids: Collection[int], documents: Collection[Document]) -> bool:
    """Take out what is there under these numbers, and put these documents in; answers whether anything changed."""
    rows = connection.execute(statement(_TAKE_OUT, build), {"posts": sorted(post_ids)}).all()
    before = [(row.board_id, row.words, row.is_first) for row in rows]
    after = copy(connection, build, documents) if documents else []
    if not before and not after:
        return False
    _count(connection, build, before, after)
    connection.execute(_CHANGED)
    return True


def _row(document: Document, many: int, words: str) -> tuple[Any, ...]:
    numbers = (document.post_id, document.thread_id, document.board_id, document.author_id, document.starter_id)
    created = int(document.created_at.timestamp())
    return (*numbers, created, many, document.is_first, document.is_accepted, words)


def _count(connection: Connection, build: str, before: Iterable[Held], after: Iterable[Held]) -> None:
    changes, names = Counter[tuple[int, str]](), ("posts", "words", "first_posts", "first_words")
    for held, one in chain(((each, -1) for each in before), ((each, 1) for each in after)):
        board_id, words, is_first = held
        for name, many in zip(names, (1, words, is_first, words * is_first), strict=True):
            changes[board_id, name] += one * many
    boards = sorted({board_id for board_id, _name in changes})
    rows = [{"build": build, "board_id": board, **{name: changes[board, name] for name in names}} for board in boards]
    connection.execute(_COUNT, rows)
