"""Keyset pages: the next page costs what the first one costs, however far down it is."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.db import session
from forum.core.errors import Absent

LARGEST = 2_147_483_647  # what an Integer column holds; PostgreSQL refuses to compare it with more


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor that leads to those after them (None at the end)."""

    rows: Sequence[Any]
    next: str | None

    def __bool__(self) -> bool:
        return bool(self.rows)


def fetch_page(query: Select[Any], keys: Sequence[InstrumentedAttribute[Any]], after: str | None, size: int) -> Page:
    """The rows of `query` in descending order of `keys`, `size` of them, from behind the cursor `after`.

    The rows must have the keys as attributes. Raises Absent for a cursor that no page gave out.
    """
    if after:
        query = query.where(tuple_(*keys) < tuple_(*_read(after, keys)))
    return _page(query.order_by(*[key.desc() for key in keys]), keys, size)


def fetch_page_from_a_to_z(
    query: Select[Any], keys: Sequence[InstrumentedAttribute[Any]], after: str | None, size: int
) -> Page:
    """Like `fetch_page`, in ascending order."""
    if after:
        query = query.where(tuple_(*keys) > tuple_(*_read(after, keys)))
    return _page(query.order_by(*keys), keys, size)


def _page(query: Select[Any], keys: Sequence[InstrumentedAttribute[Any]], size: int) -> Page:
    rows = _rows(query.limit(size + 1))
    more = len(rows) > size
    return Page(rows[:size], _write(rows[size - 1], keys) if more else None)


def _rows(query: Select[Any]) -> Sequence[Any]:
    result = session.execute(query)
    return result.scalars().all() if len(query.column_descriptions) == 1 else result.all()


def _write(row: Any, keys: Sequence[InstrumentedAttribute[Any]]) -> str:
    values = [getattr(row, key.key) for key in keys]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(cursor: str, keys: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        pairs = zip(plain, keys, strict=True)
        return [literal(_value(value, key.type.python_type), key.type) for value, key in pairs]
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError) as fault:
        raise Absent() from fault


def _value(value: Any, kind: type) -> Any:
    """A value as a database takes it. Raises ValueError for one that no row has."""
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("a cursor's moment knows its zone")
        return moment.astimezone(UTC)
    if type(value) is not kind or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError(f"{value!r} is no {kind.__name__}")
    if isinstance(value, str) and b"\0" in value.encode():
        raise ValueError("no text has a zero byte")
    return value
