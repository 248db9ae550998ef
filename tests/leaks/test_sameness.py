"""What is closed answers like what is not there: same status, headers, page, templates and statements."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.leaks.looking import Looker, Seen
from tests.leaks.map import reads_at, writes_at
from tests.leaks.world import Target

KINDS = ("guest", "unconfirmed", "member", "verified", "moderator")


@pytest.mark.parametrize(
    ("kind", "send_to"), [*((kind, reads_at) for kind in KINDS), ("guest", writes_at), ("member", writes_at)]
)
def test_closed_and_absent_things_answer_alike(app, world, kind, send_to):
    assert list(differences(Looker(app, world, kind), send_to)) == []


def differences(looker: Looker, send_to: Callable[..., Iterator[Any]]) -> Iterator[str]:
    """What tells a closed thing from nothing, and by what."""
    world = looker.world
    looker.send_all(reads_at(world, None))  # what is open has been read, and cookies are set
    nothings: dict[tuple[str, ...], Target] = {}
    answers: dict[str, Seen] = {}
    for target in world.targets_closed_to(looker.kind):
        absent = nothings.setdefault(tuple(target.facts), world.absent_like(target))
        for closed, nothing in zip(send_to(world, target), send_to(world, absent), strict=True):
            if str(nothing) not in answers:
                answers[str(nothing)] = looker.see(nothing, absent)
            for fault in looker.see(closed, target).differs(answers[str(nothing)]):
                yield f"{looker.kind}, {target.name}: {closed}: {fault}"
