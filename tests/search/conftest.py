"""An empty index of its own for each test."""

from pathlib import Path

import pytest
from flask import Flask

from forum.search.handlers import build_index
from forum.search.whoosh_index import WhooshIndex


@pytest.fixture
def forum_index(forum: Flask, folder: Path) -> WhooshIndex:
    """The forum's index, empty."""
    build_index()
    return forum.extensions["forum.index"]


@pytest.fixture
def index(tmp_path: Path) -> WhooshIndex:
    """An index that holds nothing yet."""
    index = WhooshIndex(tmp_path / "index")
    index.rebuild([], lambda: None)
    return index
