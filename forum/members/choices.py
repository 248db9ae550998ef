"""What may be chosen in a member's settings, as forms offer it."""

from wtforms import SelectChoice

from forum.core.words import lazy
from forum.members.models import Shown
from forum.members.zones import time_zones

SHOWN = [
    SelectChoice(Shown.MEMBERS.value, lazy("All members")),
    SelectChoice(Shown.VERIFIED.value, lazy("Verified public servants")),
    SelectChoice(Shown.NOBODY.value, lazy("Nobody")),
]


def zone_choices() -> list[SelectChoice]:
    """The zones by their part of the world and place: "Europe, London"."""
    return [SelectChoice(zone, zone.replace("/", ", ").replace("_", " ")) for zone in time_zones()]
