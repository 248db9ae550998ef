"""Whether the log is still the one that was written: its chain of digests, followed from the first entry."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import session
from forum.core.log import LogEntry, digest_of

AT_ONCE = 1_000  # entries in memory


@dataclass(frozen=True)
class Followed:
    """How far the chain holds: how many entries, the number of the first that does not fit, the last digest."""

    many: int
    broken_at: int | None
    digest: str
    known_is_there: bool


def follow_chain(known: str = "") -> Followed:
    """Compute each digest again. `known` is one that was noted before: it says that nothing was cut off since."""
    many, before, seen = 0, "", not known
    entries = select(LogEntry).order_by(LogEntry.id).execution_options(yield_per=AT_ONCE)
    for entry in session.scalars(entries):
        if entry.digest != digest_of(entry, before):
            return Followed(many, entry.id, before, seen)
        many, before, seen = many + 1, entry.digest, seen or entry.digest == known
    return Followed(many, None, before, seen)
