"""The posts that a term stands in, as they lie in the files of a Whoosh index: packed numbers, read as a whole.

A block has the numbers of its documents, what the term counts for in each, how many places it has in each, and all
the places one after the other. Whoosh pickles a tuple for each posting and compresses that; to take it apart took two
thirds of the time of a search. A segment is small, so a term has one block there.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, repeat
from pickle import dumps
from typing import Any

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3LeafMatcher, W3PostingsWriter

PER_BLOCK = 4096  # documents
NUMBER, WEIGHT = "H", "f"  # of two bytes: documents of a segment, places in a post; of four bytes


class PostingsWriter(W3PostingsWriter):
    """Writes the postings of a term."""

    def _write_block(self, last: bool = False) -> None:
        file, documents, values = self._postfile, self._ids, self._values
        if not self._blockcount:
            file.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        data = b"".join(
            (
                array(NUMBER, documents).tobytes(),
                self._weights.tobytes(),
                array(NUMBER, [len(value) // 2 for value in values]).tobytes(),
                *values,
            )
        )
        about = dumps((len(documents), documents[-1], self._maxweight, 0, 0, 0), 2)
        length = len(about) + len(data)
        file.write_int(-length if last else length)
        file.write(about)
        file.write(data)
        self._blockcount += 1
        self._new_block()


class Postings(W3LeafMatcher):
    """The postings of a term."""

    def weights(self) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
        """Documents, and what the term counts for in each; a block at a time."""
        while self.is_active():
            self._read_data()
            yield self._documents(), self._counted()
            self._next_block()

    def places(self) -> Iterator[tuple[Iterable[int], Sequence[int]]]:
        """The places of the term, and for each of them its document; a block at a time."""
        while self.is_active():
            self._read_data()
            yield chain.from_iterable(map(repeat, self._documents(), self._counts())), self._places()
            self._next_block()

    def _documents(self) -> Sequence[int]:
        return array(NUMBER, self._data[: 2 * self._blocklength])

    def _counted(self) -> Sequence[float]:
        return array(WEIGHT, self._data[2 * self._blocklength : 6 * self._blocklength])

    def _counts(self) -> Sequence[int]:
        return array(NUMBER, self._data[6 * self._blocklength : 8 * self._blocklength])

    def _places(self) -> Sequence[int]:
        return array(NUMBER, self._data[8 * self._blocklength :])

    # What Whoosh asks when it merges segments.

    def _read_data(self) -> None:
        self._data = self._postfile.get(self._dataoffset, self._nextoffset - self._dataoffset)

    def _read_ids(self) -> None:
        self._read_data()
        self._ids = self._documents()

    def _read_weights(self) -> None:
        self._read_data()
        self._weights = self._counted()

    def _read_values(self) -> None:
        self._read_data()
        rest = BytesIO(self._data[8 * self._blocklength :])
        self._values = [rest.read(2 * count) for count in self._counts()]


class Codec(W3Codec):
    """Whoosh's own files but for the postings, and without the statistics that only its own scoring needs."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Writes postings."""
        return PostingsWriter(dbfile, blocklimit=PER_BLOCK, byteids=byteids)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """The postings of a term."""
        return Postings(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)
