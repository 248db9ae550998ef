"""What members were appointed to, for those who want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Appointed:
    """A member has an office now, for one board or, without one, for the whole forum; `role` as the deed named it."""

    member_id: int
    role: str
    board_id: int | None


@dataclass(frozen=True)
class Dismissed:
    """A member no longer has an office."""

    member_id: int
    role: str
    board_id: int | None
