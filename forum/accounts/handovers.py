"""What else changes hands when two accounts of one person become one, or the author of an archive is claimed, in the
same deed; features move their own rows.

Higher floors do it, and `forum/wiring.py` names them.
"""

from collections.abc import Callable, Sequence

from forum.members.models import Member

Handover = Callable[[Member, Member], None]  # whose account goes, and whose it becomes

_handovers: list[Handover] = []
_claims: list[Handover] = []


def on_handover(handovers: Sequence[Handover], claims: Sequence[Handover]) -> None:
    """Say what is done when two accounts become one, and when an author is claimed; the wiring calls this once."""
    _handovers[:], _claims[:] = handovers, claims


def handovers() -> tuple[Handover, ...]:
    """What changes hands when two accounts of one person become one, in this order."""
    return tuple(_handovers)


def claims() -> tuple[Handover, ...]:
    """What changes hands when the author of an archive is claimed for a member, in this order."""
    return tuple(_claims)
