"""What a query may ask of a post beside its words."""

from datetime import date

import pytest

from forum.search.fields import NAMES_LIMIT, Fields, first_day, understood


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025", date(2025, 1, 1)),
        ("2025-06", date(2025, 6, 1)),
        ("2025-6-3", date(2025, 6, 3)),
        ("2025-13", None),
        ("2025-02-30", None),
        ("0000", None),
        ("9999-99-99", None),
        ("1899", None),
        ("soon", None),
        ("٢٠٢٥", None),
        ("2025-", None),
    ],
)
def test_a_year_a_month_or_a_day_is_a_date(text: str, day: date | None):
    assert first_day(text) == day


def test_of_several_dates_all_count():
    fields, faults = understood([("after", "2024"), ("after", "2025"), ("before", "2027"), ("before", "2026")])

    assert (fields.since, fields.until, faults) == (date(2025, 1, 1), date(2026, 1, 1), [])


def test_of_several_names_each_is_kept_once():
    fields, _faults = understood([("by", "asha"), ("by", "tom"), ("by", "asha"), ("organization", "Eastmere")])

    assert (fields.people, fields.organisations) == (("asha", "tom"), ("Eastmere",))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([("board", "")], "right behind “board:”, as in board:garden"),
        ([("after", "soon")], "“soon” is no date. Write a year, a month or a day, as in after:2025"),
        ([("before", "2025-02-30")], "as in before:2025, before:2025-06 or before:2025-06-30"),
        ([("answered", "perhaps")], "takes yes or no; “perhaps” was passed over"),
        ([("answered", "yes"), ("answered", "no")], "No thread is both answered and waiting"),
        ([("in", "text")], "“in:” takes title"),
        ([("by", f"asha-{n}") for n in range(NAMES_LIMIT + 1)], f"at most {NAMES_LIMIT} names of a kind"),
    ],
)
def test_what_asks_nothing_is_told_in_a_sentence(said: list[tuple[str, str]], sentence: str):
    _fields, faults = understood(said)

    assert len(faults) == 1
    assert sentence in str(faults[0])


def test_what_is_understood_counts_in_spite_of_faults():
    fields, faults = understood([("answered", "perhaps"), ("board", ""), ("board", "garden")])

    assert (fields, len(faults)) == (Fields(boards=("garden",)), 2)
