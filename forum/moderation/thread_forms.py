"""What a moderator sends with a deed on a thread."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired

from forum.core.words import lazy
from forum.moderation.forms import ReasonForm
from forum.threads.forms import title_field
from forum.threads.models import TITLE_STORED, Pin
from forum.web.days import day_of, is_a_day
from forum.web.fields import Line

DAY = timedelta(days=1)


class DayForm(ReasonForm):
    """From which day on a thread takes no replies."""

    day = Line(lazy("From which day on"), validators=[DataRequired(lazy("Give a day, such as 2026-11-25")), is_a_day])

    def begins(self, zone: str) -> datetime:
        """When that day begins in a time zone."""
        return _beginning(day_of(self.day.data) or date.max, zone)


class PinForm(ReasonForm):
    """Where a thread is pinned, and until when."""

    where = RadioField(lazy("Where"), default=Pin.BOARD)
    day = Line(lazy("Until the end of this day"), validators=[is_a_day])

    def until(self, zone: str) -> datetime | None:
        """When that day is over in a time zone; nothing for a pin without an end."""
        day = day_of(self.day.data)
        return None if day is None else _beginning(day + DAY, zone)


class TitleForm(ReasonForm):
    """Another title for a thread, and the one that stood there when the page was opened."""

    title = title_field()
    seen_title = HiddenField()

    def validate_seen_title(self, field: Any) -> None:
        """What no page of ours sends is cut: it is no title of a thread then."""
        field.data = (field.data or "")[:TITLE_STORED]


def _beginning(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
