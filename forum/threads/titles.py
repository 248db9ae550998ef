"""Titles of threads, and the words of their addresses."""

from slugify import slugify

from forum.core.errors import Invalid
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.threads.events import ThreadRenamed
from forum.threads.models import TITLE_LIMIT, Thread

SLUG_LIMIT = 80


def slug_of(title: str) -> str:
    """The words of a title for its address."""
    return slugify(title, max_length=SLUG_LIMIT, word_boundary=True) or "thread"


def check_title(title: str) -> None:
    """Whether a thread could be called so. Raises Invalid."""
    if not title.strip() or len(title) > TITLE_LIMIT:
        raise Invalid(lazy("A title has 1 to %(most)d characters.", most=TITLE_LIMIT), "title")


def rename(thread: Thread, title: str) -> None:
    """Give a thread another title, in the deed that is open."""
    thread.title, thread.slug = title, slug_of(title)
    emit(ThreadRenamed(thread.id))
