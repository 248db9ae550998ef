"""Whatever is asked behind a question mark, by whomever: the forum answers, and never with a fault of its own."""

import pytest

from tests.house.hostile import CURSORS, TEXTS, names_asked_for, question
from tests.house.senders import READ, SENDERS

NAMES = names_asked_for()
DECIDE = ("page", "after", "show", "sort", "quote", "thread")  # where one that is wrong ends the matter

pytestmark = pytest.mark.parametrize("kind", SENDERS)


def test_strange_questions(sender):
    undecided = [name for name in NAMES if name not in DECIDE]
    for address in READ:
        for number, text in sender.share((*TEXTS, *CURSORS)):
            names = sender.in_turn(number // 3, NAMES, undecided, [DECIDE[number % len(DECIDE)]])
            sender.send("GET", sender.good(address), question(names, text))

    assert sender.broken == []
