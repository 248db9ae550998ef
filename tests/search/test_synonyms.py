"""Abbreviations and what they stand for."""

from pathlib import Path

import pytest

from forum import create_app
from forum.config import SettingsRefused
from forum.search.engine import Index, Question
from forum.search.handlers import build_index
from forum.search.place import understood
from forum.search.query import parse
from forum.search.synonyms import OWN_FILE, Synonyms, read_synonyms
from tests.factories import make_board, make_thread
from tests.search.documents import EVERYTHING, make_document, posts
from tests.search.test_page import find


@pytest.fixture(scope="module")
def own() -> Synonyms:
    return read_synonyms(OWN_FILE)


def read(tmp_path: Path, text: str) -> Synonyms:
    file = tmp_path / "synonyms.txt"
    file.write_text(text, encoding="utf-8")
    return read_synonyms(file)


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("ASC budgets", ["adult social care"]),
        ("asc budgets", ["adult social care"]),
        ("KPIs", ["key performance indicator"]),
        ("adult social care budgets", ["ASC"]),
        ('"adult social care"', ["ASC"]),
        ("Department for Education", ["DfE"]),
        ("department for work and pensions", ["DWP"]),
        ("SEND", ["special educational needs and disabilities"]),
        ("SEND transport", ["special educational needs and disabilities"]),
        ("IT support", ["information technology"]),
        ("email address", ["e-mail"]),
        ("e mail address", ["email"]),
        ("FOI DPIA", ["freedom of information", "data protection impact assessment"]),
    ],
)
def test_the_one_is_looked_for_with_the_other(own, typed, also):
    assert list(own.widened(parse(typed)).also) == also


@pytest.mark.parametrize(
    "typed",
    [
        '"ASC"',
        "budgets -ASC",
        "in:title ASC",
        "adult-social-care",
        "kpis*",
        "social adult care",
        "send a letter",
        "PLEASE SEND A LETTER",
        "it support",
        "information technology",
        "who knows",
        "special educational things and disabilities",
        'adult "social" care',
        "",
    ],
)
def test_what_is_exact_or_an_everyday_word_stays_as_it_is(own, typed):
    query = parse(typed)

    assert own.widened(query) == query


@pytest.mark.parametrize(
    ("typed", "exactly"),
    [
        ("board:garden ASC, -FOI", 'board:garden "ASC" -FOI'),
        ("adult social care budgets", '"adult" "social" "care" budgets'),
        ('"adult social care" budgets', "adult-social-care budgets"),
        ("ASC/FOI", '"ASC" "FOI"'),
    ],
)
def test_the_exact_words_are_a_query_that_is_not_widened(own, typed, exactly):
    assert own.widened(parse(typed)).exactly == exactly
    assert own.widened(parse(exactly)).also == ()


@pytest.fixture
def care(index: Index, forum) -> dict[str, int]:
    """Posts that say it short, in words, in words apart, and not at all."""
    texts = {"short": "the ASC team", "words": "adult social care", "apart": "care of an adult in a social way"}
    documents = {name: make_document(text) for name, text in {**texts, "neither": "the kerbs"}.items()}
    index.add(documents.values())
    return {name: document.post_id for name, document in documents.items()}


def found(index: Index, text: str, permitted=EVERYTHING) -> list[int]:
    return posts(index.find(_question(text, permitted), 0, 10))


def _question(text, permitted):
    return Question(understood(text), permitted)


def test_an_abbreviation_finds_its_words_and_stands_first(index, care):
    assert found(index, "ASC") == [care["short"], care["words"]]
    assert found(index, '"ASC"') == [care["short"]]


def test_words_side_by_side_find_the_abbreviation_and_the_words_apart(index, care):
    assert set(found(index, "adult social care")) == {care["short"], care["words"], care["apart"]}
    assert set(found(index, '"adult social care"')) == {care["short"], care["words"]}
    assert found(index, "adult-social-care") == [care["words"]]


def test_what_is_left_out_is_left_out_exactly(index, care):
    assert found(index, '"adult social care" -asc') == [care["words"]]


