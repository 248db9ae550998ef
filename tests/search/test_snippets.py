"""Snippets."""

from forum.search.snippets import SNIPPET_SIZE, snippet


def text_of(parts: list[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in parts)


def marked(parts: list[tuple[str, bool]]) -> list[str]:
    return [text for text, is_match in parts if is_match]


def test_every_form_of_a_word_is_marked():
    parts = snippet("Renewals of a badge: renew it early, said the café.", {"renew", "cafe"})

    assert marked(parts) == ["Renewals", "renew", "café"]
    assert text_of(parts) == "Renewals of a badge: renew it early, said the café."


def test_words_side_by_side_are_one_mark():
    assert marked(snippet("the Blue Badge team", {"blue", "badg"})) == ["Blue Badge"]


def test_the_parts_of_a_hyphenated_word_are_one_mark():
    assert marked(snippet("a follow-up by e-mail", {"follow", "up", "e", "mail"})) == ["follow-up", "e-mail"]


def test_the_stretch_with_the_most_different_words_is_shown():
    text = "badge badge badge. " + "filler " * 100 + "the renewal of a badge takes a day " + "filler " * 100

    parts = snippet(text, {"badg", "renew"})

    assert marked(parts) == ["renewal", "badge"]
    assert text_of(parts).startswith("… ")
    assert text_of(parts).endswith(" …")


def test_it_is_cut_between_words():
    text = "alphabet " * 200 + "needle " + "alphabet " * 200

    words = text_of(snippet(text, {"needl"})).split()

    assert set(words) == {"…", "alphabet", "needle"}


def test_where_nothing_matches_it_is_the_beginning():
    parts = snippet("word " * 200, {"absent"})

    assert text_of(parts).startswith("word word")
    assert not marked(parts)


def test_line_breaks_are_spaces():
    assert text_of(snippet("one\n\n two\tthree", set())) == "one two three"


def test_markup_stays_text():
    assert text_of(snippet("<b>bold</b> & <script>", {"bold"})) == "<b>bold</b> & <script>"
    assert marked(snippet("<b>bold</b>", {"bold"})) == ["bold"]


def test_it_is_short_whatever_the_text_is():
    for text in ("a" * 100_000, "badge " * 20_000, "-" * 50_000, "é " * 30_000, "\n" * 50_000):
        assert len(text_of(snippet(text, {"badg", "a" * 40}))) <= SNIPPET_SIZE + 4


def test_an_empty_post_has_an_empty_snippet():
    assert snippet("", {"badg"}) == []
