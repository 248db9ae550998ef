"""Words and their terms."""

import tracemalloc

import pytest

from forum.search.analysis import term, terms


def test_words_are_runs_of_letters_and_digits():
    assert terms("foo.bar/baz_qux (42)") == ["foo", "bar", "baz", "qux", "42"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("renewal", "renewals"),
        ("Renewing", "renewed"),
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "café"),
        ("STRASSE", "straße"),
        ("organisation", "organizations"),
        ("prioritise", "prioritizing"),
        ("behaviour", "behavior"),
        ("programme", "programs"),
        ("centre", "centers"),
        ("co\u00adordinate", "coordinates"),
    ],
)
def test_forms_of_one_word_are_one_term(one: str, other: str):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(("one", "other"), [("housing", "horse"), ("four", "for"), ("rise", "rize")])
def test_different_words_are_different_terms(one: str, other: str):
    assert term(one) != term(other)


def test_a_word_without_end_makes_a_short_term():
    assert len(term("a" * 100_000)) <= 40


def test_what_is_no_text_has_no_terms():
    assert terms("\x00 \ud800 !? —") == []


def test_what_is_remembered_of_a_word_is_short_however_long_it_is():
    tracemalloc.start()
    for number in range(50):
        term(f"a{number}" + "b" * 40_000)
    remembered, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert remembered < 500_000
