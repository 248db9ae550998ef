"""Watched words are found where they stand by themselves, patterns wherever they fit, and neither takes long."""

import time

import pytest

from forum.core.errors import Invalid
from forum.prevention.matching import check_pattern, found_in, plain
from forum.prevention.models import WatchedKind

pytestmark = pytest.mark.apart

WORD, PATTERN = WatchedKind.WORD, WatchedKind.PATTERN


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("gasket", "A GASKET, new."),
        ("Gaskét", "the gasket"),
        ("naïve café", "Naive\n  cafe!"),
        ("gas", "gas-fired"),
        ("straße", "STRASSE"),
        ("gasket", "gas\u00adket and gas\u200bket"),
        ("c++", "in C++ or so"),
        ("gasket", "gasket_ or _gasket_new"),
        ("gas_ket", "a gas_ket_"),
    ],
)
def test_a_word_is_found_without_regard_to_capitals_and_accents(word, text):
    assert found_in(WORD, word, plain(text))


@pytest.mark.parametrize(
    ("word", "text"), [("gas", "gasket"), ("gas", "mégas"), ("gas ket", "gas, ket"), ("a.b", "axb")]
)
def test_a_word_is_not_found_as_a_part_of_another(word, text):
    assert not found_in(WORD, word, plain(text))


def test_a_pattern_is_found_wherever_it_fits_and_says_what_it_found():
    assert found_in(PATTERN, r"ref(erence)? \d{4}", plain("My Réference 1234")) == "reference 1234"
    assert not found_in(PATTERN, r"\bkettle\b", plain("kettles"))


@pytest.mark.parametrize(
    "pattern", ["(", "[a", r"(a)\1", "(?=a)", "a{2000}", "((a{500}){500})", "((x{100}y{100}){50})"]
)
def test_what_is_no_pattern_or_too_large_is_refused(pattern):
    with pytest.raises(Invalid, match="no pattern"):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", ["a*", "", "(a|)", "^", "x?"])
def test_a_pattern_that_fits_everything_is_refused(pattern):
    with pytest.raises(Invalid, match="fits every text"):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|a)*b", r"(.*)(.*)(.*)(.*)c$", r"(a?){50}a{50}b", r".{0,300}z"])
def test_no_pattern_takes_long(pattern):
    text = plain("a" * 80_000)

    begun = time.process_time()
    found_in(PATTERN, pattern, text)

    assert time.process_time() - begun < 2
