"""A search engine for tests: that which goes with the database of this run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pytest

from forum.core.db import db
from forum.search import postgresql_build
from forum.search.engine import Index
from forum.search.postgresql_index import PostgreSQLIndex
from forum.search.whoosh_folder import IndexFolder
from forum.search.whoosh_index import WhooshIndex


def new_index(path: Path) -> Index:
    """An index that nobody has built yet; on PostgreSQL there is but one, and it is forgotten."""
    if db.engine.dialect.name != "postgresql":
        return WhooshIndex(path)
    forget_index()
    return PostgreSQLIndex()


def same_index(path: Path) -> Index:
    """The index that is there, as another process sees it."""
    return PostgreSQLIndex() if db.engine.dialect.name == "postgresql" else WhooshIndex(path)


def forget_index() -> None:
    """Let no index be in force in the database, if there is one."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM search_index.in_force")


def have_no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who wants to write does not wait for another who does."""
    for place in ("whoosh_folder", "postgresql_build"):
        monkeypatch.setattr(f"forum.search.{place}.PATIENCE", 0.05)


@contextmanager
def written_by_another(path: Path) -> Iterator[None]:
    """Within the block another process writes to the index."""
    if db.engine.dialect.name != "postgresql":
        with IndexFolder(path).locked():
            yield
        return
    with db.engine.connect() as connection, postgresql_build.locked(connection):
        yield


def break_index(path: Path) -> None:
    """Let the index be there, and be useless."""
    if db.engine.dialect.name != "postgresql":
        for file in path.rglob("*.toc"):
            file.write_bytes(b"rubbish")
        return
    with db.engine.begin() as connection:
        build = postgresql_build.present(connection).build
        connection.execute(postgresql_build.statement("ALTER TABLE search_index.{entry} RENAME text TO lost", build))


def lose_index(path: Path) -> None:
    """Let the index be gone."""
    if db.engine.dialect.name == "postgresql":
        forget_index()
    else:
        rmtree(path)
