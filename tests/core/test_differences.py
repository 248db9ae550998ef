"""Differences between two versions of a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core.differences import word_diff

pytestmark = pytest.mark.apart

LENGTH = 40_000
WORDS = st.lists(st.sampled_from(["kettle", "leaks", ",", " ", " ", "\n\n", "the", "a", "é", "."]), max_size=60).map(
    "".join
)


def test_equal_texts_have_no_difference():
    assert word_diff("The kettle leaks.", "The kettle leaks.") == [("same", "The kettle leaks.")]
    assert word_diff("", "") == []


def test_a_changed_word_stands_removed_and_then_added():
    changes = word_diff("The kettle leaks badly.", "The boiler leaks badly.")

    assert changes == [("same", "The "), ("removed", "kettle"), ("added", "boiler"), ("same", " leaks badly.")]


def test_changed_words_side_by_side_are_one_change():
    changes = word_diff("We sent an old form back.", "We sent the new one back.")

    assert changes == [("same", "We sent "), ("removed", "an old form"), ("added", "the new one"), ("same", " back.")]


def test_a_paragraph_at_the_end_is_all_that_was_added():
    assert word_diff("First.", "First.\n\nSecond.") == [("same", "First."), ("added", "\n\nSecond.")]


def test_punctuation_is_a_piece_of_its_own():
    assert word_diff("Yes I agree", "Yes, I agree") == [("same", "Yes"), ("added", ","), ("same", " I agree")]


def test_everything_removed_or_added_is_one_piece():
    assert word_diff("Gone now", "") == [("removed", "Gone now")]
    assert word_diff("", "New now") == [("added", "New now")]


@given(WORDS, WORDS)
@settings(max_examples=300)
def test_both_texts_can_be_read_from_their_differences(before, after):
    changes = word_diff(before, after)

    assert "".join(text for kind, text in changes if kind != "added") == before
    assert "".join(text for kind, text in changes if kind != "removed") == after
    assert all(text for _, text in changes)
    assert all(one[0] != two[0] for one, two in zip(changes, changes[1:], strict=False))


@given(WORDS.map(str.strip), WORDS.map(str.strip), WORDS.map(str.strip))
def test_what_stands_before_and_after_a_change_is_the_same(start, middle, end):
    changes = word_diff(f"{start} {end}", f"{start} {middle} {end}")

    removed = "".join(text for kind, text in changes if kind == "removed")
    added = "".join(text for kind, text in changes if kind == "added")
    assert not removed.strip()
    assert sorted("".join(added.split())) == sorted("".join(middle.split()))


@pytest.mark.parametrize(
    ("before", "after"),
    [("a " * (LENGTH // 2), "b " * (LENGTH // 2)), ("a b " * (LENGTH // 4), "b a " * (LENGTH // 4)),
     ("a\n" * (LENGTH // 2), "b a\n" * (LENGTH // 4)), ("a " * (LENGTH // 2), "a b " * (LENGTH // 4)),
     (".-" * (LENGTH // 2), "-." * (LENGTH // 2)), ("x" * LENGTH, "y" * LENGTH),
     ("a b c d " * 5000, "d c b a " * 5000)],
)  # fmt: skip
def test_texts_that_share_little_are_still_told_in_full(before, after):
    changes = word_diff(before, after)

    assert "".join(text for kind, text in changes if kind != "added") == before
    assert "".join(text for kind, text in changes if kind != "removed") == after
