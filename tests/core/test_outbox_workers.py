"""Several workers at one outbox, and listeners that take many events at once."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from forum.core import outbox
from forum.core.db import session, transaction
from forum.core.outbox import LEASE, OutboxRow, deliver_pending, together
from tests.core.events import KettleBoiled, boil, ears, hear_second, waiting

pytestmark = pytest.mark.usefixtures("kettles")

batches: list[list[int]] = []


@pytest.fixture(autouse=True)
def no_batches():
    batches.clear()


@together
def hear_many(events: list[KettleBoiled]) -> None:
    """A listener that takes many events at once, and stumbles over kettle 13."""
    if 13 in [event.kettle_id for event in events]:
        raise RuntimeError("Not the thirteenth")
    batches.append([event.kettle_id for event in events])


def at_once(forum: Flask, deed: Callable[[], object], workers: int = 2) -> None:
    """Let several workers do the same at the same time, each with a session of its own."""
    ready = Barrier(workers)

    def work() -> None:
        with forum.app_context():
            ready.wait()
            deed()

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_workers_never_take_the_same_event(forum):
    boil(*range(500))

    at_once(forum, deliver_pending)

    assert sorted(ears.first) == list(range(500))
    assert sorted(ears.second) == list(range(500))
    assert waiting() == []


def test_two_workers_never_take_the_same_event_on_postgresql(forum_on_postgresql):
    boil(*range(500))

    at_once(forum_on_postgresql, deliver_pending, workers=4)

    assert sorted(ears.first) == list(range(500))
    assert sorted(ears.second) == list(range(500))
    assert waiting() == []


def test_on_postgresql_a_worker_passes_over_what_another_holds(forum_on_postgresql):
    boil(7, 8)
    with transaction():
        held = select(OutboxRow).where(OutboxRow.facts["kettle_id"].as_integer() == 7).with_for_update()
        session.scalars(held).all()

        at_once(forum_on_postgresql, deliver_pending, workers=1)

    assert ears.first == [8]
    deliver_pending()
    assert ears.first == [8, 7]


def test_a_slow_worker_leaves_to_others_what_its_lease_no_longer_holds(forum):
    with time_machine.travel(outbox.now(), tick=False) as clock:
        boil(1, 2, 3)

        def outlast_the_lease(event):
            ears.befalls = lambda _event: None
            clock.shift(LEASE)
            with forum.app_context():
                deliver_pending()

        ears.befalls = outlast_the_lease
        deliver_pending()

    assert sorted(ears.first) == [1, 1, 2, 3]  # the first twice: it took longer than the lease
    assert ears.second == [1, 2, 3]
    assert waiting() == []


def test_a_listener_that_takes_many_hears_them_at_once_whoever_else_listens():
    outbox.subscribe({KettleBoiled: (hear_many, hear_second)}, ears.wake)
    boil(1, 2, 3)

    deliver_pending()

    assert batches == [[1, 2, 3]]
    assert ears.second == [1, 2, 3]


def test_one_event_that_fails_does_not_hold_up_its_neighbours():
    outbox.subscribe({KettleBoiled: (hear_many,)}, ears.wake)
    boil(12, 13, 14)

    delivered = deliver_pending()

    assert delivered == 2
    assert batches == [[12], [14]]
    assert [row.facts["kettle_id"] for row in waiting()] == [13]
