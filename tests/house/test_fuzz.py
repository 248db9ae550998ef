"""Whatever is sent, by whomever: the forum answers, and never with a fault of its own."""

import pytest

from tests.house.hostile import HEADERS, PLACES, address_of
from tests.house.senders import FORM, READ, SENDERS, STORED

METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "")

pytestmark = pytest.mark.parametrize("kind", SENDERS)


def test_strange_places_in_addresses(sender):
    for address in READ:
        beyond = sender.good(address) + "/<more>"
        for number, place in sender.share(PLACES) if "<" in address else ():
            sender.send("GET", address_of(sender.in_turn(number // 3, address, address, beyond), place))

    assert sender.broken == []


def test_strange_headers(sender):
    for address in ("/", "/search", "/sign-in", "/threads/<id:thread_id>/replies", "/static/<path:filename>"):
        for _number, headers in sender.share(HEADERS):
            sender.send("GET", sender.good(address), headers=headers)
            sender.send("POST", sender.good(address), body=b"body=kettle", headers=headers, content_type=FORM)

    assert sender.broken == []


def test_strange_methods(sender):
    for _number, method in sender.share(METHODS):
        for address, _methods, _view in STORED:
            sender.send(method, sender.good(address))

    assert sender.broken == []
