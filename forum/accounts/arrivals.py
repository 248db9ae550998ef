"""What else is done when somebody joins, in the same deed: higher floors do it, and `forum/wiring.py` names them."""

from collections.abc import Callable, Sequence

from forum.members.models import Member

Arrival = Callable[[Member, str], None]  # the new member, and the address at which they opened the link

_arrivals: list[Arrival] = []


def on_arrival(arrivals: Sequence[Arrival]) -> None:
    """Say what is done; the wiring calls this once."""
    _arrivals[:] = arrivals


def arrivals() -> tuple[Arrival, ...]:
    """What is done when somebody joins."""
    return tuple(_arrivals)
