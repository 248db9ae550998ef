"""FORUM_DATA_DIR: whether it takes files, how much room there is, who else can read it."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from flask import current_app

from forum.operations.findings import Findings, fault, in_megabytes, ok, warning

GIGABYTE = 1_000_000_000
LITTLE, ALMOST_NOTHING = 2 * GIGABYTE, GIGABYTE // 5
PARTS = ("forum.sqlite", "jobs.sqlite", "search", "mail")


def look_at_storage() -> Findings:
    """See the module."""
    folder = current_app.config["FORUM_DATA_DIR"]
    try:
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"doctor")
    except OSError as said:
        yield fault(f"{folder} takes no files: {said.strerror}.", "Who owns it, and is its disk full?")
        return
    yield from _room(folder)
    yield from _closed_to_others(folder)
    sizes = ", ".join(f"{name} {in_megabytes(_size(folder / name))}" for name in PARTS if (folder / name).exists())
    yield ok(f"{folder}: {sizes or 'nothing yet'}.")


def _room(folder: Path) -> Findings:
    free = shutil.disk_usage(folder).free
    says = f"{free / GIGABYTE:.1f} GB are free."
    if free < ALMOST_NOTHING:
        yield fault(says, "Make room, or move FORUM_DATA_DIR to a larger disk")
    elif free < LITTLE:
        yield warning(f"{says} A rebuild of the index takes as much as the index.", "Make room")
    else:
        yield ok(says)


def _closed_to_others(folder: Path) -> Findings:
    about = folder.stat()
    if stat.S_IMODE(about.st_mode) & stat.S_IRWXO:
        yield warning("Every account of this machine can look into it.", f"chmod o= {folder}")
    if about.st_uid != os.geteuid():
        yield warning(
            "It belongs to another account than the one that runs this; files made now may be closed to the forum.",
            "Run commands by the account of the forum",
        )


def _size(place: Path) -> int:
    return sum(map(_bytes, _files(place)))


def _files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from place.rglob("*")
    else:
        yield from place.parent.glob(f"{place.name}*")  # with what SQLite keeps beside its file


def _bytes(path: Path) -> int:
    with suppress(OSError):  # gone meanwhile
        return path.stat().st_size
    return 0
