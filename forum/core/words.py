"""Words that people read: every one of them passes here, so that each can be said in another language."""

from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

__all__ = ["_", "lazy", "long_day", "ngettext"]


def long_day(day: date) -> str:
    """A day in words: "18 November 2026"."""
    return str(format_date(day, "d MMMM y"))
