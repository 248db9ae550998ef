"""When a search is looked at: between three and seven where its member lives, before the letters of the morning."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.searches.models import Often

FROM = time(3)
MINUTES = 235  # the last look is over before digests are written at seven
STEP = 83  # minutes between two searches with numbers side by side: a prime, so that all minutes are used


def next_look(often: Often, search_id: int, zone: str, moment: datetime) -> datetime | None:
    """The first time after the moment, on a Monday where it is weekly; none for what tells nothing.

    Each search has a minute of its own in the night, by its number.
    """
    if often == Often.NEVER:
        return None
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date()
    if often == Often.WEEKLY:
        day -= timedelta(days=day.weekday())
    minutes = timedelta(minutes=search_id * STEP % MINUTES)
    step = timedelta(weeks=1) if often == Often.WEEKLY else timedelta(days=1)
    look = datetime.combine(day, FROM, ZoneInfo(zone)) + minutes
    return look if look > local else look + step
