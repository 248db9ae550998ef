"""The database session, and the only place that commits.

Outside `transaction()` the session reads and nothing else: a flush there is an error. So a view, a form or a
query cannot change anything by accident, and every change stands in one transaction with its events.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, Result, String, Table, event, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from forum.core.engines import WRITES
from forum.core.errors import Absent
from forum.core.troubles import GIVEN_UP

T = TypeVar("T")
Arguments = ParamSpec("Arguments")
MOST_ATTEMPTS = 6


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time: aware going in, aware in UTC coming out, whatever the engine keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a cursor of a page asks: the type of the values."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC for the engine; SQLite has no zones, so it is given none. Raises ValueError on a naive value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table has in common: names of constraints, for migrations, moments in UTC, numbers that stay."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, str: String}

    @classmethod
    def __table_cls__(cls, *parts: Any, **options: Any) -> Table:
        """A table that gives no number twice: SQLite would give that of a deleted last row to the next one."""
        table = Table(*parts, **options)
        table.dialect_options["sqlite"]["autoincrement"] = table.autoincrement_column is not None
        return table


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
session = db.session


@event.listens_for(Session, "before_flush")
def _refuse_to_write_outside_a_transaction(db_session: Session, *_: Any) -> None:
    changed = db_session.new or db_session.deleted or any(map(db_session.is_modified, db_session.dirty))
    if changed and not db_session.info.get(WRITES):
        raise InvalidRequestError("Something was changed outside transaction()")


@contextmanager
def transaction() -> Iterator[None]:
    """One deed: what the block writes is committed together, or not at all.

    The request's reading ends first and everything read so far is read again when it is next asked for, so a
    deed decides on what is true now. A deed inside a deed is part of the outer one. What `after_commit()` was
    given inside the block runs when the change is durable.
    """
    if session.info.get(WRITES):
        yield
        return
    session.rollback()
    session.expire_all()
    with _writing():
        yield


@contextmanager
def aside() -> Iterator[None]:
    """A change that nothing which the request has read depends on, such as a count: what was read stays as it is.

    Inside a deed it is part of the deed.
    """
    if session.info.get(WRITES):
        yield
        return
    session.commit()  # ends the reading, and forgets nothing
    with _writing():
        yield


@contextmanager
def _writing() -> Iterator[None]:
    session.info[WRITES] = True
    try:
        session.connection(execution_options={WRITES: True})
        yield
        session.commit()
    except BaseException:
        session.info.pop("after_commit", None)
        session.rollback()
        raise
    finally:
        session.info.pop(WRITES, None)
    for call in session.info.pop("after_commit", {}).values():
        call()


def whole(deed: Callable[[], T]) -> T:
    """Do a deed, and do it again from its beginning when PostgreSQL gave it up so that another could go on.

    What was written is gone then, so it happens once. A deed inside a deed is given up with the outer one.
    """
    if session.info.get(WRITES):
        return deed()
    for attempt in range(1, MOST_ATTEMPTS):
        try:
            return deed()
        except DBAPIError as fault:
            if getattr(fault.orig, "sqlstate", None) not in GIVEN_UP:
                raise
        time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 nothing secret hangs on it
    return deed()


def wholly(deed: Callable[Arguments, T]) -> Callable[Arguments, T]:
    """Mark a function that opens a transaction of its own: it is done whole, like every deed of a person."""

    @wraps(deed)
    def perform(*args: Arguments.args, **kwargs: Arguments.kwargs) -> T:
        return whole(partial(deed, *args, **kwargs))

    return perform


def after_commit(call: Callable[[], None]) -> None:
    """Run `call` once when the transaction that is open now has been committed; given twice, it runs once."""
    session.info.setdefault("after_commit", {})[call] = call


def lock(thing: T) -> T:
    """Read a row again as it is now and keep others from changing it until the transaction ends.

    PostgreSQL takes FOR NO KEY UPDATE, so that rows which merely refer to it can still be written; SQLite holds
    the write lock already. Raises Absent when the row has gone.
    """
    session.flush()  # a refresh forgets what an outer deed has changed and not yet written
    try:
        session.refresh(thing, with_for_update={"of": type(thing), "key_share": True})
    except InvalidRequestError as gone:
        raise Absent() from gone
    return thing


def one_at_a_time(what: str) -> None:
    """Wait until no other deed is open that has said the same; on SQLite only one is ever open."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(what))))


def upsert(
    model: type[Base], values: dict[str, Any], changes: dict[str, Any], only_if: Any = None, returning: Any = None
) -> Result[Any]:
    """Insert a row, or where its key is there already make `changes` (only if `only_if` holds), in one statement.

    `returning` is a column of the row as it is afterwards, for the result to tell.
    """
    return session.execute(upserting(session.get_bind().dialect.name, model, values, changes, only_if, returning))


def upserting(
    engine: str,
    model: type[Base],
    values: dict[str, Any],
    changes: dict[str, Any],
    only_if: Any = None,
    returning: Any = None,
) -> Any:
    """The statement of `upsert` for an engine, to be built once and run with parameters."""
    dialect = postgresql if engine == "postgresql" else sqlite
    keys = list(inspect(model).primary_key)
    row = dialect.insert(model).values(**values)
    changed = row.on_conflict_do_update(index_elements=keys, set_=changes, where=only_if)
    return changed if returning is None else changed.returning(returning)
