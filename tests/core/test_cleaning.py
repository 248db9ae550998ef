"""Typed text made fit to keep."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.cleaning import LONGEST_MARKS, clean_text

pytestmark = pytest.mark.apart

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


PILES = ("\u0316\u0301", "\u0344", "\u0345\u035d\u035c\u0301\u0323\u0327\u0334\u05b0\u3099")


@pytest.mark.parametrize("marks", PILES)
def test_of_piled_up_marks_as_many_stay_as_a_language_has(marks):
    clean = clean_text("a" + marks * 20_000 + "b")

    apart = unicodedata.normalize("NFD", clean)
    assert (apart[0], apart[-1]) == ("a", "b")
    assert len(apart) - 2 in (LONGEST_MARKS - 1, LONGEST_MARKS)
    assert clean_text(clean) == clean


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
