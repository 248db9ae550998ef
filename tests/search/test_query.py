"""The query language."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.fields import Fields
from forum.search.query import BEGINNINGS_LIMIT, QUERY_LIMIT, UNIT_LIMIT, ParsedQuery, Unit, parse


def texts(units: tuple[Unit, ...]) -> list[str]:
    return [unit.text for unit in units]


def sentences(query: ParsedQuery) -> str:
    return " ".join(str(fault) for fault in query.faults)


def test_words_phrases_and_what_is_not_wanted():
    query = parse('blue "parking permit" -fines -"red tape"')

    assert texts(query.wanted) == ["blue", "parking permit"]
    assert query.wanted[1].terms == ("park", "permit")
    assert texts(query.unwanted) == ["fines", "red tape"]
    assert not query.faults


def test_small_words_are_passed_over_beside_others():
    assert texts(parse("how do you keep the bins dry").wanted) == ["keep", "bins", "dry"]


@pytest.mark.parametrize("text", ["who", "to be or not", "IT"])
def test_small_words_alone_are_looked_for(text: str):
    assert texts(parse(text).wanted) == text.split()


def test_a_name_in_capitals_is_no_small_word():
    assert texts(parse("IT support for the team").wanted) == ["IT", "support", "team"]


def test_a_query_all_in_capitals_names_nothing():
    assert texts(parse("SUPPORT FOR THE TEAM").wanted) == ["SUPPORT", "TEAM"]


def test_hyphenated_words_stand_side_by_side():
    query = parse("follow-up -red-tape")

    assert query.wanted == (Unit("follow-up", ("follow", "up")),)
    assert query.unwanted == (Unit("red-tape", ("red", "tape")),)


def test_a_dash_between_words_says_nothing():
    query = parse("bins - collection dates")

    assert texts(query.wanted) == ["bins", "collection", "dates"]
    assert not query.unwanted


def test_typographic_quotation_marks_make_a_phrase():
    assert parse("“parking permit”").wanted == (Unit("parking permit", ("park", "permit")),)


def test_a_word_said_twice_is_asked_once():
    assert len(parse("bins Bins bin").wanted) == 1


def test_the_beginning_of_a_word_stands_for_all_that_begin_so():
    (unit,) = parse("Cafét*").wanted

    assert (unit.text, unit.is_beginning, unit.terms[0]) == ("Cafét*", True, "cafet")


@pytest.mark.parametrize(
    ("beginning", "word"), [("renewa*", "renewal"), ("organis*", "organization"), ("informat*", "informed")]
)
def test_a_beginning_that_is_longer_than_the_stem_is_understood(beginning: str, word: str):
    terms = parse(beginning).wanted[0].terms

    assert parse(word).wanted[0].terms[0].startswith(tuple(terms))


@pytest.mark.parametrize("text", ["ren*", "a*", "**bold**", "*", "rene*wal", "*renew"])
def test_no_other_asterisk_is_a_wildcard(text: str):
    assert not any(unit.is_beginning for unit in parse(text).wanted)


def test_a_beginning_can_be_left_out():
    assert [unit.is_beginning for unit in parse("kerbs -renew*").unwanted] == [True]


def test_fields_are_no_words():
    query = parse('kerbs board:garden by:"Asha Patel" in:title after:2024 before:2025-06 answered:no')

    assert texts(query.wanted) == ["kerbs"]
    assert query.wanted[0].in_title
    assert query.fields == Fields(
        boards=("garden",),
        people=("Asha Patel",),
        since=date(2024, 1, 1),
        until=date(2025, 6, 1),
        answered=False,
        in_title=True,
    )
    assert not query.faults


def test_other_words_before_a_colon_are_words():
    assert texts(parse("https://example.org re:kerbs within:title").wanted) == [
        *("https", "example", "org", "kerbs", "within", "title")
    ]


def test_fields_alone_ask_for_something_but_titles_do_not():
    assert parse("board:garden").asks
    assert parse("answered:no -parking").asks
    assert not parse("in:title").asks
    assert not parse("board:").asks


def test_a_query_is_told_without_some_fields():
    query = parse('kerbs board:garden "red tape" after:2024 -fines BOARD:plain')

    assert query.but_for(["board"]) == 'kerbs "red tape" after:2024 -fines'
    assert query.but_for() == 'kerbs "red tape" -fines'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('kerb "dropped', "quotation mark has no partner"),
        ("-parking", "Say what to look for as well"),
        ("parking -the", "“the” stands in nearly every post"),
        ("!!! ???", "no word in this"),
        ("a" * (QUERY_LIMIT + 1), f"at most {QUERY_LIMIT} characters"),
        (" ".join(f"b{n}" for n in range(UNIT_LIMIT + 1)), f"at most {UNIT_LIMIT} words"),
        (" ".join(f"begin{n}*" for n in "abcdef"), f"at most {BEGINNINGS_LIMIT} beginnings of words"),
        ("ren*", "at least 4 letters before it, so “ren” was looked for as a whole word"),
        ("rene*wal", "end of a word alone"),
        ("*renewal", "end of a word alone"),
        ("kerbs -board:garden", "Only words and phrases can be left out; “-board:garden” was passed over"),
        ("in:title", "which words to look for in titles"),
    ],
)
def test_each_fault_is_told_in_a_sentence(text: str, sentence: str):
    assert sentence in sentences(parse(text))


def test_of_many_beginnings_the_first_stay_and_the_others_are_whole_words():
    words = [f"begin{letter}*" for letter in "abcdefgh"]
    query = parse(" ".join([*words, "-begini*", "-beginb*"]))

    assert [unit.text for unit in query.wanted if unit.is_beginning] == words[:BEGINNINGS_LIMIT]
    assert [unit.text for unit in query.wanted if not unit.is_beginning] == ["beginf", "beging", "beginh"]
    assert texts(query.unwanted) == ["begini", "beginb*"]


def test_five_beginnings_are_no_fault():
    assert not parse("begina* beginb* beginc* begind* begine* BEGINE*").faults


def test_what_is_understood_is_looked_for_in_spite_of_faults():
    query = parse('kerb "dropped -the ' + "x" * QUERY_LIMIT)

    assert texts(query.wanted) == ["kerb", "dropped"]
    assert len(query.faults) == 3


def test_nothing_typed_is_no_fault():
    assert parse("  ") == ParsedQuery("")


@pytest.mark.parametrize(
    "text", ['"' * 100_000, "-" * 100_000, "(" * 100_000, '-"' * 50_000, "\x00\ud800", "é\u0301" * 9]
)
def test_odd_input_is_understood_as_nothing_or_little(text: str):
    query = parse(text)

    assert len(query.wanted) <= 1
    assert query.text.encode().decode() == query.text


@given(st.text(st.characters(), max_size=80))
def test_no_text_raises(text: str):
    query: Any = parse(text)

    assert len(query.text) <= QUERY_LIMIT
    assert all(unit.terms for unit in (*query.wanted, *query.unwanted))
    query.text.encode()
