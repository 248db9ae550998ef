"""Numbers of rows are never given again on SQLite, as they never are on PostgreSQL.

SQLite gives the number of a deleted last row to the next one, unless its table says AUTOINCREMENT; what still speaks of
the old row then speaks of the new one. Each table is made anew with the same words but for those, and counts on from
the highest number that the log, a case, a notice or a letter tells, be the row there or not.
Source: sqlite.org, "Making Other Kinds Of Table Schema Changes".

Safe while the old code still runs: it sees no difference. On SQLite nobody writes meanwhile, half a minute with
100,000 posts, and the disk needs room for the database three times over. On PostgreSQL nothing happens.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

NUMBER = "id INTEGER NOT NULL"
STAYS = " PRIMARY KEY AUTOINCREMENT"
REQUESTS = ("admission_request", "verification_request")
NAMED: dict[str, tuple[str, ...]] = {  # which rows the log means, and what waits to be handed on, by these names
    **{f"{table}_id": (table,) for table in ("thread", "sanction", "appeal", "revision", "verification", "section")},
    **dict.fromkeys(("member_id", "author_id", "concerned", "followers"), ("member",)),
    "request_id": REQUESTS,
    "line": ("moved_posts",),
}
NOTICES = {"verification": ("verification", "verification_request"), "admission": ("admission_request",)}
LETTERS = {"suspended:": "sanction", "notice:": "notice", "verify ": "verification_request"}


def upgrade() -> None:
    """To the new shape."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    tables = _tables(connection, f"{NUMBER}, %PRIMARY KEY (id)%")
    for table, words in tables.items():
        _make_anew(connection, table, _once(_key(table), "", _once(rf"\b{NUMBER}\b", NUMBER + STAYS, words)))
    highest = dict.fromkeys(tables, 0)
    for table, number in _told(connection):
        highest[table] = max(highest.get(table, 0), number)
    for table in tables:
        _count_on_from(connection, table, highest[table])


def downgrade() -> None:
    """Back to the old shape."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for table, words in _tables(connection, f"{NUMBER}{STAYS}%").items():
        key = f", \n\tCONSTRAINT pk_{table} PRIMARY KEY (id)\n)"
        _make_anew(connection, table, _once(r"\s*\)\s*\Z", key, words.replace(NUMBER + STAYS, NUMBER, 1)))


def _tables(connection: sa.Connection, like: str) -> dict[str, str]:
    """The tables with these words in the statement that made them, each with that statement."""
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE ? ORDER BY name"
    found = connection.exec_driver_sql(asked, (f"CREATE TABLE %\n\t{like}",))
    return {row.name: row.sql for row in found}


def _key(table: str) -> str:
    return rf",\s*CONSTRAINT pk_{table} PRIMARY KEY \(id\)"


def _once(pattern: str, put: str, words: str) -> str:
    """The words with one place in them replaced. Raises RuntimeError where it is not exactly one."""
    changed, many = re.subn(pattern, lambda _found: put, words)
    if many != 1:
        raise RuntimeError(f"This table was not made by the forum: {words}")
    return changed


def _make_anew(connection: sa.Connection, table: str, words: str) -> None:
    """Give a table this statement, with its rows, indexes and triggers as they are."""
    asked = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    beside = connection.exec_driver_sql(asked, (table,)).scalars().all()
    connection.exec_driver_sql(_once(rf'\ACREATE TABLE "?{table}"?(?= \()', f"CREATE TABLE {table}_anew", words))
    connection.exec_driver_sql(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for statement in beside:
        connection.exec_driver_sql(statement)


def _count_on_from(connection: sa.Connection, table: str, number: int) -> None:
    reached = connection.exec_driver_sql("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, max(reached or 0, number)))


def _told(connection: sa.Connection) -> Iterator[tuple[str, int]]:
    """Tables, and numbers in them of which something tells."""
    for source in ("log_entry", "moderation_case"):
        yield from _rows(connection, f"SELECT thing, max(thing_id) FROM {source} WHERE thing_id > 0 GROUP BY thing")
    yield from _rows(connection, "SELECT 'member', max(member_id) FROM log_entry HAVING max(member_id) > 0")
    yield from _rows(connection, "SELECT 'notice', max(up_to) FROM digest HAVING max(up_to) > 0")
    for kind, number in _rows(connection, "SELECT kind, max(about_id) FROM notice GROUP BY kind"):
        yield from ((table, number) for table in NOTICES.get(kind, ()))
    for (key,) in _rows(connection, 'SELECT "key" FROM letter'):
        found = re.fullmatch(r"(\D+)(\d+)", key)
        if found and found[1] in LETTERS:
            yield LETTERS[found[1]], int(found[2])
    for says in _rows(connection, 'SELECT "before", "after" FROM log_entry UNION ALL SELECT facts, NULL FROM outbox'):
        for name, number in (one for said in says if said for one in _numbers("", json.loads(said))):
            yield from ((table, number) for table in NAMED.get(name, ()))


def _numbers(name: str, said: Any) -> Iterator[tuple[str, int]]:
    """All numbers in what JSON says, each with the name that it, or its list, has."""
    if isinstance(said, dict):
        for key, value in said.items():
            yield from _numbers(key, value)
    elif isinstance(said, list):
        for value in said:
            yield from _numbers(name, value)
    elif isinstance(said, int):
        yield name, said


def _rows(connection: sa.Connection, statement: str) -> Iterator[Any]:
    yield from connection.exec_driver_sql(statement)
