"""What looks like personal data is seen, and what only resembles it is not."""

import time

import pytest
from hypothesis import given
from hypothesis.strategies import characters, text

from forum.prevention.personal_data import mark_of, not_yet, seen_in
from tests.factories import make_organisation

SEEN = {
    "nhs": ["943 476 5919", "9434765919", "943-476-5919", "NHS9434765919", "401 023 2137", "943 - 476 - 5919"],
    "insurance": ["AB123456C", "ab 12 34 56 d", "JG-10-37-59-A", "NI: CE123456A.", "AB - 12 34 56 - C"],
    "card": [
        "4111 1111 1111 1111",
        "4111111111111111",
        "5555-5555-5555-4444",
        "5555 - 5555 - 5555 - 4444",
        "2223003122003222",
        "3782 822463 10005",
        "30569309025904",
        "6011111111111117",
        "3530111333300000",
        "card 4111 1111 1111 1111 12/29",
        "6759649826438453",
    ],
    "mail": ["asha.patel@gmail.com", "Write to a.b+c@mail.example.org.", "<asha@btinternet.com>"],
    "phone": [
        "07700 900123",
        "07700 - 900 123",
        "07911123456",
        "+44 7911 123456",
        "+44 (0)7911 123456",
        "0044 7911 123456",
        "020 7946 0958",
        "(0117) 496 0123",
        "01632 960001",
        "+33 1 42 68 53 00",
        "call 0113 496 0000 now",
    ],
}
NOT_SEEN = [
    "943 476 5918",
    "0000000000",
    "12345678901",
    "QQ123456C",
    "GB123456A",
    "AB123456E",
    "DA123456A",
    "AO123456A",
    "XAB123456C",
    "PO123456",
    "4111 1111 1111 1112",
    "41111111111111116",
    "1234 5678 9012 3456",
    "0300 123 4567",
    "0800 1111",
    "999, 101 and 111",
    "26/11/2026 at 10.30",
    "£1,234,567.89",
    "housing@dorset.gov.uk",
    "someone at example dot org",
    "https://example.org/p/07911123456/kettle",
    "paragraphs 12.3 to 14.5 of SI 2018/1234",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SEEN.items() for text in texts])
def test_what_looks_like_personal_data_is_seen(kind, text):
    assert [seen.kind for seen in seen_in({"body": f"We had one case.\nIt was {text} in May."})] == [kind]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("nhs", f"943{blank}476{blank}5919") for blank in "\u200b\u00ad\u00a0\u2009\u2011\u2013."),
        ("nhs", "９４３ ４７６ ５９１９"),
        ("nhs", "٩٤٣ ٤٧٦ ٥٩١٩"),
        ("insurance", "AB\u200b123456C"),
        ("card", "４１１１ １１１１ １１１１ １１１１"),
        ("phone", "０７７００ ９００１２３"),
        ("phone", "07700\u200b 900123"),
        ("mail", "asha@\u200bgmail.com"),
        ("mail", "as\u00adha＠gmail.com"),
    ],
)
def test_it_is_seen_as_one_reads_it_whatever_signs_it_is_written_with(kind, text):
    assert [seen.kind for seen in seen_in({"body": f"It was {text} in May."})] == [kind]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("nhs", "943**476**5919"),
        ("nhs", "943&nbsp;476&nbsp;5919"),
        ("nhs", "943&#8203;476&shy;5919"),
        ("nhs", "943\\-476\\-5919"),
        ("nhs", "`943` `476` `5919`"),
        ("nhs", "[943](https://example.org) ~~476~~ 5919"),
        ("nhs", "943  476\t5919"),
        ("nhs", "943\u00a0\u00a0476 5919"),
        *(("nhs", f"943{blank}476{blank}5919") for blank in "\u3164\u2800\u2212\u00b7"),
        ("insurance", "AB**123456**C"),
        ("card", "4111**1111**11111111"),
        ("phone", "07700 **900**123"),
        ("mail", "asha&#64;gmail.com"),
    ],
)
def test_it_is_seen_as_the_page_shows_it_whatever_markup_it_is_written_with(kind, text):
    [seen] = seen_in({"title": "Who *is* it?", "body": f"We had one case.\n\n- It was\n  {text} in May."})

    assert (seen.kind, seen.field, seen.line) == (kind, "body", 4)


@pytest.mark.parametrize(
    "text",
    [
        "*943*\n\n4765919",
        "*943*\n476 5919",
        "- *943*\n- 476\n- 5919",
        "# *943*\n476 5919",
        "> *943*\n\n476 5919",
        "| *943* | 476 | 5919 |\n|---|---|---|\n| 943 | 476 | 5919 |",
        "943*4765919",
        "943_476_5919",
    ],
)
def test_what_stands_apart_on_the_page_is_not_read_together(text):
    assert seen_in({"body": text}) == []


@given(text(alphabet=characters(categories=["Nd", "No", "Zs", "Pd", "Cf"]), max_size=60))
def test_no_signs_are_too_strange_to_be_looked_at(strange):
    assert seen_in({"body": strange}) == seen_in({"body": strange})


@pytest.mark.parametrize("text", NOT_SEEN)
def test_what_only_resembles_it_is_not(text):
    make_organisation("dorset.gov.uk")

    assert seen_in({"body": f"It was {text} in May."}) == []


def test_each_is_said_once_with_its_field_and_line():
    found = seen_in({"title": "Who is 943 476 5919?", "body": "One\nand 9434765919\nand asha@gmail.com"})

    assert [(seen.kind, seen.text, seen.field, seen.line) for seen in found] == [
        ("nhs", "943 476 5919", "title", 1),
        ("mail", "asha@gmail.com", "body", 3),
    ]


def test_what_stood_there_already_is_not_asked_about_again():
    found = seen_in({"body": "943 476 5919 or asha@gmail.com"})

    assert [seen.kind for seen in not_yet(found, {"body": "9434765919"})] == ["mail"]


def test_what_was_meant_is_no_more_than_what_was_shown():
    one, two = seen_in({"body": "943 476 5919"}), seen_in({"body": "943 476 5919, asha@gmail.com"})

    assert mark_of(one) == mark_of(seen_in({"body": "Other words, 943-476-5919"})) != mark_of(two)


@pytest.mark.parametrize(
    "part",
    [
        "1",
        "4 ",
        "1-",
        "0 7 ",
        "(0)",
        "07911 123456 ",
        "a@b.",
        "asha@gmail.com ",
        "AB12",
        "+44 ",
        "9434765919 ",
        "*0*",
        "07911 *123456*\n",
    ],
)
def test_no_text_takes_long(part):
    text = (part * 40_000)[:40_000]

    begun = time.process_time()
    seen_in({"body": text})

    assert time.process_time() - begun < 2
