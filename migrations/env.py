"""Runs the migrations on the database of the app, in one transaction for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from forum.core.db import Base, UtcDateTime, db
from forum.core.engines import WRITES


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own types into migrations as what they are in the database: a migration imports no code of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


@contextmanager
def references_left_alone(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: meanwhile the rows that refer to it must not be deleted with it.

    The switch works outside of transactions only. Source: sqlite.org, "Making Other Kinds Of Table Schema Changes".
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def check_references(connection: Connection) -> None:
    """What refers to nothing after a migration is an error, and nothing of the migration is kept."""
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if connection.dialect.name == "sqlite" else []
    if lost:
        raise RuntimeError(f"The migration left rows that refer to nothing: {lost[:5]}")


def run() -> None:
    """Bring the database to the version asked for, or leave it as it is: SQLite, too, takes back changes of tables."""
    settings = {**current_app.extensions["migrate"].configure_args, "transactional_ddl": True}
    with (
        db.engine.connect().execution_options(**{WRITES: True}) as connection,
        references_left_alone(connection),
        connection.begin(),
    ):
        context.configure(connection=connection, target_metadata=Base.metadata, render_item=render_item, **settings)
        context.run_migrations()
        check_references(connection)


run()
