"""Where the messages of a mailbox lie: an mbox file, packed or not, or a Maildir; one message is read at a time.

A line that begins with "From " parts messages only where it looks like what mail programs write there: people begin
sentences with that word too, and not every program that wrote archives has marked those.
"""

import gzip
import re
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import BinaryIO, cast

from forum.core.errors import Invalid
from forum.core.words import _
from forum.imports.files import is_packed, opened

LONGEST_MESSAGE = 25_000_000  # bytes, with its attachments; most servers take no more
LONGEST_LINE = 1_000_000
LONGEST_ENVELOPE = 1_000  # bytes of a "From " line; a mail may have no longer ones (RFC 5322)
UNPACKED_AT_ONCE = 65_536
LONGEST_HEADERS = 500_000
UNPACKED_LIMIT = 20 * 10**9  # bytes; a file of a few megabytes can unpack to more than any disk holds
MAILDIR_FOLDERS = ("cur", "new")

_DATED = re.compile(rb"From .{0,300}?\d{1,2}:\d{2}(:\d{2})?\b.{0,40}\b(19|20)\d{2}\b.{0,40}$")
_BARE = re.compile(rb"From (\S+@\S+|MAILER-DAEMON|-)(\s.{0,200})?$")
_HEADER = re.compile(
    rb"(?i)>?(?:return-path|received|delivered-to|x-[!-9;-~]+|from|to|date|subject|message-id|mime-version|sender|"
    rb"reply-to|in-reply-to|references|content-type|status|list-[a-z]+)\s*:"
)
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")


@dataclass(frozen=True)
class Place:
    """Where a message lies: its number, counted from 1, and the bytes or the file that it fills."""

    number: int
    start: int
    length: int
    name: str = ""


class Mailbox(ABC):
    """Messages, to be read in any order. `broken_off` says in which way the file ends too early, if it does."""

    broken_off: str = ""

    @abstractmethod
    def places(self) -> Iterator[Place]:
        """All messages, as they stand there."""

    @abstractmethod
    def read(self, place: Place, most: int = LONGEST_MESSAGE) -> bytes:
        """The message, or its first `most` bytes, without the line that parts it from the one before."""

    @abstractmethod
    def envelope(self, place: Place) -> bytes:
        """The line that parts it from the one before; empty where there is none."""

    def headers(self, place: Place) -> bytes:
        """The lines up to the first empty one."""
        return re.split(rb"\r?\n\r?\n", self.read(place, LONGEST_HEADERS), maxsplit=1)[0] + b"\n\n"


