"""The search engine on one machine: Whoosh keeps and merges the postings; reading and ranking them is ours."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from forum.search import ranking
from forum.search.engine import Document, IndexUnavailable, Permitted, Question
from forum.search.found import Found, Near
from forum.search.matching import matching, some_matching
from forum.search.nearness import nearest, words_of
from forum.search.whoosh_folder import IndexFolder
from forum.search.whoosh_postings import Codec
from forum.search.whoosh_schema import MERGE_LIMIT, NAME, SCHEMA, merge_by_halves, row, written_anew
from forum.search.whoosh_segment import Segment

log = logging.getLogger(__name__)

MEMORY_MB = 256  # that a rebuild may take before it uses the disk
TRIES = 10  # to open an index while it is changed


class WhooshIndex:
    """An index in a folder. Any number of threads and processes may read; one at a time writes."""

    def __init__(self, path: Path) -> None:
        self._folder = IndexFolder(path)
        self._lock = Lock()  # the files of a segment have one reading position each
        self._generation = ""
        self._segments: dict[str, Segment] = {}

    def generation(self) -> str:
        """See `Index.generation`."""
        with _only_unavailable():
            return self._folder.generation()

    def count(self) -> int:
        """See `Index.count`."""
        with self._reading() as segments:
            return sum(segment.size - len(segment.removed) for segment in segments)

    def find(self, question: Question, first: int, size: int) -> Found:
        """See `Index.find`."""
        with self._reading() as segments:
            return ranking.page_of_posts(matching(segments, question), question.order, first, size)

    def find_threads(self, question: Question, first: int, size: int) -> Found:
        """See `Index.find_threads`."""
        with self._reading() as segments:
            return ranking.page_of_threads(matching(segments, question), question, first, size)

    def examples(self, question: Question, most: int) -> list[int]:
        """See `Index.examples`."""
        with self._reading() as segments:
            return some_matching(segments, question, most)

    def near(self, title: str, body: str, permitted: Permitted, but_for: int | None, size: int) -> tuple[Near, ...]:
        """See `Index.near`."""
        words = words_of(title, body)
        with self._reading() as segments:
            return nearest(segments, words, permitted, but_for, size)

    def writers(self, author_ids: Collection[int], permitted: Permitted) -> frozenset[int]:
        """See `Index.writers`."""
        with self._reading() as segments:
            found = (each.authors_of(each.allowed(permitted).mask) for each in segments)
            return frozenset(author_ids).intersection(chain.from_iterable(found))

    def add(self, documents: Iterable[Document]) -> None:
        """See `Index.add`."""
        newest = {document.post_id: document for document in documents}
        self._change(newest.keys(), newest.values())

    def remove(self, post_ids: Collection[int]) -> None:
        """See `Index.remove`."""
        self._change(post_ids, ())

    def erase(self, post_ids: Collection[int], thread_ids: Collection[int]) -> None:
        """See `Index.erase`. Each segment takes some seconds, and stays done when what follows fails."""
        posts, threads = frozenset(post_ids), frozenset(thread_ids)
        with _only_unavailable(), self._folder.locked():
            with self._lock:
                self._refresh()
                names = [name for name, segment in self._segments.items() if segment.still_holds(posts, threads)]
            for name in names:
                with _writing(self._folder.present(), written_anew(name)):
                    pass

    def rebuild(self, documents: Iterable[Document], progress: Callable[[], object]) -> int:
        """See `Index.rebuild`. What the documents themselves raise is passed on, and the old index stays."""
        with self._folder.locked():
            folder, rest, count = self._folder.make(), iter(documents), 0
            FileIndex.create(FileStorage(str(folder)), SCHEMA, NAME)
            while added := _fill(folder, islice(rest, MERGE_LIMIT), progress):
                count += added
            self._folder.put_in_force(folder)
            return count

    def _change(self, post_ids: Collection[int], documents: Collection[Document]) -> None:
        """Cross out what is there under these numbers, and write these documents."""
        with _only_unavailable(), self._folder.locked():
            with self._lock:
                self._refresh()
                there = {name: segment.documents_of(post_ids) for name, segment in self._segments.items()}
            if not documents and not any(there.values()):
                return
            with _writing(self._folder.present()) as writer:
                for entry in writer.segments:
                    for doc in there[entry.segment_id()]:
                        entry.delete_document(doc)
                for document in documents:
                    writer.add_document(**row(document))

    @contextmanager
    def _reading(self) -> Iterator[list[Segment]]:
        """The segments as they are now; nobody else reads them within the block."""
        with _only_unavailable(), self._lock:
            self._refresh()
            yield list(self._segments.values())

    def _refresh(self) -> None:
        """Read what has changed since the last time; to find that nothing has is cheap."""
        for _ in range(TRIES):
            if self._folder.is_still(self._generation):
                return
            generation = self._folder.generation()
            with suppress(FileNotFoundError):  # somebody wrote meanwhile, and took old files away
                self._segments = self._open(self._folder.present())
                self._generation = generation
                return
        raise IndexUnavailable("files of the search index are missing")

    def _open(self, folder: Path) -> dict[str, Segment]:
        storage, segments = FileStorage(str(folder)), {}
        for entry in TOC.read(storage, NAME, schema=SCHEMA).segments:
            known = self._segments.get(entry.segment_id())
            if known is None or known.removed != set(entry.deleted_docs()):
                known = Segment(storage, entry, known)
            segments[known.name] = known
        return segments


def _fill(folder: Path, documents: Iterable[Document], progress: Callable[[], object]) -> int:
    """Add a segment; answers how many posts are in it."""
    with _writing(folder) as writer:
        for document in documents:
            writer.add_document(**row(document))
            progress()
        count: int = writer.doc_count()
    return count


@contextmanager
def _writing(folder: Path, merge: Any = merge_by_halves) -> Iterator[Any]:
    """Whoosh's writer; what it was given is in the index at the end of the block, or not at all."""
    index = FileIndex(FileStorage(str(folder)), SCHEMA, NAME)
    writer = index.writer(codec=Codec(), compound=False, limitmb=MEMORY_MB, _lk=False)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merge)


@contextmanager
def _only_unavailable() -> Iterator[None]:
    """Damaged files fail in every way there is; those who search are told one thing."""
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as fault:
        log.exception("the search index cannot be used")
        raise IndexUnavailable(f"the search index is damaged: {fault!r}") from fault
