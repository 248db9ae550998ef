"""What a search engine finds: one page of hits, and what there is to say of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forum.search.query import Unit

CHECKED = 200  # of the posts found, the first: the database is asked whether they can still be read
FEW = 5  # posts: a word that stands in no more may be misspelt
COUNTED = 5_000  # of the posts found, the best or the newest: more of them would say the same, and take longer


@dataclass(frozen=True)
class Hit:
    """One post that was found, and how many others were found in its thread."""

    post_id: int
    thread_id: int
    more: int = 0


@dataclass(frozen=True)
class Near:
    """The first post of a thread that is about the same as a text.

    `closeness` says how much of what is telling in the text it has, from 0 to 1.
    """

    post_id: int
    thread_id: int
    closeness: float


@dataclass(frozen=True)
class Counts:
    """How many posts stand on each board, were written in each year and by each author, stand in answered threads.

    They count `posts`, the first COUNTED in the order that was asked for.
    """

    posts: int = 0
    boards: Mapping[int, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    authors: Mapping[int, int] = field(default_factory=dict)
    answered: int = 0


NO_COUNTS = Counts()


@dataclass(frozen=True)
class Found:
    """One page of results.

    `total` counts all posts found, permitted ones only, `threads` the threads that they stand in; `complete` of the
    posts have everything that was asked for, the others have most of it. `first` are the numbers of the first CHECKED
    posts in the order that was asked for, on whichever page they are. `terms` are what to mark, one with an
    asterisk behind it the beginning of what to mark. `absent` are the words and phrases that stand in no permitted
    post, and were passed over; `rare` those that stand in FEW. Where more posts have the words than an engine
    looks at, `newest_only` says how many it did, the newest; of those alone speak `total` and all else.
    """

    total: int = 0
    threads: int = 0
    complete: int = 0
    hits: tuple[Hit, ...] = ()
    first: tuple[int, ...] = ()
    terms: frozenset[str] = frozenset()
    absent: tuple[Unit, ...] = ()
    rare: tuple[Unit, ...] = ()
    counts: Counts = NO_COUNTS
    newest_only: int = 0
