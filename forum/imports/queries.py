"""What of an archive is here already, and where an old address leads."""

from collections.abc import Iterable

from sqlalchemy import select

from forum.core.db import session
from forum.core.errors import Absent
from forum.permissions.people import Person
from forum.threads.models import Post, Thread
from forum.threads.queries import readable


def threads_here(original_ids: Iterable[str]) -> set[str]:
    """Those of the original ids of threads that are here."""
    return set(filter(None, session.scalars(select(Thread.original_id).where(Thread.original_id.in_(original_ids)))))


def posts_here(original_ids: Iterable[str]) -> set[str]:
    """Those of the original ids of posts that are here."""
    return set(filter(None, session.scalars(select(Post.original_id).where(Post.original_id.in_(original_ids)))))


def archived_post(viewer: Person, original_id: str) -> Post:
    """The post that had this id where it came from. Raises Absent when there is none that the viewer may read."""
    post: Post | None = session.scalar(readable(viewer).where(Post.original_id == original_id))
    if post is None:
        raise Absent()
    return post
