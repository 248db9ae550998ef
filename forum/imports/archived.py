"""What an archive brings, whatever its format: a post, or what is wrong in its place."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from forum.core.clock import now

ID_LIMIT = 200
NAME_LIMIT = 80
URL_LIMIT = 500
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class ArchivedPost:
    """One post of an archive, as it stands there."""

    thread_id: str
    thread_title: str
    board: str
    post_id: str
    is_first: bool
    author: str
    created_at: datetime
    body: str
    source_url: str | None
    accepted: bool
    left_out: frozenset[str] = frozenset()  # kinds of things that stood in the mail and do not in the body


@dataclass(frozen=True)
class Line:
    """A line of the file, or a message: its number, and the post on it or what is wrong with it."""

    number: int
    post: ArchivedPost | None
    fault: str = ""


def is_possible(moment: datetime) -> bool:
    """Whether somebody can have written at that moment: not before 1970, and not tomorrow."""
    return EARLIEST <= moment <= now() + CLOCKS_DIFFER


def address_or_none(url: object) -> str | None:
    """The address when it is one of the web that can be kept, else None."""
    good = isinstance(url, str) and len(url) <= URL_LIMIT and url.isprintable()
    try:
        return str(url) if good and urlsplit(str(url)).scheme in ("http", "https") else None
    except ValueError:
        return None
