"""When something was written, told from the moment of loading: "12 days ago, 09:41" or "3 hours ago"."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Europe/London")

_DAYS_AGO = re.compile(r"(?P<days>\d{1,3}) days? ago, (?P<hour>\d\d):(?P<minute>\d\d)")
_JUST_NOW = re.compile(r"(?P<number>\d{1,2}) (?P<unit>hour|minute)s? ago")


@dataclass(frozen=True)
class Moment:
    """A moment before the loading: either whole days before at a time on the clock, or hours and minutes before."""

    days: int = 0
    clock: time | None = None
    just_before: timedelta = timedelta()

    def before(self, loading: datetime) -> datetime:
        """The moment itself, when the demonstration is loaded at `loading`."""
        if self.clock is None:
            return loading - self.just_before
        day = loading.astimezone(OFFICE).date() - timedelta(days=self.days)
        return datetime.combine(day, self.clock, OFFICE)


def moment_of(text: str) -> Moment:
    """The moment that the words tell. Raises ValueError for other words; today is told in hours or minutes."""
    if found := _DAYS_AGO.fullmatch(text):
        days, hour, minute = (int(number) for number in found.groups())
        if days:
            return Moment(days, time(hour, minute))
    if found := _JUST_NOW.fullmatch(text):
        return Moment(just_before=timedelta(**{f"{found['unit']}s": int(found["number"])}))
    raise ValueError(f'{text!r} is not like "12 days ago, 09:41" or "3 hours ago"')
