"""Whatever a form or a body holds, by whomever it is sent: the forum answers, and never with a fault of its own."""

import pytest

from tests.house.hostile import BODIES, PLACES, TEXTS, address_of, names_asked_for, together
from tests.house.senders import FORM, SENDERS, WRITTEN

NAMES = names_asked_for()

pytestmark = pytest.mark.parametrize("kind", SENDERS)


@pytest.mark.parametrize("address", WRITTEN)
def test_strange_forms(sender, address):
    good = sender.good(address)
    for number, text in sender.share(TEXTS):
        sender.send_form(good, NAMES, text)
        if sender.in_turn(number // 3, "a few", "a false token") == "a few":
            sender.send_form(good, [NAMES[number % len(NAMES)], NAMES[(number * 7 + 1) % len(NAMES)]], text)
        else:
            sender.send("POST", good, body=f"{together(NAMES, 'x')}&csrf_token={text}".encode(), content_type=FORM)
    for _number, place in sender.share(PLACES) if "<" in address else ():
        sender.send_form(address_of(address, place), NAMES, "kettle")

    assert sender.broken == []


@pytest.mark.apart  # what is no form at all is refused before the database is asked
@pytest.mark.parametrize("address", WRITTEN)
def test_strange_bodies(sender, address):
    for number, (kind_of_body, body) in sender.share(BODIES):
        token = {"X-CSRFToken": sender.client.csrf_token()}
        headers = token if sender.in_turn(number // 3, "", "with a token") else {}
        sender.send("POST", sender.good(address), body=body, content_type=kind_of_body, headers=headers)

    assert sender.broken == []
