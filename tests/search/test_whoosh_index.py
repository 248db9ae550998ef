"""Writing: adding, replacing, removing, rebuilding."""

from dataclasses import replace
from pathlib import Path

import pytest

from forum.search.engine import IndexBusy, IndexMissing
from forum.search.whoosh_folder import IndexFolder
from forum.search.whoosh_index import WhooshIndex
from tests.search.documents import ask, make_document, posts

pytestmark = pytest.mark.apart


def test_a_post_is_replaced_under_its_number(index: WhooshIndex):
    first = make_document("kerbs")
    index.add([first])

    index.add([replace(first, body="bins", board_id=2)])

    assert ask(index, "kerbs").total == 0
    assert posts(ask(index, "bins")) == [first.post_id]


def test_of_two_texts_of_one_post_the_last_stays(index: WhooshIndex):
    first = make_document("kerbs")

    index.add([first, replace(first, body="bins")])

    assert (ask(index, "kerbs").total, ask(index, "bins").total) == (0, 1)


def test_a_removed_post_is_gone(index: WhooshIndex):
    gone, stays = make_document("kerbs"), make_document("kerbs")
    index.add([gone, stays])

    index.remove([gone.post_id, 12345])

    assert posts(ask(index, "kerbs")) == [stays.post_id]


def test_the_generation_changes_with_the_content_and_only_then(index: WhooshIndex):
    start = index.generation()
    index.remove([1])
    ask(index, "kerbs")
    unchanged = index.generation()
    index.add([make_document("kerbs")])

    assert unchanged == start != index.generation()


def test_many_small_changes_leave_every_post_once(index: WhooshIndex):
    documents = [make_document(f"kerbs and thing{n}") for n in range(60)]
    for document in documents:
        index.add([document])
    for document in documents[::3]:
        index.add([replace(document, body="kerbs again")])
    index.remove([document.post_id for document in documents[1::3]])

    found = ask(index, "kerbs")

    assert sorted(posts(found)) == sorted(one.post_id for at, one in enumerate(documents) if at % 3 != 1)
    assert [ask(index, f"thing{n}").total for n in range(60)] == [int(n % 3 == 2) for n in range(60)]


def test_small_segments_are_merged(index: WhooshIndex):
    for _ in range(40):
        index.add([make_document("kerbs")])

    segments = len(list(index._folder.present().glob("*.trm")))

    assert segments <= 7


def test_another_process_reads_what_was_written(index: WhooshIndex, tmp_path: Path):
    reader = WhooshIndex(tmp_path / "index")
    assert ask(reader, "kerbs").total == 0

    index.add([make_document("kerbs")])

    assert ask(reader, "kerbs").total == 1
    assert reader.generation() == index.generation()


def test_a_rebuild_replaces_everything(index: WhooshIndex):
    index.add([make_document("bins")])
    calls: list[None] = []

    count = index.rebuild([make_document("kerbs"), make_document("kerbs")], lambda: calls.append(None))

    assert (count, len(calls)) == (2, 2)
    assert (ask(index, "bins").total, ask(index, "kerbs").total) == (0, 2)


def test_searches_go_on_during_a_rebuild(index: WhooshIndex, tmp_path: Path):
    index.add([make_document("kerbs")])
    reader = WhooshIndex(tmp_path / "index")
    seen: list[int] = []

    index.rebuild([make_document("kerbs"), make_document("kerbs")], lambda: seen.append(ask(reader, "kerbs").total))

    assert seen == [1, 1]
    assert ask(reader, "kerbs").total == 2


def test_who_writes_during_a_rebuild_is_told_to_come_again(
    index: WhooshIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("forum.search.whoosh_folder.PATIENCE", 0)
    writer = WhooshIndex(tmp_path / "index")
    document = make_document("kerbs")

    def write() -> None:
        with pytest.raises(IndexBusy):
            writer.add([document])

    index.rebuild([make_document("bins")], write)
    writer.add([document])

    assert posts(ask(index, "kerbs")) == [document.post_id]


def test_a_rebuild_that_fails_leaves_the_old_index(index: WhooshIndex):
    index.add([make_document("kerbs")])

    with pytest.raises(ZeroDivisionError):
        index.rebuild((1 / 0 for _ in range(1)), lambda: None)  # type: ignore[misc]

    assert ask(index, "kerbs").total == 1
    index.add([make_document("kerbs")])
    assert ask(index, "kerbs").total == 2


def test_old_builds_are_cleared_away(index: WhooshIndex, tmp_path: Path):
    for _ in range(3):
        index.rebuild([make_document("kerbs")], lambda: None)

    assert len(list((tmp_path / "index").glob("index-*"))) == 1


def test_the_first_write_makes_no_index(tmp_path: Path):
    index = WhooshIndex(tmp_path / "index")

    with pytest.raises(IndexMissing):
        index.add([make_document("kerbs")])
    with pytest.raises(IndexMissing):
        index.generation()


def test_an_index_of_another_version_is_no_index(index: WhooshIndex, monkeypatch: pytest.MonkeyPatch):
    index.add([make_document("kerbs")])
    monkeypatch.setattr("forum.search.whoosh_folder.VERSION", 0)

    with pytest.raises(IndexMissing):
        ask(index, "kerbs")

    index.rebuild([make_document("kerbs")], lambda: None)
    assert ask(index, "kerbs").total == 1


def test_the_lock_dies_with_its_holder(tmp_path: Path):
    folder = IndexFolder(tmp_path)

    with pytest.raises(ZeroDivisionError), folder.locked():
        raise ZeroDivisionError
    with folder.locked():
        entered = True

    assert entered
