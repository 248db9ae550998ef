"""A damaged index is told as such, and nothing else happens; a killed writer damages nothing."""

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from forum.search.engine import Found, IndexUnavailable
from forum.search.whoosh_index import WhooshIndex
from tests.search.documents import ask, make_document

pytestmark = pytest.mark.apart

KINDS = ["*.toc", "*.trm", "*.pst", "*.post.col", "*.board.col", "*.kind.col"]


def try_to_find(path: Path) -> Found | None:
    """What a process that starts now finds, or None when it is told that search does not work."""
    try:
        return ask(WhooshIndex(path), "kerbs bins")
    except IndexUnavailable:
        return None


@pytest.fixture
def files(index: WhooshIndex) -> Path:
    index.add([make_document(f"kerbs and bins{n} bins") for n in range(300)])
    return index._folder.present()


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_gone_makes_search_unavailable(files: Path, kind: str):
    for file in files.glob(kind):
        file.unlink()

    assert try_to_find(files.parent) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_short_makes_search_unavailable(files: Path, kind: str):
    for file in files.glob(kind):
        os.truncate(file, file.stat().st_size // 3)

    assert try_to_find(files.parent) is None


@pytest.mark.parametrize("kind", ["*.toc", "*.trm", "*.pst"])
def test_a_file_of_nonsense_makes_search_unavailable(files: Path, kind: str):
    for file in files.glob(kind):
        file.write_bytes(bytes(range(256)) * (file.stat().st_size // 256 + 1))

    assert try_to_find(files.parent) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_byte_anywhere_does_nothing_worse(files: Path, kind: str):
    [file] = files.glob(kind)
    sound = file.read_bytes()

    for at in range(0, len(sound), max(1, len(sound) // 40)):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :])
        found = try_to_find(files.parent)
        assert found is None or found.total <= 300


def test_a_folder_that_is_gone_makes_search_unavailable_to_those_who_read_in_it(index: WhooshIndex, files: Path):
    for file in [*files.iterdir(), files]:
        file.unlink() if file.is_file() else file.rmdir()

    with pytest.raises(IndexUnavailable):
        ask(index, "kerbs")


def test_a_damaged_index_takes_no_posts_and_a_rebuild_heals_it(index: WhooshIndex, files: Path):
    for file in files.glob("*.toc"):
        file.write_bytes(b"nonsense")
    other = WhooshIndex(files.parent)

    with pytest.raises(IndexUnavailable):
        other.add([make_document("kerbs")])
    other.rebuild([make_document("kerbs")], lambda: None)

    assert ask(index, "kerbs").total == ask(other, "kerbs").total == 1


def _write_for_ever(path: Path) -> None:
    index = WhooshIndex(path)
    for number in range(1_000_000):
        index.add([make_document(f"kerbs thing{number}", post_id=1_000 + number)])


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_sound_index(index: WhooshIndex, tmp_path: Path):
    path, last = tmp_path / "index", 0
    for moment in (0.05, 0.11, 0.17, 0.23, 0.31, 0.37):
        writer = multiprocessing.get_context("fork").Process(target=_write_for_ever, args=(path,))
        writer.start()
        time.sleep(moment)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()

        total = ask(index, "kerbs").total
        assert total >= last
        index.add([make_document("kerbs", post_id=1)])
        assert ask(WhooshIndex(path), "kerbs").total == ask(index, "kerbs").total
        last = total

    assert last > 0


@pytest.mark.slow
def test_threads_find_the_same_while_others_write(index: WhooshIndex):
    index.add([make_document(f"kerbs and bins thing{n % 7}") for n in range(400)])
    wrong: list[object] = []

    def read() -> None:
        for n in range(40):
            found = ask(index, f"kerbs thing{n % 7}")
            if not 57 <= found.total <= 58:
                wrong.append(found.total)

    def write() -> None:
        for _ in range(20):
            index.add([make_document("something else")])

    threads = [threading.Thread(target=deed) for deed in (read, read, read, read, write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong
    assert ask(index, "something").total == 20
