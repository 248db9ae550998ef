"""Days that somebody types into a form that narrows a list."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forum.core.words import lazy

EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


def is_a_day(_form: FlaskForm, field: Any) -> None:
    """Raises ValidationError for what names no day that a log could have."""
    try:
        day = day_of(field.data)
    except ValueError:
        day = date.min
    if day is not None and not EARLIEST <= day <= LATEST:
        raise ValidationError(lazy("Write the day as year, month and day, such as 2026-11-25"))


def day_of(text: str) -> date | None:
    """The day that the text names, none where it is empty. Raises ValueError for what names no day."""
    return date.fromisoformat(text) if text else None
