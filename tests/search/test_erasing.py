"""What is gone for good stands in no file of the index, and what it costs is one segment."""

from dataclasses import replace
from pathlib import Path

import pytest

from forum.search import whoosh_index, whoosh_schema
from forum.search.whoosh_index import WhooshIndex
from tests.search.documents import ask, make_document, posts

pytestmark = pytest.mark.apart


@pytest.fixture
def small_segments(monkeypatch) -> None:
    """No segment has more than three posts."""
    for module in (whoosh_index, whoosh_schema):
        monkeypatch.setattr(module, "MERGE_LIMIT", 3)


def files_with(index: WhooshIndex, word: str) -> list[Path]:
    files = [file for file in index._folder.path.rglob("*") if file.is_file()]
    return [file for file in files if word.encode() in file.read_bytes()]


def files(index: WhooshIndex) -> set[str]:
    return {file.name for file in index._folder.present().iterdir() if not file.name.endswith(".toc")}


def test_a_rebuild_makes_segments_that_are_quickly_written_anew(index: WhooshIndex, small_segments):
    documents = [make_document("kerbs") for _number in range(8)]

    assert index.rebuild(documents, lambda: None) == 8

    assert ask(index, "kerbs").total == 8
    assert sorted(segment.size for segment in index._segments.values()) == [2, 3, 3]


def test_words_of_a_post_that_was_replaced_stay_until_they_are_erased(index: WhooshIndex):
    document, others = make_document("kerbs and zyxwvutq"), [make_document("kerbs") for _number in range(3)]
    index.rebuild([document, *others], lambda: None)
    index.add([replace(document, body="kerbs and qwvxjkzp")])
    assert files_with(index, "zyxwvutq") != []

    index.erase([document.post_id], [])

    assert files_with(index, "zyxwvutq") == []
    assert ask(index, "kerbs").total == 4
    assert posts(ask(index, "qwvxjkzp")) == [document.post_id]


def test_so_do_those_of_each_text_that_the_post_ever_had(index: WhooshIndex, small_segments):
    document, words = make_document(), ("zyxwvutq", "qwvxjkzp", "jkqvxwzp")
    index.rebuild([make_document("kerbs") for _number in range(6)], lambda: None)
    for word in words:
        index.add([replace(document, body=word), make_document("kerbs"), make_document("kerbs")])
    index.remove([document.post_id])
    assert all(files_with(index, word) for word in words)

    index.erase([document.post_id], [])

    assert not any(files_with(index, word) for word in words)
    assert ask(index, "kerbs").total == 12


def test_a_title_goes_from_posts_that_stood_under_it_once(index: WhooshIndex):
    document = make_document("kerbs", title="zyxwvutq")
    index.rebuild([document, *(make_document("kerbs") for _number in range(3))], lambda: None)
    index.add([replace(document, title="bins", thread_id=document.thread_id + 1)])
    assert files_with(index, "zyxwvutq") != []

    index.erase([], [document.thread_id])

    assert files_with(index, "zyxwvutq") == []
    assert ask(index, "bins").total == 1


def test_only_the_segment_that_holds_the_words_is_written_anew(index: WhooshIndex, small_segments):
    documents = [make_document(f"kerbs and zyxwvutq{number}") for number in range(9)]
    index.rebuild(documents, lambda: None)
    index.remove([documents[0].post_id, documents[8].post_id])
    before = files(index)

    index.erase([documents[0].post_id], [])

    segments = {name.split(".")[0] for name in before}
    stay = {name.split(".")[0] for name in files(index)} & segments
    assert (len(segments), len(stay)) == (3, 2)
    assert files_with(index, "zyxwvutq8") != []


def test_a_segment_of_which_nothing_is_left_goes(index: WhooshIndex, small_segments):
    documents = [make_document("kerbs") for _number in range(3)]
    index.rebuild([*documents, make_document("kerbs")], lambda: None)
    index.remove([document.post_id for document in documents])

    index.erase([documents[1].post_id], [])

    assert ask(index, "kerbs").total == 1
    assert len(index._segments) == 1


def test_where_nothing_is_left_nothing_is_written(index: WhooshIndex):
    document = make_document("kerbs")
    index.add([document])
    before = index.generation()

    index.erase([document.post_id, 12345], [document.thread_id])

    assert index.generation() == before
