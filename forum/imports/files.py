"""Files of archives, packed with gzip or not: known by their content, not by their names."""

import gzip
from pathlib import Path
from typing import BinaryIO, cast

GZIP = b"\x1f\x8b"
ARCHIVE_LIMIT = 200
ENDINGS = (".gz", ".jsonl", ".json")


def archive_name(path: Path) -> str:
    """The name of an archive: that of its file, without endings."""
    name = path.name
    while name.endswith(ENDINGS):
        name = name.rsplit(".", 1)[0]
    return name[:ARCHIVE_LIMIT]


def is_packed(path: Path) -> bool:
    """Whether the file begins as gzip does."""
    with path.open("rb") as file:
        return file.read(2) == GZIP


def opened(path: Path) -> BinaryIO:
    """The file, unpacked while it is read."""
    return cast(BinaryIO, gzip.open(path, "rb") if is_packed(path) else path.open("rb"))
