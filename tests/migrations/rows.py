"""Rows for every table of a database, whatever they mean: by the tables that are there, not by the models."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, MetaData, Table, select
from sqlalchemy.engine import Connection

AT = datetime(2026, 11, 30, 9)  # noqa: DTZ001 as SQLite keeps it


def tables_of(connection: Connection) -> dict[str, Table]:
    """The tables of the forum that are there."""
    there = MetaData()
    there.reflect(connection)
    return {name: table for name, table in there.tables.items() if name != "alembic_version"}


def row_of(table: Table, number: int) -> dict[str, Any]:
    """The row of that number, which refers to the rows of the same number in other tables."""
    return {column.name: _value(column, number) for column in table.columns}


def all_rows(connection: Connection) -> dict[str, list[Any]]:
    """What stands in every table."""
    tables = tables_of(connection)
    return {name: list(connection.execute(select(one).order_by(*one.primary_key))) for name, one in tables.items()}


def _value(column: Column[Any], number: int) -> Any:
    kinds: dict[type, Any] = {
        Boolean: number % 2 == 0,
        Date: AT.date(),
        DateTime: AT,
        Integer: number,
        JSON: {"number": number},
        LargeBinary: b"%d" % number,
        Float: number,
    }
    return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), f"{number}é'")
