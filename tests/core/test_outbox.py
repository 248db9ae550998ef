"""Events on their way from the deed to those who listen."""

import pytest
from sqlalchemy.exc import InvalidRequestError

from forum.core.db import session, transaction
from forum.core.outbox import deliver_pending, emit
from tests.core.events import KettleBoiled, KettleLost, boil, ears, fail, waiting

pytestmark = pytest.mark.usefixtures("kettles")


def test_an_event_waits_for_each_of_its_listeners():
    boil(7)

    assert [(row.event, row.facts, row.listener) for row in waiting()] == [
        ("KettleBoiled", {"kettle_id": 7}, "tests.core.events.hear_first"),
        ("KettleBoiled", {"kettle_id": 7}, "tests.core.events.hear_second"),
    ]


@transaction()
def boil_and_fail(kettle):
    emit(KettleBoiled(kettle))
    session.flush()
    fail(kettle)


def test_an_event_is_gone_with_the_deed_that_failed():
    with pytest.raises(RuntimeError):
        boil_and_fail(7)

    assert waiting() == []
    assert ears.woken == 0


def test_the_worker_is_woken_once_and_only_when_the_event_is_durable():
    woken_inside = []

    with transaction():
        emit(KettleBoiled(7))
        emit(KettleBoiled(8))
        woken_inside.append(ears.woken)

    assert woken_inside == [0]
    assert ears.woken == 1


def test_an_event_outside_a_deed_is_refused():
    emit(KettleBoiled(7))

    with pytest.raises(InvalidRequestError):
        session.flush()


def test_an_event_that_the_wiring_does_not_know_is_refused():
    with pytest.raises(LookupError), transaction():
        emit(KettleLost(7))


def test_all_listeners_hear_all_events_in_order_and_once():
    boil(*range(450))

    delivered = deliver_pending()

    assert delivered == 900
    assert ears.first == list(range(450))
    assert ears.second == list(range(450))
    assert waiting() == []
    assert deliver_pending() == 0
