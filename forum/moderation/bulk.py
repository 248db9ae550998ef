"""One deed, with one reason, for many cases: each is a deed of its own, in the rights of its own place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.core.errors import Conflict, ForumError
from forum.core.words import lazy
from forum.moderation.case_deeds import CaseDeed, deed_called
from forum.moderation.case_seen import CaseSeen
from forum.moderation.models import Case
from forum.moderation.seen import NOT_SAID, POST_IS, Seen
from forum.moderation.words import OUTCOMES
from forum.threads.models import State

OTHERWISE = lazy("This cannot be done with a case of this kind.")


@dataclass(frozen=True)
class Failed:
    """A case with which it could not be done, by its name, and why."""

    case_id: int
    name: str
    sentence: Any


def decide_many(
    moderator: Any, cases: Sequence[Case], name: str, reason: str, seen: Mapping[int, CaseSeen | None]
) -> tuple[int, list[Failed]]:
    """Do the deed of this name with each of the cases; answers with how many it was done, and those where not.

    `seen` says of each what the moderator had seen of it; with one that has changed since, nothing is done.
    """
    done, failed = 0, []
    for case in cases:
        called, deed = case.name, deed_called(case, name)
        try:
            _decide(moderator, case, deed, reason, seen.get(case.id))
            done += 1
        except ForumError as fault:
            failed.append(Failed(case.id, called, decided_already(case) or fault.sentence))
    return done, failed


def _decide(moderator: Any, case: Case, deed: CaseDeed | None, reason: str, seen: CaseSeen | None) -> None:
    if deed is None:
        raise Conflict(POST_IS[State.DELETED] if case.is_of_gone_post else OTHERWISE)
    if case.post is not None and not (seen and isinstance(seen.what, Seen)):
        raise Conflict(NOT_SAID)
    deed.do(moderator, case, reason, seen)


def decided_already(case: Case) -> Any:
    """What somebody has decided, in a sentence; empty for a case that waits."""
    if case.is_open or case.outcome not in OUTCOMES:
        return ""
    return lazy(
        "Somebody has decided this already: %(outcome)s. Nothing more was done.", outcome=OUTCOMES[case.outcome]
    )
