"""An empty index of its own for each test."""

from pathlib import Path

import pytest
from flask import Flask

from forum.search.engine import Index
from forum.search.handlers import build_index
from tests.searching import new_index


@pytest.fixture
def forum_index(forum: Flask, folder: Path) -> Index:
    """The forum's index, empty."""
    build_index()
    return forum.extensions["forum.index"]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index that holds nothing yet."""
    index = new_index(tmp_path / "index")
    index.rebuild([], lambda: None)
    return index
