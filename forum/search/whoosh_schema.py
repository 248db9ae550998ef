"""How posts lie in a Whoosh index: one searched field, some numbers beside each post, and how segments grow.

Three things differ from what Whoosh does by itself, each for a measured reason. Title and text share one field in
which a title's word weighs more: that is the textbook form of BM25F, and halves the postings to read. Numbers are
read as a whole, not one by one. Small segments are merged by halves up to a limit, so that no post waits long.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats
from whoosh.reading import SegmentReader

from forum.search import analysis
from forum.search.engine import Document
from forum.search.fingerprints import fingerprint
from forum.search.weighing import ACCEPTED, BODY_AT, FIRST, TITLE_WEIGHT

NAME = "POSTS"
VERSION = 4  # of schema, files, analysis, the title's weight and the segments' size: after another one it is rebuilt
MOST_PLACES = 2**16 - 1
MERGE_LIMIT = 2048  # posts in a segment: writing one anew takes some seconds, and nothing waits longer


class Places(formats.Format):
    """Where in its document a term stands: numbers of two bytes."""

    def fixed_value_size(self) -> int:
        """Each posting has its own size."""
        return -1


def weight(place: int) -> float:
    """What standing in this place counts for."""
    return TITLE_WEIGHT if place < BODY_AT else 1.0


class PostText(fields.FieldType):
    """The searched field. Its value is a pair: the terms of the title, the terms of the body."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=None)

    def index(self, value: tuple[list[str], list[str]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The terms of a post, each with its count, its weight and its places."""
        title, body = value
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(title[: BODY_AT - 1]):
            found[term].append(place)
        for place, term in enumerate(body[: MOST_PLACES - BODY_AT], BODY_AT):
            found[term].append(place)
        for term, where in found.items():
            yield term.encode(), len(where), sum(map(weight, where)), array("H", where).tobytes()


class Numbers(columns.NumericColumn):
    """A number for each post, read all at once."""

    class Writer(columns.NumericColumn.Writer):
        """Writes every number, zeros at the end too, so that a short file is known to be damaged."""

        def add(self, docnum: int, v: int) -> None:
            """The number of the next document."""
            self._dbfile.write(self._pack(v))
            self._count = docnum + 1

    class Reader(columns.NumericColumn.Reader):
        """Reads the column; see `load`."""

        def load(self) -> Sequence[int]:
            """All numbers, from the first document to the last. Raises ValueError when some are missing."""
            if self._count != self._doccount:
                raise ValueError(f"{self._count} numbers for {self._doccount} documents")
            numbers: Sequence[int] = self._dbfile.get_array(self._basepos, self._typecode, self._count)
            return numbers


NUMBERS = dict.fromkeys(("post", "thread", "author", "starter", "created"), "q")
NUMBERS |= {"board": "i", "words": "i", "kind": "b"}
COLUMNS = {name: fields.COLUMN(Numbers(code)) for name, code in NUMBERS.items()}
ABOUT = columns.VarBytesColumn()  # the fingerprints of posts that start a thread
SCHEMA = fields.Schema(text=PostText(), about=fields.COLUMN(ABOUT), **COLUMNS)


def row(document: Document) -> dict[str, Any]:
    """The document as Whoosh's writer takes it."""
    title, body = analysis.terms(document.title), analysis.terms(document.body)
    return {
        "text": (title, body),
        "about": fingerprint(title, body, TITLE_WEIGHT) if document.is_first else b"",
        "post": document.post_id,
        "thread": document.thread_id,
        "author": document.author_id,
        "starter": document.starter_id,
        "board": document.board_id,
        "created": int(document.created_at.timestamp()),
        "words": len(title) + len(body),
        "kind": FIRST * document.is_first | ACCEPTED * document.is_accepted,
    }


def merge_by_halves(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge policy: take in each segment that is no larger than what is being written, up to MERGE_LIMIT.

    A post is so written anew about a dozen times at most, and a dozen small segments stand beside the large ones.
    """
    size, kept = writer.doc_count(), []
    for segment in sorted(segments, key=lambda one: one.doc_count()):
        if segment.doc_count() > size or size + segment.doc_count() > MERGE_LIMIT:
            kept.append(segment)
            continue
        size += segment.doc_count()
        _take_in(writer, segment)
    return kept


def written_anew(name: str) -> Callable[[Any, list[Any]], list[Any]]:
    """Merge policy: write one segment anew, without the posts that are crossed out, and leave the others."""

    def policy(writer: Any, segments: list[Any]) -> list[Any]:
        for segment in segments:
            if segment.segment_id() == name:
                _take_in(writer, segment)
        return [segment for segment in segments if segment.segment_id() != name]

    return policy


def _take_in(writer: Any, segment: Any) -> None:
    if segment.doc_count():
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