class MboxFile(Mailbox):
    """An mbox file that is open."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def places(self) -> Iterator[Place]:
        """Found by their first lines, in one passage through the file."""
        for number, (start, end) in enumerate(pairwise(list(self._beginnings())), 1):  # who asks may read meanwhile
            yield Place(number, start, end - start)

    def _beginnings(self) -> Iterator[int]:
        """Where messages begin, and the end of the file. A file that begins in another way loses nothing."""
        self.file.seek(0)
        position, is_begun, after_empty = 0, False, True
        candidate: int | None = None  # a first line that its successor has to confirm
        while line := self._line():
            if candidate is not None and _HEADER.match(line):
                yield candidate
            candidate = None
            if not is_begun and line.strip():
                is_begun = True
                yield position
            elif line.startswith(b"From ") and len(line) <= LONGEST_ENVELOPE:
                is_dated = _DATED.match(line.rstrip())
                if is_dated and after_empty:
                    yield position
                elif is_dated or (after_empty and _BARE.match(line.rstrip())):
                    candidate = position
            after_empty = not line.strip()
            position = self.file.tell()
        yield position

    def _line(self) -> bytes:
        """The next line; of one that is longer than any, its beginning."""
        line = part = self.file.readline(LONGEST_LINE)
        while len(part) == LONGEST_LINE and not part.endswith(b"\n"):
            part = self.file.readline(LONGEST_LINE)
        return line

    def read(self, place: Place, most: int = LONGEST_MESSAGE) -> bytes:
        """From the file, with quoted "From " lines as they were before the mailbox quoted them."""
        envelope = self.envelope(place)
        start = place.start + len(envelope)
        self.file.seek(start)
        raw = self.file.read(min(place.start + place.length - start, most))
        return _QUOTED_FROM.sub(rb"\1", raw.lstrip(b"\r\n"))

    def envelope(self, place: Place) -> bytes:
        """Its "From " line."""
        self.file.seek(place.start)
        line = self.file.readline(LONGEST_LINE)
        return line if line.startswith(b"From ") else b""


class Maildir(Mailbox):
    """A folder in which each message is a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def places(self) -> Iterator[Place]:
        """By the names of the files, which begin with the second of delivery."""
        paths = [path for name in MAILDIR_FOLDERS for path in (self.folder / name).glob("*") if path.is_file()]
        named = sorted((path.name, str(path.relative_to(self.folder))) for path in paths if path.name[0] != ".")
        for number, (_name, place) in enumerate(named, 1):
            yield Place(number, 0, self._size(place), place)

    def _size(self, place: str) -> int:
        """In bytes; 0 of a file that a mail program has moved meanwhile, which reading will tell."""
        try:
            return (self.folder / place).stat().st_size
        except FileNotFoundError:
            return 0

    def read(self, place: Place, most: int = LONGEST_MESSAGE) -> bytes:
        """From its file."""
        with opened(self.folder / place.name) as file:
            return file.read(most).lstrip(b"\r\n")

    def envelope(self, place: Place) -> bytes:
        """There is none."""
        return b""


@contextmanager
def open_mailbox(path: Path) -> Iterator[Mailbox]:
    """A Maildir, or an mbox file; what is packed is unpacked on the disk, so that it can be read in any order."""
    if path.is_dir():
        yield Maildir(path)
    elif not is_packed(path):
        with path.open("rb") as file:
            yield MboxFile(cast(BinaryIO, file))
    else:
        with TemporaryFile(buffering=0) as room:  # what is not written at once would be told too late
            broken_off = _unpack(path, cast(RawIOBase, room))
            with open(room.fileno(), "rb", closefd=False) as file:
                mailbox = MboxFile(file)
                mailbox.broken_off = broken_off
                yield mailbox


def is_maildir(path: Path) -> bool:
    """Whether the folder is one."""
    return any((path / name).is_dir() for name in MAILDIR_FOLDERS)


def _unpack(path: Path, into: RawIOBase) -> str:
    """Unpacks the file; answers in which way it breaks off, if it does. Raises Invalid where there is no room."""
    length = 0
    with gzip.open(path, "rb") as packed:
        while True:
            try:
                part = packed.read1(UNPACKED_AT_ONCE)  # read() would lose what stands before a break
            except (EOFError, OSError, zlib.error) as fault:
                return str(fault)
            length += len(part)
            if length > UNPACKED_LIMIT:
                _refuse_size(path)
            if not part:
                return ""
            _write(part, path, into)


def _refuse_size(path: Path) -> None:
    raise Invalid(
        _(
            "%(path)s unpacks to more than %(most)s bytes. Nothing of it was imported. "
            "Unpack it, and import it in parts.",
            path=path.name,
            most=f"{UNPACKED_LIMIT:,}",
        )
    )


def _write(part: bytes, path: Path, into: RawIOBase) -> None:
    try:
        while part:
            part = part[into.write(part) or 0 :]
    except OSError as fault:
        sentence = _(
            "%(path)s cannot be unpacked in %(place)s: %(fault)s. Nothing of it was imported. "
            "Make room there, or name another folder in TMPDIR.",
            path=path.name,
            place=gettempdir(),
            fault=fault.strerror,
        )
        raise Invalid(sentence) from fault
