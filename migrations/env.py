"""Runs the migrations on the database of the app, in one transaction for all of them."""

from typing import Any

from alembic import context
from flask import current_app

from forum.core.db import WRITES, Base, UtcDateTime, db


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own types into migrations as what they are in the database: a migration imports no code of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Bring the database to the version asked for."""
    settings = current_app.extensions["migrate"].configure_args
    with db.engine.connect().execution_options(**{WRITES: True}) as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, render_item=render_item, **settings)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
