"""Letters in the queue, and what becomes of each."""

import pytest
from sqlalchemy.exc import InvalidRequestError

from forum.core.db import transaction
from forum.core.delivery import deliver_letters
from forum.core.letters import queue_letter, queue_letters
from tests.core.desks import queue, queue_many, rows, states
from tests.statements import count_queries

pytestmark = pytest.mark.usefixtures("kettle_mail")


def test_a_letter_is_written_and_sent_when_its_turn_comes(desk):
    queue("asha")

    assert desk.taken == []
    assert deliver_letters() == 1
    assert desk.recipients == ["asha@kent.example"]
    assert states() == ["sent"]


def test_a_key_is_queued_once(desk):
    queue("asha")
    queue("asha", drunk=True)
    queue("asha", "ben")
    deliver_letters()
    queue("asha")
    deliver_letters()

    assert desk.recipients == ["asha@kent.example", "ben@kent.example"]


def test_two_thousand_letters_are_queued_in_one_statement_and_no_key_twice():
    queue_many(5)

    with count_queries() as statements:
        queue_many(2_000)

    assert len(statements) == 1
    assert len(rows()) == 2_000


def test_an_unknown_kind_is_refused():
    with pytest.raises(LookupError, match="saucer"), transaction():
        queue_letter("saucer", "1", {})


def test_a_letter_outside_a_deed_is_refused():
    with pytest.raises(InvalidRequestError):
        queue_letters("kettle", [("1", {})])


def test_all_letters_go_over_one_connection(desk):
    queue_many(45)

    assert deliver_letters() == 45
    assert desk.connections == 1
    assert len(set(desk.recipients)) == 45
