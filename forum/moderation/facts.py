"""Facts of a row as the log holds them, and back: what undoing a deed needs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum.core.db import UtcDateTime

ANSWER = ("accepted_id", "accepted_by_id", "accepted_at")  # of a thread


def facts_of(thing: Any, *names: str) -> dict[str, Any]:
    """These facts of a row, in words that JSON takes."""
    return {name: said(getattr(thing, name)) for name in names}


def said(value: Any) -> Any:
    """A value as the log holds it: a moment in ISO's words, all else as it is."""
    return value.isoformat() if isinstance(value, datetime) else value


def put(thing: Any, facts: Mapping[str, Any]) -> None:
    """Give a row the facts that the log holds."""
    columns = thing.__table__.columns
    for name, value in facts.items():
        is_moment = value is not None and isinstance(columns[name].type, UtcDateTime)
        setattr(thing, name, datetime.fromisoformat(value) if is_moment else value)
