"""The directory as a file: what is read from it, what is wrong with it, and how it is written."""

import csv
import io

import pytest

from forum.organisations.entries import Entry
from forum.organisations.sheets import COLUMNS, LINE_LIMIT, read_sheet, write_sheet
from forum.organisations.wanted import Wanted

HEADING = ",".join(COLUMNS)
DORSET = "dorset,Dorset Council,council,england,South West,https://www.dorset.example,,dorset.gov.uk"


def read(*lines: str, end: str = "\n") -> list[Wanted]:
    """The organisations of a file with these lines under the heading, in which nothing is wrong."""
    sheet, faults = read_sheet(end.join([HEADING, *lines, ""]).encode())
    assert [str(fault) for fault in faults] == []
    return sheet


def faults_of(*lines: str) -> list[tuple[int, str]]:
    """Line and words of each fault of a file with these lines under the heading."""
    return [(fault.line, str(fault)) for fault in read_sheet("\n".join([HEADING, *lines]).encode())[1]]


def test_a_line_is_an_organisation():
    assert read(DORSET) == [
        Wanted(
            slug="dorset",
            name="Dorset Council",
            kind="council",
            nation="england",
            region="South West",
            website="https://www.dorset.example",
            domains=(Entry("dorset.gov.uk"),),
            line=2,
        )
    ]


@pytest.mark.parametrize("content", [f"{HEADING}\n{DORSET}\n", f"{HEADING}\r\n{DORSET}", f"{HEADING}\r{DORSET}\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_mark_of_the_encoding_make_no_difference(content, mark):
    sheet, faults = read_sheet(mark + content.encode())

    assert [one.name for one in sheet] == ["Dorset Council"]
    assert faults == []


def test_columns_may_stand_in_any_order_and_cells_in_quotes():
    text = 'name,slug,domains,parent,website,region,nation,kind\n"Bath, ""and"" Wells",bath,,,,"Süd\nWest",uk,other\n'

    sheet, faults = read_sheet(text.encode())

    assert faults == []
    assert (sheet[0].name, sheet[0].region) == ('Bath, "and" Wells', "Süd West")


def test_empty_lines_and_white_space_do_not_count():
    sheet = read("", ",,,,,,,", "  dorset , Dorset   Council,council,england,,,,  a.example   b.example ")

    assert (sheet[0].slug, sheet[0].name, sheet[0].line) == ("dorset", "Dorset Council", 4)
    assert sheet[0].domains == (Entry("a.example"), Entry("b.example"))


def test_the_marks_of_domains():
    sheet = read("a,A,other,uk,,,,dorset.gov.uk *.devon.gov.uk (leeds.ac.uk) (*.york.ac.uk) Kent.GOV.uk")

    assert set(sheet[0].domains) == {
        Entry("dorset.gov.uk"),
        Entry("devon.gov.uk", with_subdomains=True),
        Entry("leeds.ac.uk", staff_only=False),
        Entry("york.ac.uk", with_subdomains=True, staff_only=False),
        Entry("kent.gov.uk"),
    }


def test_a_line_number_counts_lines_within_cells():
    assert faults_of('a,"A\nB\nC",other,uk,,,,', "b,B,kettle,uk,,,,")[0][0] == 5


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Dorset,D,council,england,,,,", "“Dorset” is no address"),
        (",Dorset Council,council,england,,,,", "The slug is empty. Give one, such as dorset-council."),
        ("a--b,D,council,england,,,,", "is no address"),
        ("a" * 81 + ",D,council,england,,,,", "is no address"),
        ("dorset,,council,england,,,,", "Enter the name"),
        ("dorset," + "n" * 121 + ",council,england,,,,", "to 120 characters"),
        ("dorset,D,kettle,england,,,,", "“kettle” is none of: council, health"),
        ("dorset,D,Councils,england,,,,", "“councils” is none of"),
        ("dorset,D,council,,,,,", "The nation is empty. Give one of: uk, england"),
        ("dorset,D,council,england," + "r" * 61 + ",,,", "to 60 characters"),
        ("dorset,D,council,england,,javascript:alert(1),,", "is no web address"),
        ("dorset,D,council,england,,//evil.example,,", "is no web address"),
        ("dorset,D,council,england,,https://user:pw@evil.example,,", "is no web address"),
        ("dorset,D,council,england,,https://[,,", "is no web address"),
        ("dorset,D,council,england,,www.dorset.example,,", "is no web address"),
        ("dorset,D,council,england,,https://dorset.example/" + "p" * 200 + ",,", "to 200 characters"),
        ("dorset,D,council,england,,,,uk", "“uk” is no e-mail domain"),
        ("dorset,D,council,england,,,,not a  domain", "“not a domain” is no e-mail domain"),
        ("dorset,D,council,england,,,,dorset.gov.uk or", "“or” is no e-mail domain"),
        ("dorset,D,council,england,,,,co.uk", "Anybody can have an address at co.uk"),
        ("dorset,D,council,england,,,,gmail.com", "Anybody can have an address at gmail.com"),
        ("dorset,D,council,england,,,,*.gov.uk", "without them only"),
        ("dorset,D,council,england,,,,(dorset.gov.uk", "is no e-mail domain"),
        ("dorset,D,council,england,,,,*dorset.gov.uk", "is no e-mail domain"),
        ("dorset,D,council,england,,,,asha@dorset.gov.uk", "is no e-mail domain"),
        ("dorset,D,council,england,,,,dörset.gov.uk", "is no e-mail domain"),
        ("dorset,D,council,england,,,,a.example A.example", "a.example stands there twice"),
        ("dorset,D,council,england,,,,a.example *.a.example", "a.example stands there twice"),
        ("dorset,D,council,england,,,", "has 7 cells, not 8"),
        ("dorset,D,council,england,,,,,", "has 9 cells, not 8"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line, words):
    faults = faults_of("ok,O,other,uk,,,,", line)

    assert [number for number, _words in faults] == [3]
    assert words in faults[0][1]


def test_all_that_is_wrong_is_said_at_once():
    assert [number for number, _words in faults_of("A,B,c,d,,,,uk", "e,F,other,uk,,,,", "g,,other,uk,,,,")] == [
        2,
        2,
        2,
        2,
        4,
    ]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "empty"),
        (b"\n\n", 1, "empty"),
        (HEADING.encode() + b"\na,Caf\xe9,other,uk,,,,\n", 2, "UTF-8"),
        ((HEADING + "\n").encode("utf-16"), 1, "UTF-8"),
        (HEADING.encode() + b'\na,"A,other,uk,,,,\n', 2, "quotation mark"),
        (HEADING.encode() + b'\na,"A"B,other,uk,,,,\n', 2, "quotation mark"),
        (b"slug,name\n", 1, "columns are missing: kind, nation, region, website, parent, domains"),
        (HEADING.encode() + b",email\n", 1, "no column “email”"),
        (HEADING.encode() + b",slug\n", 1, "stands there twice"),
        (HEADING.replace(",", ";").encode(), 1, "Save the file with commas"),
        (DORSET.encode(), 1, "no column “dorset”"),
    ],
)
def test_a_file_that_is_none_says_why(content, line, words):
    sheet, faults = read_sheet(content)

    assert sheet == []
    assert [fault.line for fault in faults] == [line]
    assert words in str(faults[0])


