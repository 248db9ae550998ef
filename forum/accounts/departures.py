"""What else is done when an account is closed, in the same deed: each feature clears its own tables.

Higher floors do it, and `forum/wiring.py` names them.
"""

from collections.abc import Callable, Sequence

from forum.members.models import Member

Departure = Callable[[Member, bool], None]  # who leaves, and whether what they wrote stays

_departures: list[Departure] = []


def on_departure(departures: Sequence[Departure]) -> None:
    """Say what is done; the wiring calls this once."""
    _departures[:] = departures


def departures() -> tuple[Departure, ...]:
    """What is done when an account is closed, in this order."""
    return tuple(_departures)
