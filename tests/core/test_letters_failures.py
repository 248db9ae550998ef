"""Letters that could not be sent: what is tried again and when, and what is not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from forum.core import smtp
from forum.core.delivery import FIRST_WAIT, HELD, LONGEST_WAIT, SENDING, deliver_letters
from forum.core.letters import (
    FACTS_KEPT,
    PATIENCE,
    ROWS_KEPT,
    LetterState,
    forget_ended_letters,
    forget_letters,
    retry_letters,
)
from tests.core.desks import queue, queue_many, rows, states

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASHA = "asha@kent.example"

pytestmark = pytest.mark.usefixtures("kettle_mail")


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("words", ["550 5.1.1 No such mailbox", "553 Not a mailbox", "551 User not local"])
def test_a_recipient_who_is_refused_ends_the_letter_at_once_with_the_server_s_words(desk, words):
    desk.at_recipient[ASHA] = words
    queue("asha", "ben")

    assert deliver_letters() == 1

    assert states() == ["refused", "sent"]
    assert rows()[0].last_error == words
    assert desk.asked == [ASHA, "ben@kent.example"]
    assert desk.connections == 1


def test_a_content_that_is_refused_ends_the_letter_too(desk):
    desk.at_end[ASHA] = "554 5.7.1 This looks like junk"
    queue("asha", "ben")

    deliver_letters()

    assert states() == ["refused", "sent"]
    assert rows()[0].last_error == "554 5.7.1 This looks like junk"


@pytest.mark.parametrize("where", ["at_recipient", "at_end"])
def test_a_recipient_who_is_put_off_is_asked_again_later_and_later(desk, clock, where):
    getattr(desk, where)[ASHA] = "450 4.2.0 Come back in five minutes"
    queue("asha")
    waits = []

    for _ in range(9):
        assert deliver_letters() == 0
        [row] = rows()
        assert (row.state, row.last_error) == ("waiting", "450 4.2.0 Come back in five minutes")
        waits.append(row.due_at - datetime.now(UTC))
        clock.move_to(row.due_at - timedelta(seconds=1))
        deliver_letters()
        assert rows()[0].tries == row.tries
        clock.move_to(row.due_at)
    getattr(desk, where).clear()

    assert deliver_letters() == 1
    assert waits == sorted(waits)
    assert waits[0] == FIRST_WAIT
    assert waits[-1] == LONGEST_WAIT
    assert desk.recipients == [ASHA]


def test_after_three_days_a_letter_is_given_up(desk, clock):
    desk.at_recipient[ASHA] = "450 Come back"
    queue("asha")
    began = datetime.now(UTC)

    while states() == ["waiting"]:
        deliver_letters()
        clock.shift(LONGEST_WAIT)

    [row] = rows()
    assert (row.state, row.last_error) == ("given up", "450 Come back")
    assert PATIENCE <= row.ended_at - began <= PATIENCE + LONGEST_WAIT
    assert len(desk.asked) == row.tries < 90


def test_a_writer_that_fails_keeps_no_other_letter_back(desk, clock):
    queue("asha", broken=True)
    queue("ben")

    assert deliver_letters() == 1

    assert states() == ["waiting", "sent"]
    assert rows()[0].last_error == "RuntimeError: The kettle of …@kent.example is broken"
    assert rows()[0].due_at == NOON + FIRST_WAIT


def test_a_letter_of_a_kind_that_is_no_longer_written_waits_for_the_operator(desk, forum):
    queue("asha")
    kettle = forum.extensions["forum.desk"].writers.pop("kettle")

    deliver_letters()
    forum.extensions["forum.desk"].writers["kettle"] = kettle

    assert states() == ["waiting"]
    assert "kettle" in rows()[0].last_error


def test_a_letter_that_is_no_longer_to_be_sent_is_dropped(desk):
    queue("asha", drunk=True)

    assert deliver_letters() == 0

    assert states() == ["dropped"]
    assert desk.connections == 0


@pytest.mark.parametrize("name", ["asha\nBcc: x", "<script>", ""])
def test_an_address_that_is_none_is_refused_without_the_server(desk, name):
    queue(name, "ben")

    deliver_letters()

    assert states() == ["refused", "sent"]
    assert desk.recipients == ["ben@kent.example"]


def test_a_server_that_is_away_counts_against_no_letter(desk, clock):
    desk.stop()
    queue_many(30)

    assert deliver_letters() == 0

    assert set(states()) == {"waiting"}
    assert {row.tries for row in rows()} == {0}
    assert "refused" in rows()[0].last_error
    desk.start()
    assert deliver_letters() == 30
    assert len(set(desk.recipients)) == 30


def test_a_server_that_was_away_for_three_days_gets_no_old_news(desk, clock):
    desk.stop()
    queue("asha", "ben")
    deliver_letters()
    clock.shift(PATIENCE)
    queue("carol")
    desk.start()

    deliver_letters()

    assert states() == ["given up", "given up", "sent"]


def test_a_server_that_hangs_before_it_has_the_letter_stops_the_batch(desk, monkeypatch, clock):
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.3)
    desk.hangs_at_recipient[ASHA] = 5
    queue("asha", "ben", "carol")

    assert deliver_letters() == 0
    assert [row.tries for row in rows()] == [1, 0, 0]
    assert states() == ["waiting"] * 3

    assert deliver_letters() == 2  # the next time the others come first
    assert desk.recipients == ["ben@kent.example", "carol@kent.example"]


def test_a_server_that_falls_silent_when_it_has_the_whole_letter_leaves_it_unsure(desk, monkeypatch, clock):
    monkeypatch.setattr(smtp, "END_SECONDS", 0.3)
    desk.hangs[ASHA] = 1
    queue("asha", "ben")

    assert deliver_letters() == 1

    assert states() == ["unsure", "sent"]
    clock.shift(timedelta(days=2))
    assert deliver_letters() == 0
    assert desk.recipients.count(ASHA) <= 1


def test_a_server_that_is_slow_gets_its_time(desk):
    desk.hangs[ASHA] = 0.5
    queue("asha")

    assert deliver_letters() == 1


def test_a_connection_that_breaks_between_two_letters_is_opened_again(desk):
    desk.leaves_after.add("ben@kent.example")
    queue("asha", "ben", "carol", "dan")

    assert deliver_letters() == 4

    assert desk.connections == 2
    assert states() == ["sent"] * 4
    assert sorted(desk.recipients) == sorted(f"{name}@kent.example" for name in ("asha", "ben", "carol", "dan"))


def test_a_server_that_dies_in_the_middle_of_a_letter_leaves_that_one_unsure_and_gets_the_others_once(desk, clock):
    desk.dies_at.add("m7@kent.example")
    queue_many(25)

    deliver_letters()
    clock.shift(LONGEST_WAIT)
    deliver_letters()

    assert states() == ["sent"] * 7 + ["unsure"] + ["sent"] * 17
    assert len(desk.recipients) == len(set(desk.recipients)) == 24


def test_a_server_that_says_good_bye_is_spoken_to_anew(desk, clock):
    desk.at_recipient["ben@kent.example"] = "421 Too many letters on this line"
    queue("asha", "ben", "carol")

    deliver_letters()
    desk.at_recipient.clear()
    clock.shift(FIRST_WAIT)
    deliver_letters()

    assert states() == ["sent"] * 3
    assert len(desk.recipients) == 3


def test_a_server_that_does_not_take_letters_from_us_is_no_fault_of_a_recipient(desk, clock):
    desk.at_sender = "550 We do not know you"
    queue("asha", "ben")

    deliver_letters()

    assert states() == ["waiting", "waiting"]
    desk.at_sender = ""
    clock.shift(FIRST_WAIT)
    assert deliver_letters() == 2


def test_a_letter_that_is_too_large_is_refused(desk):
    desk.at_sender = "552 Too large"
    queue("asha")

    deliver_letters()

    assert states() == ["refused"]


def test_the_words_of_the_server_are_kept_without_the_mailbox(desk):
    desk.at_recipient[ASHA] = f"550 5.1.1 <{ASHA}>: Recipient address rejected: User {ASHA} unknown"
    queue("asha")

    deliver_letters()

    assert rows()[0].last_error == (
        "550 5.1.1 <…@kent.example>: Recipient address rejected: User …@kent.example unknown"
    )


def test_whom_a_letter_was_to_is_forgotten_when_it_was_sent_or_dropped(desk):
    desk.at_recipient[ASHA] = "550 No"
    queue("asha", "ben")
    queue("carol", drunk=True)

    deliver_letters()

    assert [row.facts for row in rows()] == [{"to": ASHA}, None, None]


def test_an_operator_lets_letters_be_tried_again(desk):
    desk.at_recipient[ASHA] = "550 No"
    queue("asha", "ben")
    deliver_letters()
    desk.at_recipient.clear()

    assert retry_letters([row.id for row in rows()]) == 1
    assert deliver_letters() == 1

    assert states() == ["sent", "sent"]
    assert [row.tries for row in rows()] == [1, 1]


def test_an_operator_ends_a_letter(desk):
    desk.stop()
    queue("asha")
    deliver_letters()

    assert forget_letters([rows()[0].id]) == 1
    desk.start()
    deliver_letters()

    assert desk.recipients == []
    assert [(row.state, row.facts) for row in rows()] == [("dropped", None)]


def test_time_erases_first_whom_a_letter_was_to_and_then_that_there_was_one(desk, clock):
    desk.at_recipient[ASHA] = "550 No"
    queue("asha", "ben")
    deliver_letters()

    clock.shift(FACTS_KEPT)
    forget_ended_letters()
    assert [row.facts for row in rows()] == [None, None]
    assert retry_letters([rows()[0].id]) == 0
    clock.shift(ROWS_KEPT - FACTS_KEPT - timedelta(seconds=1))
    forget_ended_letters()
    assert len(rows()) == 2

    clock.shift(timedelta(seconds=1))
    assert forget_ended_letters() == 2
    assert rows() == []


def test_a_letter_that_still_waits_is_never_forgotten_by_time(desk, clock):
    queue("asha")
    clock.shift(ROWS_KEPT * 2)

    forget_ended_letters()

    assert [row.facts for row in rows()] == [{"to": ASHA}]


def test_a_worker_that_dies_while_it_sends_leaves_one_letter_unsure_and_the_others_for_the_next(
    desk, clock, monkeypatch
):
    queue("asha", "ben", "carol")
    hand_over = smtp.MailServer.send

    def die_at_ben(server, sender, to, content):
        hand_over(server, sender, to, content)
        if to.startswith("ben"):
            raise KeyboardInterrupt

    monkeypatch.setattr(smtp.MailServer, "send", die_at_ben)
    with pytest.raises(KeyboardInterrupt):
        deliver_letters()
    assert states() == ["sent", "sending", "waiting"]

    clock.shift(HELD)
    assert deliver_letters() == 1
    assert states() == ["sent", "sending", "sent"]
    clock.shift(SENDING)
    assert deliver_letters() == 0

    assert states() == ["sent", "unsure", "sent"]
    assert "perhaps it was sent" in rows()[1].last_error
    assert desk.recipients.count("ben@kent.example") == 1


def test_every_state_is_one_that_the_column_holds():
    assert all(len(state) <= 10 for state in LetterState)
