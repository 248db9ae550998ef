"""An empty index of its own for each test."""

from pathlib import Path

import pytest

from forum.search.whoosh_index import WhooshIndex


@pytest.fixture
def index(tmp_path: Path) -> WhooshIndex:
    """An index that holds nothing yet."""
    index = WhooshIndex(tmp_path / "index")
    index.rebuild([], lambda: None)
    return index
