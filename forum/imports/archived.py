"""What an archive brings, whatever its format: a post, or what is wrong in its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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


def with_ids_of(archive: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with ids that say of which archive they are: many number their posts from 1."""
    for line in lines:
        if line.post is None:
            yield line
            continue
        post_id, thread_id = f"{archive}/{line.post.post_id}", f"{archive}/{line.post.thread_id}"
        if max(len(post_id), len(thread_id)) > ID_LIMIT:
            yield Line(line.number, None, f"its id has more than {ID_LIMIT} characters with the name of the archive")
        else:
            yield replace(line, post=replace(line.post, post_id=post_id, thread_id=thread_id))
