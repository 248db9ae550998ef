"""The pages that are measured, and as whom."""

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.measuring import Page
from tests.bench.readers import Readers
from tests.bench.shape import POSTS_PER_PAGE, Shape, path_of
from tests.bench.words import COMMON, RARE

MEMBER, GUEST, MODERATOR = "member", "guest", "moderator"
QUEUE = "queue of {many:,} cases"
THREAD = "thread, 20 posts"
LAST_PAGE = "thread, last page of {posts:,}"


def pages(shape: Shape, with_search: bool) -> Iterator[Page]:
    """All of them but the queue; those of search where there is an index."""
    last = -(-shape.longest // POSTS_PER_PAGE)
    for_all = {
        "front page": "/",
        "board": "/boards/board-0",
        THREAD: path_of(shape.usual),
        f"thread, first page of {shape.longest:,}": path_of(shape.threads),
        LAST_PAGE.format(posts=shape.longest): path_of(shape.threads, last),
        "latest": "/latest",
    }
    for_members = {
        "unanswered": "/unanswered",
        "unread": "/unread",
        "profile of who wrote most": "/members/bench-0",
        "people": "/members",
        "notifications": "/notifications",
    }
    if with_search:
        for_all |= {"search, common word": f"/search?q={COMMON}", "search, rare word": f"/search?q={RARE}"}
        for_members |= {"search, three words": "/search?q=rota+evidence+tenant"}
    yield from (Page(label, path, MEMBER) for label, path in (for_all | for_members).items())
    yield from (Page(label, path, GUEST) for label, path in for_all.items())


def queue_page(many: int) -> Page:
    """The queue of a moderator in which so many cases wait."""
    return Page(QUEUE.format(many=many), "/moderation", MODERATOR)


def cookies_of(readers: Readers) -> Mapping[str, Sequence[str]]:
    """Who asks, by the name in the tables."""
    return {MEMBER: readers.members, MODERATOR: readers.moderator, GUEST: readers.guests}
