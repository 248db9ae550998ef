"""What else is done when an address becomes a member's own, by joining or by changing to it, in the same deed.

The address that they give up for it is told too.

Higher floors do it, and `forum/wiring.py` names them.
"""

from collections.abc import Callable, Sequence

from forum.members.models import Member

Owning = Callable[[Member, str, str], None]  # the member, the address that is theirs from now on, the one before

_ownings: list[Owning] = []


def on_owning(ownings: Sequence[Owning]) -> None:
    """Say what is done; the wiring calls this once."""
    _ownings[:] = ownings


def now_owns(member: Member, email: str, before: str = "") -> None:
    """Do it; for deeds that have just written the address, and had `before`, where there was one."""
    for owning in _ownings:
        owning(member, email, before)
