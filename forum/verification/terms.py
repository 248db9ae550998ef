"""How long things last: verifications, links, and the working days in which a request is decided."""

from calendar import monthrange
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from forum.members.models import Grade

MONTHS = {Grade.A: 12, Grade.B: 6}
LINK_LASTS = timedelta(hours=24)
REMINDERS = (30, 7)  # days before the end
RENEW_FROM = timedelta(days=30)  # before the end; earlier nobody need look at a grade B again
SPONSORINGS_A_YEAR = 5
A_YEAR = timedelta(days=365)
WORKING_DAYS = 2
OFFICE = ZoneInfo("Europe/London")
CLOSES = time(17)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day so many months later; the last of a month that is shorter."""
    year, month = divmod(moment.month - 1 + months, 12)
    last = monthrange(moment.year + year, month + 1)[1]
    return moment.replace(year=moment.year + year, month=month + 1, day=min(moment.day, last))


def decided_by(asked: datetime) -> datetime:
    """Until when a request is to be decided: the end of the second working day (in England) after it was asked."""
    day, left = asked.astimezone(OFFICE).date(), WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in _bank_holidays()
    return datetime.combine(day, CLOSES, OFFICE)


@lru_cache
def _bank_holidays() -> HolidayBase:
    return country_holidays("GB", subdiv="ENG")
