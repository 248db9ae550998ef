"""How the database stands to the migrations of this code."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.engine import Connection


class Standing(StrEnum):
    """Where the database is. A migration says itself whether older code may go on after it: so ahead is no fault."""

    EMPTY = "empty"
    BEHIND = "behind"
    LEVEL = "level"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Migrated:
    """The number of the last migration that was done, and that of the last one which this code has."""

    done: str
    wanted: str
    standing: Standing


def migrated(connection: Connection) -> Migrated:
    """How far this database is."""
    history = _history(str(Path(current_app.root_path) / "migrations"))
    done = ", ".join(_done(connection))
    return Migrated(done, history[0], _standing(done, history))


def _done(connection: Connection) -> list[str]:
    """What Alembic has noted; asking itself would log each question."""
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())


def _standing(done: str, history: tuple[str, ...]) -> Standing:
    if not done:
        return Standing.EMPTY
    if done not in history:
        return Standing.AHEAD
    return Standing.LEVEL if done == history[0] else Standing.BEHIND


@cache
def _history(folder: str) -> tuple[str, ...]:
    """The numbers of all migrations, the newest first."""
    return tuple(one.revision for one in ScriptDirectory(folder).walk_revisions())
