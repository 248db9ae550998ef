"""Typed text made fit to keep."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.markup import clean_text

ANYTHING = st.text(st.characters(codec=None), max_size=300)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\x0bb\x0cc", "a\nb\nc"), ("a\x00b", "ab"), ("a\x07\x1b\x7fb", "ab"),
     ("a\ud800b\udfff", "ab"), ("a\tb", "a\tb"), ("e\u0301", "\u00e9"), ("\u1112\u1161\u11ab", "\ud55c"), ("", "")],
)  # fmt: skip
def test_what_no_keyboard_types_goes(typed, kept):
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "text",
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "👩\u200d⚕️", "\u200fa", "x\u00a0y", "\u00ad", "ﬁ", "①"],
)  # fmt: skip
def test_what_carries_meaning_stays(text):
    assert clean_text(text) == text


def test_piled_up_marks_are_left_as_they_are():
    piled = "a" + "\u0316\u0301" * 20_000

    assert clean_text(piled) == piled


@given(ANYTHING)
def test_clean_text_can_be_stored_and_is_clean(text):
    clean = clean_text(text)

    assert clean.encode().decode() == clean
    assert clean_text(clean) == clean
    assert not [one for one in clean if one < " " and one not in "\n\t"]


@given(ANYTHING)
def test_no_letter_or_digit_is_lost(text):
    kept = {one for one in unicodedata.normalize("NFC", clean_text(text)) if one.isalnum()}

    assert kept == {one for one in unicodedata.normalize("NFC", text) if one.isalnum()}
