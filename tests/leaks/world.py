"""The forum that is looked at: who looks, what there is to aim at, and what stands open to everybody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from forum.core.db import session
from forum.members.models import Member
from tests.leaks.canaries import Canaries, may_see, may_see_in_admin

Facts = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """A thing that somebody may aim at: to whom it is open, and what its addresses are made of."""

    name: str
    audience: str
    facts: Facts


@dataclass
class World:
    """The viewers by kind, what all of them may read, and what is planted among it."""

    canaries: Canaries
    viewers: dict[str, int | None] = field(default_factory=dict)  # the numbers of members; guests have none
    open: Facts = field(default_factory=dict)  # what addresses of open things are made of
    rows: dict[str, tuple[type, int]] = field(default_factory=dict)  # those that more is planted beside
    targets: list[Target] = field(default_factory=list)
    own: dict[str, set[str]] = field(default_factory=dict)  # words that are one viewer's own
    findings: dict[str, tuple[int, int]] = field(default_factory=dict)  # of viewers: a saved search, what was found
    own_deeds: dict[str, list[int]] = field(default_factory=dict)  # what was done to their threads, by the log

    def aim(self, name: str, audience: str, **facts: Any) -> None:
        """Let there be something to aim at."""
        self.targets.append(Target(name, audience, facts))

    def remember(self, name: str, row: Any) -> Any:
        """Let a row be found again by this name."""
        self.rows[name] = (type(row), row.id)
        return row

    def row(self, name: str) -> Any:
        """The row of this name, as it is now."""
        return session.get(*self.rows[name])

    def closed_to(self, kind: str) -> set[str]:
        """The words and numbers that this viewer must never meet."""
        return self.canaries.closed_to(kind) - self.own.get(kind, set())

    def closed_in_admin_to(self, kind: str) -> set[str]:
        """The same on the pages of administration, which name every board."""
        return self.canaries.closed_to(kind, may_see_in_admin) - self.own.get(kind, set())

    def targets_closed_to(self, kind: str) -> list[Target]:
        """What this viewer must not be able to tell from nothing."""
        return [target for target in self.targets if not may_see(kind, target.audience)]

    def absent_like(self, target: Target) -> Target:
        """Something that does not exist, with addresses of the same length."""
        return Target("nothing", "never", {name: self._unused(value) for name, value in target.facts.items()})

    def viewer(self, kind: str) -> Member | None:
        """The viewer of this kind, as they are now; no member where it is a guest."""
        return session.get(Member, self.viewers[kind]) if self.viewers[kind] else None

    def members(self) -> Iterator[tuple[str, Member]]:
        """The viewers who have accounts, and their kinds."""
        return ((kind, viewer) for kind in self.viewers if (viewer := self.viewer(kind)))

    def _unused(self, value: Any) -> Any:
        return self.canaries.number("public") if isinstance(value, int) else self.canaries.word("public")


def keep(thing: Any) -> Any:
    """Store a row, past all permissions, in the transaction that is open."""
    session.add(thing)
    session.flush()
    return thing


def keep_all(things: Iterable[Any]) -> None:
    """Store rows that need nothing of each other."""
    session.add_all(things)
    session.flush()
