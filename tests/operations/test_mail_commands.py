"""What an operator sees of the letters, and what they may do."""

import pytest

from forum.core.delivery import deliver_letters
from tests.core.desks import queue, queue_many, rows, states

ASHA = "asha@kent.example"

pytestmark = pytest.mark.usefixtures("kettle_mail")


@pytest.fixture
def mail(forum):
    """Run `flask mail …`; answers what it printed."""

    def run(*words, status=0):
        done = forum.test_cli_runner().invoke(args=["mail", *words])
        assert done.exit_code == status, done.output
        return done.output

    return run


@pytest.fixture
def refused(desk):
    """One letter that was refused, one that was sent, one that is put off."""
    desk.at_recipient[ASHA] = f"550 5.1.1 <{ASHA}> No such mailbox"
    desk.at_recipient["carol@kent.example"] = "450 4.2.0 Come back"
    queue("asha", "ben", "carol")
    deliver_letters()
    return rows()[0].id


def test_without_letters_there_is_nothing_to_say(mail):
    assert mail("list") == "No letters.\n"


def test_the_list_says_what_was_not_sent_and_why(mail, refused):
    shown = mail("list")

    assert shown.startswith("1 waiting, 1 sent, 1 refused\n")
    assert f"{refused}  kettle  kettle:asha  refused, tries: 1, ended " in shown
    assert "    550 5.1.1 <…@kent.example> No such mailbox\n" in shown
    assert "kettle:carol  waiting, tries: 1, tried next " in shown
    assert "    450 4.2.0 Come back\n" in shown
    assert "kettle:ben" not in shown


def test_an_address_is_shown_only_to_those_who_ask_for_it(mail, refused):
    shown = mail("list") + mail("show", str(refused))

    assert ASHA not in shown
    assert "kettle:asha" in shown
    assert ASHA in mail("show", str(refused), "--facts")
    assert "erased" in mail("show", str(refused + 1), "--facts")


def test_a_long_list_is_cut(mail, desk):
    desk.stop()
    queue_many(120)
    for _ in range(6):
        deliver_letters()

    shown = mail("list")

    assert shown.startswith("120 waiting\n")
    assert len(shown.splitlines()) < 250


def test_a_letter_is_tried_again_by_its_number(mail, refused, desk):
    desk.at_recipient.clear()

    assert mail("retry", str(refused), str(refused + 1)) == "1 of 2 will be tried again.\n"
    assert mail("send") == "Sent: 1.\n"

    assert desk.recipients == ["ben@kent.example", ASHA]


def test_letters_are_tried_again_by_where_they_stand(mail, refused):
    assert mail("retry", "--state", "unsure") == "0 of 0 will be tried again.\n"
    assert mail("retry", "--state", "refused") == "1 of 1 will be tried again.\n"

    assert states() == ["waiting", "sent", "waiting"]


def test_a_letter_is_ended_and_its_address_erased(mail, refused):
    assert mail("forget", str(refused)) == "1 of 1 will not be sent.\n"

    assert [row.facts for row in rows()][:2] == [None, None]
    assert states() == ["dropped", "sent", "waiting"]


@pytest.mark.parametrize("command", ["retry", "forget"])
def test_nothing_is_changed_without_saying_what(mail, refused, command):
    said = mail(command, status=2)

    assert "Name their numbers, or --state" in said
    assert states() == ["refused", "sent", "waiting"]


def test_a_number_that_does_not_exist_is_said(mail):
    assert "There is no letter 17" in mail("show", "17", status=1)
