"""Several workers at one queue of letters, and one that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
import time_machine
from flask import current_app

from forum.core.clock import now
from forum.core.delivery import HELD, SENDING, deliver_letters
from tests.core.desks import queue, queue_many, rows, states, use
from tests.house.code import ROOT

pytestmark = pytest.mark.usefixtures("kettle_mail")

LETTERS = 200


def at_once(forum, workers):
    """Let several workers deliver at the same time."""
    ready = Barrier(workers)

    def work():
        with forum.app_context():
            ready.wait()
            deliver_letters()

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_workers_never_send_the_same_letter(forum, desk):
    queue_many(60)

    at_once(forum, 2)

    assert len(desk.recipients) == len(set(desk.recipients)) == 60
    assert set(states()) == {"sent"}


def test_workers_never_send_the_same_letter_on_postgresql(forum_on_postgresql, desk):
    use(forum_on_postgresql, desk)
    queue_many(120)

    at_once(forum_on_postgresql, 3)

    assert len(desk.recipients) == len(set(desk.recipients)) == 120
    assert set(states()) == {"sent"}
    assert desk.connections == 3


def test_the_same_key_queued_at_the_same_moment_is_one_letter_on_postgresql(forum_on_postgresql, desk):
    use(forum_on_postgresql, desk)
    ready = Barrier(3)

    def queue_ten():
        with forum_on_postgresql.app_context():
            ready.wait()
            queue_many(10)

    threads = [Thread(target=queue_ten) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(rows()) == 10


def test_a_slow_worker_leaves_to_others_what_it_no_longer_holds(forum, desk):
    with time_machine.travel(now(), tick=False) as clock:
        queue("asha", "ben", "carol")
        write = forum.extensions["forum.desk"].writers["kettle"]

        def outlast_the_claim(facts):
            forum.extensions["forum.desk"].writers["kettle"] = write
            clock.shift(HELD)
            with forum.app_context():
                assert deliver_letters() == 3
            return write(facts)

        forum.extensions["forum.desk"].writers["kettle"] = outlast_the_claim
        assert deliver_letters() == 0

    assert sorted(desk.recipients) == ["asha@kent.example", "ben@kent.example", "carol@kent.example"]
    assert states() == ["sent"] * 3


def test_a_letter_that_somebody_waits_for_goes_before_those_in_bulk(desk):
    queue_many(30)
    queue("asha")

    deliver_letters()

    assert desk.recipients[0] == "asha@kent.example"


def test_a_letter_queued_while_others_are_sent_goes_with_the_next_few(forum, desk):
    queue_many(60)
    write = forum.extensions["forum.desk"].writers["kettle"]

    def write_and_queue(facts):
        if facts["to"].startswith("m5@"):
            queue("asha")
        return write(facts)

    forum.extensions["forum.desk"].writers["kettle"] = write_and_queue
    deliver_letters()

    assert desk.recipients.index("asha@kent.example") == 20


def test_a_worker_that_is_asked_to_end_stops_between_two_letters(forum, desk, monkeypatch):
    ending = Event()
    monkeypatch.setitem(forum.extensions, "forum.stopping", ending)
    write = forum.extensions["forum.desk"].writers["kettle"]

    def write_and_end(facts):
        if facts["to"].startswith("m5@"):
            ending.set()
        return write(facts)

    forum.extensions["forum.desk"].writers["kettle"] = write_and_end
    queue_many(10)
    assert deliver_letters() == 6
    assert states() == ["sent"] * 6 + ["waiting"] * 4

    ending.clear()
    forum.extensions["forum.desk"].writers["kettle"] = write
    assert deliver_letters() == 4


@pytest.mark.slow
def test_a_worker_that_is_killed_half_way_sends_to_nobody_twice(desk):
    queue_many(LETTERS)
    worker = deliver_in_a_process(desk)

    until = time.monotonic() + 60
    while len(desk.taken) < LETTERS // 2 and worker.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    half = len(desk.taken)
    with time_machine.travel(now() + HELD + SENDING + timedelta(seconds=1)):
        deliver_letters()

    found, times = Counter(states()), Counter(desk.recipients)
    assert LETTERS // 2 <= half < LETTERS
    assert found["sent"] + found["unsure"] == LETTERS
    assert found["unsure"] <= 1
    assert set(times.values()) == {1}
    assert len(times) >= found["sent"]


def deliver_in_a_process(desk):
    """A worker of its own over the database of the tests, which sends what the tests have queued."""
    url = current_app.config["FORUM_DATABASE_URL"]
    code = (
        "from forum import create_app; from tests.core.desks import MailDesk, use;"
        "from forum.core.delivery import deliver_letters;"
        f"app = create_app({{'FORUM_DATABASE_URL': {url!r}, 'FORUM_REDIS_URL': ''}});"
        f"desk = MailDesk(); desk.port = {desk.port}; context = app.app_context(); context.push();"
        "use(app, desk); deliver_letters()"
    )
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
