"""The files of a Whoosh index."""

from pathlib import Path

import pytest

from forum.search.whoosh_folder import IndexFolder
from forum.search.whoosh_index import WhooshIndex
from tests.search.documents import make_document

pytestmark = pytest.mark.apart


def test_small_segments_are_merged(index: WhooshIndex):
    for _ in range(40):
        index.add([make_document("kerbs")])

    segments = len(list(index._folder.present().glob("*.trm")))

    assert segments <= 7


def test_old_builds_are_cleared_away(index: WhooshIndex, tmp_path: Path):
    for _ in range(3):
        index.rebuild([make_document("kerbs")], lambda: None)

    assert len(list((tmp_path / "index").glob("index-*"))) == 1


def test_the_lock_dies_with_its_holder(tmp_path: Path):
    folder = IndexFolder(tmp_path)

    with pytest.raises(ZeroDivisionError), folder.locked():
        raise ZeroDivisionError
    with folder.locked():
        entered = True

    assert entered
