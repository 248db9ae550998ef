"""The search engine of many machines: PostgreSQL keeps, finds and ranks the posts; what the words are is ours."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, ProgrammingError

from forum.core.db import db, session
from forum.core.troubles import is_away, trouble_of
from forum.search import postgresql_build as builds
from forum.search import postgresql_matching as matching
from forum.search.engine import Document, IndexUnavailable, Permitted, Question
from forum.search.found import FEW, NO_COUNTS, Counts, Found, Hit, Near
from forum.search.nearness import words_of
from forum.search.postgresql_allowed import Condition, gone_posts, own_posts, permitted_posts
from forum.search.postgresql_build import Present, statement
from forum.search.postgresql_near import nearest
from forum.search.postgresql_spread import NEWEST
from forum.search.postgresql_writing import change, copy
from forum.search.weighing import telling

log = logging.getLogger(__name__)

T = TypeVar("T")
AT_ONCE = 2_000  # posts that a rebuild writes in one transaction
TRIES = 5  # to read an index while it is replaced
NO_TABLE = "42P01"

_COUNT = "SELECT count(*) FROM search_index.{entry}"
_HELD = """
    SELECT count(*) AS posts, coalesce(sum(e.words), 0) AS words, count(*) FILTER (WHERE e.is_first) AS first_posts,
        coalesce(sum(e.words) FILTER (WHERE e.is_first), 0) AS first_words
    FROM search_index.{entry} e WHERE {among}
"""
_WRITERS = """
    SELECT one.number FROM unnest(CAST(:authors AS bigint[])) AS one(number)
    WHERE EXISTS (SELECT FROM search_index.{entry} e WHERE e.author_id = one.number AND {among})
"""


class PostgreSQLIndex:
    """The index in the forum's own database. Any number may read; one at a time writes."""

    def generation(self) -> str:
        """See `Index.generation`."""
        with _only_unavailable():
            return builds.present(session).generation

    def count(self) -> int:
        """See `Index.count`."""
        nobody = Permitted()
        return self._asking(nobody, lambda present, _: int(session.scalar(statement(_COUNT, present.build)) or 0))

    def find(self, question: Question, first: int, size: int) -> Found:
        """See `Index.find`."""
        return self._found(question, lambda asked: matching.page_of_posts(asked, first, size))

    def find_threads(self, question: Question, first: int, size: int) -> Found:
        """See `Index.find_threads`."""
        return self._found(question, lambda asked: matching.page_of_threads(asked, first, size))

    def examples(self, question: Question, most: int) -> list[int]:
        """See `Index.examples`."""

        def ask(present: Present, permitted: Condition) -> list[int]:
            asked = matching.wanted(present, question, permitted)
            if not asked.said:
                return []
            there = matching.some(asked, most)
            return there or [post_id for post_id, *_ in matching.page_of_posts(asked, 0, most).hits or ()]

        return self._asking(question.permitted, ask)

    def near(self, title: str, body: str, permitted: Permitted, but_for: int | None, size: int) -> tuple[Near, ...]:
        """See `Index.near`."""
        words = words_of(title, body)
        return self._asking(permitted, lambda present, among: nearest(present, words, among, but_for, size))

    def writers(self, author_ids: Collection[int], permitted: Permitted) -> frozenset[int]:
        """See `Index.writers`."""

        def ask(present: Present, among: Condition) -> frozenset[int]:
            sql = statement(_WRITERS, present.build, among=among.sql)
            return frozenset(session.scalars(sql, {"authors": sorted(author_ids), **among.values}))

        return self._asking(permitted, ask)

    def add(self, documents: Iterable[Document]) -> None:
        """See `Index.add`."""
        newest = {document.post_id: document for document in documents}
        self._change(newest.keys(), newest.values())

    def remove(self, post_ids: Collection[int]) -> None:
        """See `Index.remove`."""
        self._change(post_ids, ())

    def erase(self, post_ids: Collection[int], thread_ids: Collection[int]) -> None:
        """See `Index.erase`. Their rows are gone already; what the planner noted of frequent words is noted anew."""
        with _writing() as connection:
            connection.execute(statement("ANALYZE search_index.{entry}", builds.present(connection).build))
            connection.commit()

    def rebuild(self, documents: Iterable[Document], progress: Callable[[], object]) -> int:
        """See `Index.rebuild`. What the documents themselves raise is passed on, and the old index stays."""
        with _writing() as connection:
            build, rest, count = builds.make(connection), iter(documents), 0
            while batch := list(islice(rest, AT_ONCE)):
                count += len(copy(connection, build, _told(batch, progress)))
                connection.commit()
            builds.put_in_force(connection, build)
            return count

    def _change(self, post_ids: Collection[int], documents: Collection[Document]) -> None:
        """Take out what is there under these numbers, and put these documents in."""
        with _writing() as connection:
            if change(connection, builds.present(connection).build, post_ids, documents):
                connection.commit()

    def _found(self, question: Question, page: Callable[[matching.Wanted], Any]) -> Found:
        def ask(present: Present, permitted: Condition) -> Found:
            asked = matching.wanted(present, question, permitted)
            return _told_of(asked, page(asked)) if asked.has_answer else Found(absent=asked.absent)

        return self._asking(question.permitted, ask)

    def _asking(self, permitted: Permitted, ask: Callable[[Present, Condition], T]) -> T:
        """Ask the index in force; once more where another one was put in its place meanwhile."""
        condition = permitted_posts(permitted)
        with _only_unavailable():
            for _try in range(TRIES):
                try:
                    return ask(_exactly(builds.present(session, permitted.boards), permitted), condition)
                except ProgrammingError as fault:
                    if getattr(fault.orig, "sqlstate", None) != NO_TABLE:
                        raise
                    session.rollback()
        raise IndexUnavailable("the table of the search index is missing")