def test_a_post_with_one_of_both_ways_is_not_told_that_a_word_is_missing(index, care):
    words = index.find(_question("ASC kerbs", EVERYTHING), 0, 10)

    assert not words.absent
    assert index.find(_question("FOI", EVERYTHING), 0, 10).absent


def test_what_may_not_be_read_changes_neither_order_nor_counts(index: Index, forum):
    some = [make_document("ASC team and kerbs"), make_document("adult social care kerbs"), make_document("kerbs")]
    index.add(some)
    permitted = EVERYTHING.__class__(boards=frozenset({1}))
    before = index.find(_question("ASC kerbs", permitted), 0, 10)

    index.add([make_document("adult social care ASC", board_id=2) for _number in range(20)])

    assert index.find(_question("ASC kerbs", permitted), 0, 10) == before


@pytest.mark.usefixtures("folder")
def test_the_page_says_what_else_was_looked_for_and_marks_it(client):
    make_thread(board=make_board(), title="Budgets", body="Our adult social care team")
    build_index()

    page = find(client, "ASC").text

    assert "Also looked for: adult social care." in page
    assert 'href="/search?q=%22ASC%22"' in page
    assert "<mark>adult social care</mark>" in page
    assert "Also looked for" not in find(client, '"ASC"').text
    assert "Nothing was found" in find(client, '"ASC"').text


@pytest.mark.usefixtures("folder")
def test_who_writes_email_finds_who_writes_e_mail(client):
    make_thread(board=make_board(), title="Kettles", body="May I use my personal e-mail address here?")
    build_index()

    page = find(client, "email")

    assert "<mark>e-mail</mark> address" in page.text
    assert "Also looked for: e-mail." in page.text
    assert "Did you mean" not in page.text


@pytest.mark.usefixtures("folder")
def test_where_neither_was_found_one_of_them_is_not_offered_alone(client):
    make_thread(board=make_board(), body="Kettles")
    build_index()

    page = find(client, "ASC").text

    assert "Also looked for: adult social care." in page
    assert 'href="/search?q=%22ASC%22"' not in page


@pytest.mark.apart
def test_the_list_of_the_forum_is_as_it_should_be():
    lines = [line for line in OWN_FILE.read_text().splitlines() if line and not line.startswith("#")]

    assert 60 <= len(lines) <= 130
    assert read_synonyms(OWN_FILE)


@pytest.mark.apart
@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("ASC", "write “ASC = adult social care”"),
        ("= adult social care", "one abbreviation"),
        ("A S C = adult social care", "one abbreviation"),
        ("R&D = research and development", "one abbreviation"),
        ("ASC =", "the words that the abbreviation stands for"),
        ("ASC = of the", "the words that the abbreviation stands for"),
        ("ASC = asc", "the same to the search"),
        ("ASC = " + "care " * 13, "at most 12 words"),
        ("IT = information technology", "everyday word: write “IT > information technology”"),
        ("FOI = freedom of information", "says the same as line 2"),
    ],
)
def test_a_line_of_another_form_is_told_by_its_number(tmp_path, line, fault):
    with pytest.raises(ValueError, match=fault) as told:
        read(tmp_path, f"# A list\nFOI = freedom of information\n\n{line}  # really\n")

    assert "line 4" in str(told.value)


@pytest.mark.apart
def test_a_list_may_be_empty_and_begin_with_a_mark_of_order(tmp_path):
    assert read(tmp_path, "").widened(parse("ASC")).also == ()
    assert read(tmp_path, "\ufeffXYZ = a b c kerbs\r\n").widened(parse("xyz")).also == ("a b c kerbs",)


@pytest.mark.apart
@pytest.mark.parametrize("content", [b"nonsense", b"\xff\xfe", None])
def test_the_forum_does_not_start_with_a_list_that_cannot_be_read(tmp_path, content):
    file = tmp_path / "mine.txt"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SettingsRefused, match="FORUM_SYNONYMS"):
        create_app({"FORUM_MODE": "testing", "FORUM_DATA_DIR": tmp_path, "FORUM_SYNONYMS": str(file)})
