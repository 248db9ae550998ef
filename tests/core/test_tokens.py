"""Signed tokens for links in mail."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Invalid
from forum.core.tokens import Tokens, tokens

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
FACTS = {"member": 7, "email": "asha@kent.gov.uk"}


def test_a_token_tells_its_facts():
    assert tokens.read("reset", tokens.sign("reset", FACTS), AN_HOUR) == FACTS


def test_a_token_is_safe_in_an_address():
    assert not set(tokens.sign("reset", FACTS)) & set("/?&=+%# <>\"'")


def test_a_token_ends_by_itself():
    with time_machine.travel(NOON, tick=False) as clock:
        token = tokens.sign("reset", FACTS)
        clock.shift(AN_HOUR)
        assert tokens.read("reset", token, AN_HOUR) == FACTS
        clock.shift(timedelta(seconds=1))

        with pytest.raises(Invalid, match="Ask for a new one"):
            tokens.read("reset", token, AN_HOUR)


def test_a_token_for_one_purpose_serves_no_other():
    token = tokens.sign("sign-up", FACTS)

    with pytest.raises(Invalid):
        tokens.read("reset", token, AN_HOUR)


def test_a_token_of_another_site_is_worth_nothing():
    token = Tokens("another secret, long enough to be one").sign("reset", FACTS)

    with pytest.raises(Invalid):
        tokens.read("reset", token, AN_HOUR)


@pytest.mark.parametrize("place", range(0, 80, 3))
def test_a_token_with_one_letter_changed_is_worth_nothing(place):
    token = tokens.sign("reset", FACTS)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    with pytest.raises(Invalid):
        tokens.read("reset", changed, AN_HOUR)


def test_facts_under_another_tokens_signature_are_worth_nothing():
    facts, *_ = tokens.sign("reset", {"member": 8}).split(".")
    _, *signature = tokens.sign("reset", {"member": 7}).split(".")

    with pytest.raises(Invalid):
        tokens.read("reset", ".".join([facts, *signature]), AN_HOUR)


@given(st.text(max_size=200))
def test_any_other_text_is_no_token(text):
    with pytest.raises(Invalid):
        tokens.read("reset", text, AN_HOUR)