def _exactly(present: Present, permitted: Permitted) -> Present:
    """The index as the viewer sees it: their own posts on other boards counted in, those that went counted out."""
    for among, sign in ((own_posts(permitted), 1), (gone_posts(permitted), -1)):
        if among is not None:
            row = session.execute(statement(_HELD, present.build, among=among.sql), among.values).one()
            more = {name: getattr(present, name) + sign * int(value) for name, value in row._mapping.items()}
            present = replace(present, **more)
    return present


def _told_of(asked: matching.Wanted, row: Any) -> Found:
    hits = tuple(Hit(*one) for one in row.hits or ())
    found = Found(
        total=row.total,
        complete=row.complete,
        hits=hits,
        first=tuple(row.first or ()),
        terms=telling(one.sought.unit for one in asked.said),
        absent=asked.absent,
        rare=tuple(one.sought.unit for one in asked.said if one.posts <= FEW),
        newest_only=NEWEST if row.is_more else 0,
    )
    return replace(found, threads=row.threads, counts=_counts(row)) if "boards" in row._fields else found


def _counts(row: Any) -> Counts:
    if not row.total:
        return NO_COUNTS
    boards, years, authors = (
        {int(name): many for name, many in (of or {}).items()} for of in (row.boards, row.years, row.authors)
    )
    return Counts(row.total, boards, years, authors, int(row.answered or 0))


def _told(documents: Iterable[Document], progress: Callable[[], object]) -> Iterator[Document]:
    for document in documents:
        yield document
        progress()


@contextmanager
def _writing() -> Iterator[Connection]:
    """A connection of its own, while nobody else writes; what is not committed is lost."""
    with _only_unavailable(), db.engine.connect() as connection, builds.locked(connection):
        yield connection


@contextmanager
def _only_unavailable() -> Iterator[None]:
    """What the database says against it is told as one thing; where the database is away, that is said by itself."""
    try:
        yield
    except DBAPIError as fault:
        if is_away(fault):
            raise
        trouble = trouble_of(fault)
        log.warning("the search index cannot be used: %s", fault.orig, exc_info=trouble is None)
        session.rollback()
        what = "did not answer in time" if trouble else "is damaged"
        raise IndexUnavailable(f"the search index {what}: {fault.orig!r}") from fault
