"""The time zones that a member may choose."""

from functools import lru_cache
from zoneinfo import available_timezones

AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache
def time_zones() -> tuple[str, ...]:
    """The zones of the world, each by the name of a place in it, and UTC."""
    places = (zone for zone in available_timezones() if zone.split("/")[0] in AREAS)
    return ("UTC", *sorted(places))
