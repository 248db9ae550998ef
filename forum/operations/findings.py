"""What a check finds: all is well, or what is not, what that means, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is. A fault has the forum, or a part of it, not work."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` is a command or a setting."""

    level: Level
    says: str
    advice: str = ""


Findings = Iterator[Finding]


def ok(says: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, says)


def warning(says: str, advice: str = "") -> Finding:
    """It works, and should be otherwise."""
    return Finding(Level.WARNING, says, advice)


def fault(says: str, advice: str) -> Finding:
    """It does not work."""
    return Finding(Level.FAULT, says, advice)


def in_words(seconds: float) -> str:
    """A length of time as operators say it: "40 s", "12 min", "3 h", "5 days"."""
    for unit, length in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def in_megabytes(size: int) -> str:
    """A number of bytes as operators say it."""
    return f"{size / 1_000_000:.1f} MB"
