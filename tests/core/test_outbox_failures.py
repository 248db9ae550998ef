"""Events that could not be handed on: tried again, and set aside for the operator."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from forum.core import outbox
from forum.core.db import session, transaction
from forum.core.outbox import LEASE, LONGEST_WAIT, MOST_TRIES, OutboxRow, deliver_pending, emit
from forum.core.set_aside import set_aside_rows
from tests.core.events import KettleBoiled, boil, ears, fail, hear_second, waiting

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("kettles")


def die(_event):
    raise KeyboardInterrupt


def test_a_listener_that_fails_keeps_nobody_else_from_hearing():
    ears.befalls = fail
    boil(7)

    delivered = deliver_pending()

    assert delivered == 1
    assert ears.second == [7]
    assert [(row.listener, row.last_error) for row in waiting()] == [
        ("tests.core.events.hear_first", "RuntimeError: The kettle is broken")
    ]


def test_what_a_failing_listener_has_changed_is_undone():
    def change_and_fail(event):
        with transaction():
            emit(KettleBoiled(event.kettle_id + 1))
            session.flush()
            fail(event)

    ears.befalls = change_and_fail
    boil(7)

    deliver_pending()

    assert [row.facts for row in waiting()] == [{"kettle_id": 7}]


def test_a_failed_delivery_waits_longer_each_time_and_never_more_than_an_hour():
    ears.befalls = fail
    waits = []

    with time_machine.travel(NOON, tick=False) as clock:
        boil(7)
        for _ in range(MOST_TRIES - 1):
            deliver_pending()
            began, [row] = datetime.now(UTC), waiting()
            waits.append(row.due_at - began)
            clock.move_to(row.due_at - timedelta(seconds=1))
            assert deliver_pending() == 0
            assert waiting()[0].tries == row.tries
            clock.move_to(row.due_at)

    assert waits == sorted(waits)
    assert len(set(waits)) == MOST_TRIES - 1
    assert waits[0] >= timedelta(seconds=1)
    assert waits[-1] <= LONGEST_WAIT


def test_a_repaired_listener_hears_what_it_missed():
    ears.befalls = fail
    with time_machine.travel(NOON, tick=False) as clock:
        boil(7)
        deliver_pending()
        ears.befalls = lambda _event: None
        clock.shift(LONGEST_WAIT)

        deliver_pending()

    assert ears.first == [7]
    assert waiting() == []


def set_one_aside():
    ears.befalls = fail
    with time_machine.travel(NOON, tick=False) as clock:
        boil(7)
        for _ in range(MOST_TRIES):
            deliver_pending()
            clock.shift(LONGEST_WAIT)
        assert deliver_pending() == 0


def test_after_ten_tries_an_event_is_set_aside_for_the_operator(forum):
    set_one_aside()

    shown = forum.test_cli_runner().invoke(args=["outbox", "list"])

    assert [row.tries for row in set_aside_rows()] == [MOST_TRIES]
    assert "KettleBoiled {'kettle_id': 7} for tests.core.events.hear_first" in shown.output
    assert "after 10 tries: RuntimeError: The kettle is broken" in shown.output
    assert "1 set aside" in shown.output


def test_the_operator_lets_everything_be_tried_again(forum):
    set_one_aside()
    ears.befalls = lambda _event: None

    said = forum.test_cli_runner().invoke(args=["outbox", "retry"])
    deliver_pending()

    assert said.output == "1 events will be tried again.\n"
    assert ears.first == [7]
    assert set_aside_rows() == []


def test_an_event_whose_listener_is_gone_is_kept_and_says_so():
    boil(7)
    outbox.subscribe({KettleBoiled: (hear_second,)}, ears.wake)

    deliver_pending()

    assert [row.listener for row in waiting()] == ["tests.core.events.hear_first"]
    assert "Nobody is called tests.core.events.hear_first" in waiting()[0].last_error


def test_an_event_that_an_older_release_wrote_otherwise_holds_nobody_up():
    boil(7, 8)
    with transaction():
        session.execute(update(OutboxRow).where(OutboxRow.id == waiting_ids()[0]).values(facts={"kettle": 7}))

    deliver_pending()

    assert ears.first == [8]
    assert ears.second == [7, 8]
    assert ["TypeError" in row.last_error for row in waiting()] == [True]


def waiting_ids():
    return [row.id for row in session.scalars(select(OutboxRow).order_by(OutboxRow.id))]


def test_a_dead_workers_events_are_heard_when_its_lease_is_over():
    with time_machine.travel(NOON, tick=False) as clock:
        boil(7)
        ears.befalls = die
        with pytest.raises(KeyboardInterrupt):
            deliver_pending()
        session.rollback()
        ears.befalls = lambda _event: None

        clock.shift(LEASE - timedelta(seconds=1))
        assert deliver_pending() == 0
        clock.shift(timedelta(seconds=1))
        assert deliver_pending() == 2

    assert ears.first == [7]
    assert ears.second == [7]
