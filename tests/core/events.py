"""Events and listeners for tests of the outbox: the listeners write down what they hear."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from forum.core import outbox
from forum.core.db import session, transaction
from forum.core.outbox import OutboxRow, emit
from tests.hearing import heard_as_before


@dataclass(frozen=True)
class KettleBoiled:
    """The water is hot."""

    kettle_id: int


@dataclass(frozen=True)
class KettleLost:
    """Somebody has taken the kettle."""

    kettle_id: int


class Ears:
    """What the listeners have heard, and what befalls them when they listen."""

    def __init__(self) -> None:
        self.first: list[int] = []
        self.second: list[int] = []
        self.woken = 0
        self.befalls = lambda _event: None

    def wake(self) -> None:
        self.woken += 1


ears = Ears()


def hear_first(event: KettleBoiled) -> None:
    """A listener that things befall."""
    ears.befalls(event)
    ears.first.append(event.kettle_id)


def hear_second(event: KettleBoiled) -> None:
    """A listener whom nothing ever befalls."""
    ears.second.append(event.kettle_id)


def fail(_event: KettleBoiled) -> None:
    """What may befall a listener."""
    raise RuntimeError("The kettle is broken")


@pytest.fixture
def kettles() -> Iterator[Ears]:
    """Two listeners to kettles, in place of all that the forum's wiring knows."""
    ears.__init__()  # type: ignore[misc]
    with heard_as_before():
        outbox.subscribe({KettleBoiled: (hear_first, hear_second)}, ears.wake)
        yield ears


def boil(*kettles: int) -> None:
    """One deed in which these kettles boil."""
    with transaction():
        for kettle in kettles:
            emit(KettleBoiled(kettle))


def waiting() -> list[OutboxRow]:
    """The rows of the outbox as they are now."""
    session.rollback()
    return list(session.scalars(select(OutboxRow).order_by(OutboxRow.id).execution_options(populate_existing=True)))
