"""Writing: adding, replacing, removing, rebuilding."""

from dataclasses import replace
from pathlib import Path

import pytest

from forum.search.engine import Index, IndexBusy, IndexMissing
from tests.search.documents import ask, make_document, posts
from tests.searching import have_no_patience, new_index, same_index


def test_a_post_is_replaced_under_its_number(index: Index):
    first = make_document("kerbs")
    index.add([first])

    index.add([replace(first, body="bins", board_id=2)])

    assert ask(index, "kerbs").total == 0
    assert posts(ask(index, "bins")) == [first.post_id]


def test_of_two_texts_of_one_post_the_last_stays(index: Index):
    first = make_document("kerbs")

    index.add([first, replace(first, body="bins")])

    assert (ask(index, "kerbs").total, ask(index, "bins").total) == (0, 1)


def test_a_removed_post_is_gone(index: Index):
    gone, stays = make_document("kerbs"), make_document("kerbs")
    index.add([gone, stays])

    index.remove([gone.post_id, 12345])

    assert posts(ask(index, "kerbs")) == [stays.post_id]


def test_the_generation_changes_with_the_content_and_only_then(index: Index):
    start = index.generation()
    index.remove([1])
    ask(index, "kerbs")
    unchanged = index.generation()
    index.add([make_document("kerbs")])

    assert unchanged == start != index.generation()


def test_many_small_changes_leave_every_post_once(index: Index):
    documents = [make_document(f"kerbs and thing{n}") for n in range(60)]
    for document in documents:
        index.add([document])
    for document in documents[::3]:
        index.add([replace(document, body="kerbs again")])
    index.remove([document.post_id for document in documents[1::3]])

    found = ask(index, "kerbs")

    assert sorted(posts(found)) == sorted(one.post_id for at, one in enumerate(documents) if at % 3 != 1)
    assert [ask(index, f"thing{n}").total for n in range(60)] == [int(n % 3 == 2) for n in range(60)]


def test_another_process_reads_what_was_written(index: Index, tmp_path: Path):
    reader = same_index(tmp_path / "index")
    assert ask(reader, "kerbs").total == 0

    index.add([make_document("kerbs")])

    assert ask(reader, "kerbs").total == 1
    assert reader.generation() == index.generation()


def test_a_rebuild_replaces_everything(index: Index):
    index.add([make_document("bins")])
    calls: list[None] = []

    count = index.rebuild([make_document("kerbs"), make_document("kerbs")], lambda: calls.append(None))

    assert (count, len(calls)) == (2, 2)
    assert (ask(index, "bins").total, ask(index, "kerbs").total) == (0, 2)


def test_searches_go_on_during_a_rebuild(index: Index, tmp_path: Path):
    index.add([make_document("kerbs")])
    reader = same_index(tmp_path / "index")
    seen: list[int] = []

    index.rebuild([make_document("kerbs"), make_document("kerbs")], lambda: seen.append(ask(reader, "kerbs").total))

    assert seen == [1, 1]
    assert ask(reader, "kerbs").total == 2


def test_who_writes_during_a_rebuild_is_told_to_come_again(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    have_no_patience(monkeypatch)
    writer = same_index(tmp_path / "index")
    document = make_document("kerbs")

    def write() -> None:
        with pytest.raises(IndexBusy):
            writer.add([document])

    index.rebuild([make_document("bins")], write)
    writer.add([document])

    assert posts(ask(index, "kerbs")) == [document.post_id]


def test_a_rebuild_that_fails_leaves_the_old_index(index: Index):
    index.add([make_document("kerbs")])

    with pytest.raises(ZeroDivisionError):
        index.rebuild((1 / 0 for _ in range(1)), lambda: None)  # type: ignore[misc]

    assert ask(index, "kerbs").total == 1
    index.add([make_document("kerbs")])
    assert ask(index, "kerbs").total == 2


def test_the_first_write_makes_no_index(tmp_path: Path):
    index = new_index(tmp_path / "index")

    with pytest.raises(IndexMissing):
        index.add([make_document("kerbs")])
    with pytest.raises(IndexMissing):
        index.generation()


def test_an_index_of_another_version_is_no_index(index: Index, monkeypatch: pytest.MonkeyPatch):
    index.add([make_document("kerbs")])
    for place in ("whoosh_folder", "postgresql_build"):
        monkeypatch.setattr(f"forum.search.{place}.VERSION", 0)

    with pytest.raises(IndexMissing):
        ask(index, "kerbs")

    index.rebuild([make_document("kerbs")], lambda: None)
    assert ask(index, "kerbs").total == 1


def test_the_index_knows_how_many_posts_it_holds(index: Index):
    documents = [make_document("kerbs") for _number in range(3)]
    index.add(documents)
    index.remove([documents[0].post_id, 12345])
    index.add([replace(documents[1], board_id=1000)])

    assert index.count() == 2
