"""Whatever a form or a body holds, by whomever it is sent: the forum answers, and never with a fault of its own."""

import pytest

from tests.house.hostile import BODIES, PLACES, TEXTS, address_of, names_asked_for, together
from tests.house.senders import FORM, SENDERS, WRITTEN

NAMES = names_asked_for()
LARGE = ("admin", "settings", "moderation", "threads", "boards", "posts")  # parts of the site, each walked by itself
ELSEWHERE = "elsewhere"

by_everybody = pytest.mark.parametrize("kind", SENDERS)


def addresses_in(area):
    """The addresses of one of the large parts of the site, or of all that is in none of them."""
    areas = {address: address.split("/")[1] for address in WRITTEN}
    return [one for one in WRITTEN if area == (areas[one] if areas[one] in LARGE else ELSEWHERE)]


@by_everybody
@pytest.mark.parametrize("area", [*LARGE, ELSEWHERE])
def test_strange_forms(unharmed, area):
    for address in addresses_in(area):
        send_strange_forms(unharmed.sender(), address)

    assert unharmed.broken == []


def send_strange_forms(sender, address):
    """Each text in all fields, and in few of them or with a false token; each place in the address."""
    good = sender.good(address)
    for number, text in sender.share(TEXTS):
        sender.send_form(good, NAMES, text)
        if sender.in_turn(number // 3, "a few", "a false token") == "a few":
            sender.send_form(good, [NAMES[number % len(NAMES)], NAMES[(number * 7 + 1) % len(NAMES)]], text)
        else:
            sender.send("POST", good, body=f"{together(NAMES, 'x')}&csrf_token={text}".encode(), content_type=FORM)
    for _number, place in sender.share(PLACES) if "<" in address else ():
        sender.send_form(address_of(address, place), NAMES, "kettle")


@pytest.mark.apart  # what is no form at all is refused before the database is asked
@by_everybody
@pytest.mark.parametrize("area", [*LARGE, ELSEWHERE])
def test_strange_bodies(unharmed, area):
    for address in addresses_in(area):
        sender = unharmed.sender()
        for number, (kind_of_body, body) in sender.share(BODIES):
            token = {"X-CSRFToken": sender.client.csrf_token()}
            headers = token if sender.in_turn(number // 3, "", "with a token") else {}
            sender.send("POST", sender.good(address), body=body, content_type=kind_of_body, headers=headers)

    assert unharmed.broken == []


def test_every_address_is_walked():
    assert sorted(one for area in (*LARGE, ELSEWHERE) for one in addresses_in(area)) == sorted(WRITTEN)
