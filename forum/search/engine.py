"""What the forum asks of a search engine, and nothing more: texts go in, the numbers of posts and words come out.

The database is the truth. An index is a copy that can be thrown away and rebuilt, so that another engine can take
its place.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Protocol

from forum.core.errors import ForumError
from forum.core.words import lazy
from forum.search.found import Found, Near
from forum.search.query import ParsedQuery


class Order(StrEnum):
    """Which results come first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


@dataclass(frozen=True)
class Document:
    """A post as the index knows it; `body` is plain text, `starter_id` the member who started the thread."""

    post_id: int
    thread_id: int
    board_id: int
    author_id: int
    starter_id: int
    title: str
    body: str
    created_at: datetime
    is_first: bool = False
    is_accepted: bool = False


@dataclass(frozen=True)
class Permitted:
    """What one kind of viewer may find: all of some boards, and their own threads in some others.

    It names what is allowed, never what is not, so that whoever forgets a board hides it. Empty finds nothing.
    `but_for` are posts that were taken away since the index was written.
    """

    boards: frozenset[int] = frozenset()
    own_boards: frozenset[int] = frozenset()
    member_id: int | None = None
    but_for: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Filters:
    """What a post has to be, beside having the words; what is None is not asked.

    `since` is a moment that counts, `until` one that does not any more. A thread is answered when one of its posts is
    the accepted answer.
    """

    boards: frozenset[int] | None = None
    authors: frozenset[int] | None = None
    thread_id: int | None = None
    answered: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


NO_FILTERS = Filters()


@dataclass(frozen=True)
class Question:
    """What is looked for, among what, in which order; the years of counts are the zone's.

    The fields of the query are not looked at: what they mean to the viewer stands in the filters. Where the query has
    no words, but there are filters, all posts are found that the filters let through, the newest first.
    """

    query: ParsedQuery
    permitted: Permitted
    order: Order = Order.RELEVANCE
    filters: Filters = NO_FILTERS
    zone: tzinfo = UTC


class IndexUnavailable(ForumError):
    """The index cannot be used as it is: it is damaged, or what the subclasses say."""

    status = 503

    def __init__(self, reason: str) -> None:
        super().__init__(lazy("Search does not work at the moment. Reading and writing do; try again in a while."))
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class IndexMissing(IndexUnavailable):
    """No index was built yet, or only by another version of the forum."""


class IndexBusy(IndexUnavailable):
    """Somebody else is writing to the index; trying again later helps."""


class Index(Protocol):
    """A search engine. When the index cannot be used, everything raises IndexUnavailable and nothing else.

    What is written while there is no index raises IndexMissing and may be forgotten: a rebuild reads everything.
    """

    def generation(self) -> str:
        """A name for the present content of the index, another one after every change."""
        ...

    def count(self) -> int:
        """How many posts are in the index."""
        ...

    def find(self, question: Question, first: int, size: int) -> Found:
        """`size` posts from the place `first` (counted from 0) on, among permitted ones only."""
        ...

    def find_threads(self, question: Question, first: int, size: int) -> Found:
        """The same with one result a thread, its first post in this order, and with `counts`."""
        ...

    def examples(self, question: Question, most: int) -> list[int]:
        """Some of the posts that `find` would find, up to so many, in no order: as few as can be are looked at."""
        ...

    def near(self, title: str, body: str, permitted: Permitted, but_for: int | None, size: int) -> tuple[Near, ...]:
        """First posts of threads that are about the same as a text, the nearest first; none where none is near enough.

        They have the words by which the text differs from others. Which these are, how much each counts and what is
        near enough is reckoned from permitted first posts alone, those of the thread numbered `but_for` left out.
        """
        ...

    def writers(self, author_ids: Collection[int], permitted: Permitted) -> frozenset[int]:
        """Those of the authors who wrote a permitted post. That takes no longer for who wrote others."""
        ...

    def add(self, documents: Iterable[Document]) -> None:
        """Put posts in, each in the place of what was there under its number. Raises IndexBusy too."""
        ...

    def remove(self, post_ids: Collection[int]) -> None:
        """Take posts out; those that are not there do no harm. Raises IndexBusy too."""
        ...

    def erase(self, post_ids: Collection[int], thread_ids: Collection[int]) -> None:
        """Let nothing stay of what was said by these posts, and in these threads, but what can be found now.

        Otherwise words of posts that were replaced or taken out stay in the files for some time. Raises IndexBusy too.
        """
        ...

    def rebuild(self, documents: Iterable[Document], progress: Callable[[], object]) -> int:
        """Make the index anew while searches go on, and put it in the place of the old one at the end.

        `progress` is called after each document; answers how many there were. Others who write meanwhile are told
        IndexBusy, so that nothing is lost. Raises IndexBusy too.
        """
        ...
