"""A refusal said on the form that met it, beside what was typed, instead of on a page of its own."""

from typing import Any

from flask_wtf import FlaskForm

from forum.core.errors import ForumError, TooMany
from forum.web.fields import add_error


def say(form: FlaskForm, fault: ForumError, field: str) -> tuple[int, dict[str, Any]]:
    """Put the reason on the field that the fault names, else on `field`; answers the status and headers."""
    add_error(form, getattr(fault, "field", None) or field, fault.sentence)
    return fault.status, {"Retry-After": fault.retry_after} if isinstance(fault, TooMany) else {}
