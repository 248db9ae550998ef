"""Letters in the queue, and what becomes of each."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import InvalidRequestError

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.delivery import deliver_letters
from forum.core.letters import QueuedLetter, queue_letter, queue_letters
from forum.core.mail import Letter
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


def test_a_letter_that_is_sent_again_has_the_same_number(desk):
    queue("asha", "ben")
    desk.at_end["asha@kent.example"] = "450 Come back"
    deliver_letters()
    with transaction():
        session.execute(update(QueuedLetter).values(due_at=now()))
    desk.at_end.clear()
    deliver_letters()

    numbers = [letter["Message-ID"] for letter in (*desk.seen, *desk.taken)]
    assert len(desk.seen) == 1
    assert len(set(numbers)) == 2
    assert numbers[0] == numbers[-1]


def test_a_letter_may_bring_its_own_number(desk, forum):
    own = (("Message-ID", "<post-17@kent.example>"),)
    forum.extensions["forum.desk"].writers["kettle"] = lambda facts: Letter(
        facts["to"], "It boils", "It boils", "", own
    )
    queue("asha")

    deliver_letters()

    assert desk.taken[0]["Message-ID"] == "<post-17@kent.example>"


def test_facts_are_kept_as_they_are(desk, forum):
    heard = []
    forum.extensions["forum.desk"].writers["kettle"] = lambda facts: heard.append(facts)
    facts = {"ids": [1, 2], "names": {"a": "Zoë"}, "none": None}
    with transaction():
        queue_letter("kettle", "1", facts)

    deliver_letters()

    assert heard == [facts]


def test_nothing_to_queue_is_no_work():
    with count_queries() as statements:
        queue_many(0)

    assert statements == []


@transaction()
def queue_and_fail():
    queue_letter("kettle", "1", {"to": "asha@kent.example"})
    raise RuntimeError


def test_a_letter_is_gone_with_the_deed_that_failed():
    with pytest.raises(RuntimeError):
        queue_and_fail()

    assert rows() == []


def test_the_worker_is_woken_once_and_only_when_the_letters_are_durable(forum):
    woken = []
    forum.extensions["forum.desk"] = replace(forum.extensions["forum.desk"], wake=lambda: woken.append(states()))

    with transaction():
        queue_letter("kettle", "1", {})
        queue_letter("kettle", "2", {})

    assert woken == [["waiting", "waiting"]]
