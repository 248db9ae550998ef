"""The index on disk: one folder for each time that it was built, the name of the present one, and a lock for writing.

A new index grows in a folder of its own; then the name is changed, in one step. The lock is the system's own, so a
process that dies gives it back.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from whoosh.util.filelock import FileLock, try_for

from forum.search.engine import IndexBusy, IndexMissing, IndexUnavailable
from forum.search.whoosh_schema import NAME, VERSION

_CONTENTS = re.compile(rf"_{NAME}_([0-9]+)\.toc")
PATIENCE = 2.0  # seconds that a writer waits for another


class IndexFolder:
    """The place of the index; nothing is made there before the first rebuild."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = path / "current"

    def present(self) -> Path:
        """The folder of the index that is in force. Raises IndexMissing."""
        try:
            name = self._name.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as fault:
            raise IndexMissing(f"there is no search index in {self.path}") from fault
        if not name.startswith(_prefix()) or not (self.path / name).is_dir():
            raise IndexMissing(f"the search index {name!r} was made by another version, or is gone")
        return self.path / name

    def generation(self) -> str:
        """The name of the present content: build and commit. Raises IndexUnavailable."""
        folder = self.present()
        commits = [int(match[1]) for match in map(_CONTENTS.fullmatch, os.listdir(folder)) if match]
        if not commits:
            raise IndexUnavailable(f"the search index in {folder} has no contents")
        return f"{folder.name}.{max(commits)}"

    def is_still(self, generation: str) -> bool:
        """Whether this names the present content: two looks, and no reading of the folder. Raises IndexMissing."""
        build, _, commit = generation.rpartition(".")
        folder = self.present()
        return folder.name == build and _contents(folder, commit).exists() and not _contents(folder, commit, 1).exists()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Within the block nobody else writes. Raises IndexBusy when somebody does, and goes on doing so."""
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.path / "lock"))
        if not try_for(lock.acquire, timeout=PATIENCE, delay=0.05):
            raise IndexBusy("somebody else is writing to the search index")
        try:
            yield
        finally:
            lock.release()

    def make(self) -> Path:
        """An empty folder for a new index; what earlier builds left unfinished is cleared away."""
        self._clear()
        folder = self.path / f"{_prefix()}{uuid4().hex[:12]}"
        folder.mkdir()
        return folder

    def put_in_force(self, folder: Path) -> None:
        """From now on this folder is the index. Who reads in the old one reads on."""
        draft = self.path / "next"
        draft.write_text(folder.name, encoding="ascii")
        os.replace(draft, self._name)
        self._clear()

    def _clear(self) -> None:
        kept = self._name.read_text(encoding="ascii").strip() if self._name.exists() else None
        for folder in self.path.glob("index-*"):
            if folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)


def _contents(folder: Path, commit: str, later: int = 0) -> Path:
    return folder / f"_{NAME}_{int(commit) + later}.toc"


def _prefix() -> str:
    return f"index-{VERSION}-"
