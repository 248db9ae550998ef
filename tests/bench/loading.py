"""Many rows at once into an empty forum: COPY on PostgreSQL, which is several times as fast there; else INSERT."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, func, insert, select, text

from forum.core.db import Base, db, session

Row = dict[str, Any]


def store(model: type[Base], rows: Sequence[Row]) -> None:
    """Write rows that have the same columns, in the transaction that is open; defaults are those of the model."""
    if not rows:
        return
    table = Base.metadata.tables[model.__tablename__]
    if db.engine.dialect.name != "postgresql":
        session.execute(insert(table), rows)
        return
    defaults = {name: value for name, value in _defaults(table.columns) if name not in rows[0]}
    columns = ", ".join(f'"{name}"' for name in (*rows[0], *defaults))
    connection: Any = session.connection().connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row((*row.values(), *defaults.values()))


def count_on(*models: type[Base]) -> None:
    """Let PostgreSQL give the next row the next number: it counts by itself, and was given numbers."""
    if db.engine.dialect.name == "postgresql":
        for name in (model.__tablename__ for model in models):
            sequence = func.pg_get_serial_sequence(name, "id")
            session.execute(select(func.setval(sequence, text(f'(SELECT max(id) FROM "{name}")'))))


def settle() -> None:
    """Let PostgreSQL look at the rows now, as it would by itself later, in the middle of what is measured."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _defaults(columns: Iterable[Column[Any]]) -> Iterable[tuple[str, Any]]:
    for column in columns:
        default: Any = column.default
        if default is not None and default.is_scalar:
            yield column.name, default.arg
        elif default is not None and default.is_callable:
            yield column.name, default.arg(None)
