"""How moments, numbers and texts are written on pages."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask, g
from flask_babel import get_locale
from markupsafe import Markup, escape

from forum.core.clock import now
from forum.core.excerpts import first_words, text_of
from forum.core.quotes import fold_quotes, without_quotes
from forum.core.words import _
from forum.web.viewer import viewer


def when(moment: datetime) -> str:
    """A moment as people say it: "today, 10.42am", "yesterday, 5.30pm", "18 November", "18 November 2025"."""
    local, today = _local(moment), _local(now()).date()
    days = (today - local.date()).days
    if days == 0:
        return _("today, %(time)s", time=_time(local))
    if days == 1:
        return _("yesterday, %(time)s", time=_time(local))
    return _date(local, "d MMMM" if local.year == today.year else "d MMMM y")


def day(moment: datetime) -> str:
    """The day of a moment in words: "18 November 2026"."""
    return _date(_local(moment), "d MMMM y")


def month(moment: datetime) -> str:
    """The month of a moment in words: "November 2026"."""
    return _date(_local(moment), "MMMM y")


def moment_in_words(moment: datetime) -> str:
    """Day and time in words: "18 November 2026, 9.05am"."""
    local = _local(moment)
    return f"{_date(local, 'd MMMM y')}, {_time(local)}"


def iso(moment: datetime) -> str:
    """A moment for machines, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def prose(html: str) -> Markup:
    """The stored HTML of a member's text: core/markup.py made it, and made it safe, when it was written."""
    return Markup(html)  # noqa: S704


def folded(html: str, label: str) -> Markup:
    """The stored HTML of a text that came by mail, with its quotations behind controls of this name."""
    return fold_quotes(html, label)


def marks(parts: Iterable[tuple[str, bool]]) -> Markup:
    """Parts of a plain text, each with whether it is marked."""
    shown = (f"<mark>{escape(text)}</mark>" if is_marked else escape(text) for text, is_marked in parts)
    return Markup("".join(shown))  # noqa: S704 (each part was escaped)


def first_words_of(html: str) -> str:
    """The first words of a member's text, as plain text."""
    return first_words(text_of(html))


def _local(moment: datetime) -> datetime:
    if "zone" not in g:
        g.zone = ZoneInfo(viewer().time_zone)
    return moment.astimezone(g.zone)


def _date(local: datetime, pattern: str) -> str:
    return _written(local.date(), pattern, get_locale())


@lru_cache(maxsize=2_000)
def _written(one: date, pattern: str, locale: Any) -> str:
    return format_date(one, pattern, locale)


def _time(local: datetime) -> str:
    return f"{local.hour % 12 or 12}.{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"


def init_filters(app: Flask) -> None:
    """Offer the filters to templates."""
    app.jinja_env.filters.update(
        marks=marks,
        prose=prose,
        folded=folded,
        unquoted=without_quotes,
        first_words=first_words_of,
        when=when,
        day=day,
        month=month,
        moment=moment_in_words,
        iso=iso,
    )
