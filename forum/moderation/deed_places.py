"""In which thread a deed was done, for a list of deeds: named where its reader may read the thread now."""

from typing import Any

from sqlalchemy import Select, and_, case, func

from forum.boards.models import Board
from forum.core.log import LogEntry
from forum.permissions.people import Person
from forum.threads.access import readable_threads
from forum.threads.models import Post, Thread


def with_threads(query: Select[Any], viewer: Person) -> Select[Any]:
    """The query for deeds, with number and title of the thread; NULL where there is none, or none that may be read."""
    of_post = and_(LogEntry.thing == Post.__tablename__, Post.id == LogEntry.thing_id)
    itself = case((LogEntry.thing == Thread.__tablename__, LogEntry.thing_id))
    of_thread = Thread.id == func.coalesce(Post.thread_id, itself)
    query = query.outerjoin(Post, of_post).outerjoin(Thread, of_thread).outerjoin(Board, Board.id == Thread.board_id)
    reads = readable_threads(viewer)
    return query.add_columns(
        case((reads, Thread.id)).label("thread_id"), case((reads, Thread.title)).label("thread_title")
    )
