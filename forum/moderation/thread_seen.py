"""What a moderator had seen of a thread: the form of a deed says it, and the deed asks whether it still is so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from forum.moderation.deeds import check_unchanged
from forum.moderation.facts import facts_of
from forum.threads.models import Thread

LONGEST = 300  # no mark of ours is longer


@dataclass(frozen=True)
class SeenThread:
    """What a deed changes of a thread, as it was, in the words of the log."""

    facts: Mapping[str, Any]

    @classmethod
    def of(cls, thread: Thread, *names: str) -> Self:
        """The thread as it is now, and so as a page shows it that is made now."""
        return cls(facts_of(thread, *names))

    @classmethod
    def said(cls, mark: str | None, *names: str) -> Self | None:
        """What a form says; None where it says nothing that a page of ours has put there."""
        try:
            facts = json.loads((mark or "")[:LONGEST])
        except ValueError:
            return None
        return cls(facts) if isinstance(facts, dict) and facts.keys() == set(names) else None

    @property
    def mark(self) -> str:
        """The same for a form to carry."""
        return json.dumps(self.facts)


def check_thread(thread: Thread, seen: SeenThread | None) -> None:
    """Whether the thread still is as it was seen, if that is known. Raises Conflict."""
    if seen is not None:
        check_unchanged(thread, seen.facts)
