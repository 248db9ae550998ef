"""The database: whether it answers, what it is, how it is set, whether it takes what is written."""

import os
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import insert, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from forum.core.db import db
from forum.core.engines import WRITES
from forum.core.throttle import ThrottleCount
from forum.operations.findings import Finding, Findings, fault, in_megabytes, ok, warning
from forum.operations.migrations import Migrated, Standing, migrated

UPGRADE = "flask --app wsgi db upgrade"
OLDEST_SQLITE = (3, 35)  # the first with RETURNING
OLDEST_POSTGRESQL = 15
SQLITE_SETTINGS = (
    ("journal_mode", "wal", "readers wait for who writes; the folder may lie on a network"),
    ("foreign_keys", 1, "rows may refer to what has gone"),
    ("synchronous", 2, "a power cut may take posts with it"),
    ("secure_delete", 1, "what was deleted stays in the file"),
)
POSTGRESQL_SETTINGS = (
    ("fsync", ("on",), "a power cut may damage the database"),
    ("full_page_writes", ("on",), "a power cut may damage the database"),
    ("synchronous_commit", ("on", "local", "remote_write", "remote_apply"), "a power cut may take posts with it"),
)


def look_at_database() -> Findings:
    """See the module."""
    url = db.engine.url
    is_file = url.get_backend_name() == "sqlite" and bool(url.database)
    if is_file and not Path(str(url.database)).is_file():
        yield fault(f"There is no database at {url.database}.", f"Make it: {UPGRADE}. Or FORUM_DATA_DIR names another")
        return
    try:
        with db.engine.connect() as connection:
            yield from _sqlite(connection) if connection.dialect.name == "sqlite" else _postgresql(connection)
    except DBAPIError as said:
        yield fault(f"It does not answer: {first_line(said)}", "Is it running, and is FORUM_DATABASE_URL right?")
        return
    yield from _takes_writing()


def look_at_migrations() -> Findings:
    """Whether the database is as this code wants it."""
    with db.engine.connect() as connection:
        found = migrated(connection)
    yield _on_migrations(found)


def first_line(said: DBAPIError) -> str:
    """What the driver said, without the statement."""
    return str(said.orig).strip().partition("\n")[0]


def _on_migrations(found: Migrated) -> Any:
    match found.standing:
        case Standing.EMPTY:
            return fault("The database is empty.", UPGRADE)
        case Standing.BEHIND:
            return fault(f"The database is at {found.done}, this code wants {found.wanted}.", UPGRADE)
        case Standing.AHEAD:
            return warning(
                f"The database is at {found.done}, this code ends at {found.wanted}: it may not know what is there.",
                f"Run the code that has migration {found.done}",
            )
        case Standing.LEVEL:
            return ok(f"At {found.done}, the newest.")


def _sqlite(connection: Connection) -> Findings:
    version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())
    if tuple(map(int, version.split(".")[:2])) < OLDEST_SQLITE:
        yield fault(f"SQLite {version} is too old.", "Python with SQLite 3.35 or newer")
        return
    yield ok(f"SQLite {version}, in {connection.engine.url.database}.")
    for name, wanted, danger in SQLITE_SETTINGS:
        found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        if found != wanted:
            yield warning(f"{name} is {found}, not {wanted}: {danger}.", "FORUM_DATA_DIR on a disk of this machine")
        else:
            yield ok(f"{name} is {found}.")


def _postgresql(connection: Connection) -> Findings:
    version = str(connection.exec_driver_sql("SHOW server_version").scalar())
    if int(version.partition(".")[0].split()[0]) < OLDEST_POSTGRESQL:
        yield warning(f"The forum is not tried with PostgreSQL {version}.", f"PostgreSQL {OLDEST_POSTGRESQL} or newer")
    size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0
    yield ok(f"PostgreSQL {version}, {in_megabytes(size)}.")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        yield fault(f"Its encoding is {encoding}: not everything that people write can be kept.", "A database in UTF8")
    for name, wanted, danger in POSTGRESQL_SETTINGS:
        found = connection.exec_driver_sql(f"SHOW {name}").scalar()
        if found not in wanted:
            yield warning(f"{name} is {found}: {danger}.", f"In postgresql.conf: {name} = on")
    yield _on_connections(connection)


def _on_connections(connection: Connection) -> Finding:
    """Whether the server has as many connections as all our processes may open together."""
    taken = "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
    there = int(connection.exec_driver_sql(taken).scalar_one())
    each, processes = current_app.config["FORUM_DATABASE_CONNECTIONS"], int(os.environ.get("WORKERS") or 2) + 1
    says = f"{processes} processes (WORKERS and the worker) with {each} connections each; the server has {there}."
    if each * processes > there:
        return warning(f"Pages may find no connection: {says}", "Fewer FORUM_DATABASE_CONNECTIONS, or max_connections")
    return ok(says[0].upper() + says[1:])


def _takes_writing() -> Findings:
    """Write a row and take it back."""
    row = insert(ThrottleCount).values(key="doctor", count=0, ends_at=0)
    try:
        with db.engine.connect().execution_options(**{WRITES: True}) as connection:
            connection.execute(row)
            connection.rollback()
    except DBAPIError as said:
        if inspect(db.engine).has_table(ThrottleCount.__tablename__):  # else it is a matter of migrations
            yield fault(f"It cannot be written to: {first_line(said)}", "Who owns it, and is its disk full?")
    else:
        yield ok("It can be written to.")
