"""What of an archive is here already, and where an old address leads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select

from forum.core.db import session
from forum.core.errors import Absent
from forum.imports.mail_headers import mail_id
from forum.permissions.people import Person
from forum.threads.models import Post, Thread
from forum.threads.queries import readable

AT_ONCE = 500  # ids in one statement


@dataclass(frozen=True)
class Known:
    """A post that is here: the original id of its thread, and its moment.

    No thread is given where it stands on another board than the one that is asked about.
    """

    thread_id: str | None
    created_at: datetime


def threads_here(original_ids: Iterable[str]) -> set[str]:
    """Those of the original ids of threads that are here."""
    return set(filter(None, session.scalars(select(Thread.original_id).where(Thread.original_id.in_(original_ids)))))


def posts_here(original_ids: Iterable[str]) -> dict[str, datetime]:
    """Those of the original ids of posts that are here, and when they were written."""
    query = select(Post.original_id, Post.created_at).where(Post.original_id.in_(original_ids))
    return {str(original_id): at for original_id, at in session.execute(query)}


def posts_known(original_ids: Collection[str], board_id: int) -> dict[str, Known]:
    """Those of the original ids whose posts are here: in threads of this board that came from an archive, or elsewhere.

    A mail that answers one on another board does not follow it there: that board may be open to more people.
    """
    ids, known = sorted(original_ids), dict[str, Known]()
    is_here = Thread.board_id == board_id
    for start in range(0, len(ids), AT_ONCE):
        columns = select(Post.original_id, Thread.original_id, is_here, Post.created_at)
        rows = columns.join(Thread, Post.thread_id == Thread.id).where(
            Post.original_id.in_(ids[start : start + AT_ONCE]), Thread.original_id.is_not(None) | ~is_here
        )
        for post_id, thread_id, here, at in session.execute(rows):
            known[str(post_id)] = Known(str(thread_id) if here else None, at)
    return known


def archived_post(viewer: Person, original_id: str) -> Post:
    """The post that had this id where it came from, or was the message with this Message-ID, in brackets or not.

    Raises Absent when there is none that the viewer may read.
    """
    named = (original_id, mail_id(original_id))
    query = readable(viewer).where(Post.original_id.in_(named))
    post: Post | None = session.scalar(query.order_by(case((Post.original_id == original_id, 0), else_=1)))
    if post is None:
        raise Absent()
    return post