def test_a_zero_byte_and_a_huge_cell_are_answered():
    for content in (f"{HEADING}\na,A\0,other,uk,,,,\n", f"{HEADING}\na,{'A' * 200_000},other,uk,,,,\n"):
        assert read_sheet(content.encode())[1] != [] or read_sheet(content.encode())[0][0].name == "A"


@pytest.mark.parametrize("name", ["=1+1", "+44", "-x", "@SUM(A1)", "'quoted", "'=x"])
def test_no_cell_of_a_written_file_is_a_formula_and_it_reads_the_same(name):
    written = write_sheet([Wanted("a", name, "other", "uk", region=name)])

    cells = list(csv.reader(io.StringIO(written)))[1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    again, faults = read_sheet(written.encode())
    assert faults == []
    assert (again[0].name, again[0].region) == (name, name)


def test_what_was_written_reads_the_same():
    sheet = read(DORSET, "dorset-roads,Roads,other,uk,,,dorset,(*.a.example) b.example")
    again, faults = read_sheet(write_sheet(sheet).encode())

    assert faults == []
    assert again == sheet


def test_a_file_that_would_keep_everybody_waiting_is_asked_for_in_parts():
    faults = faults_of(*(f"a-{number},A,other,uk,,,," for number in range(LINE_LIMIT + 1)))

    assert faults == [(LINE_LIMIT + 2, "The file has more than 3000 lines. Send it in parts.")]
