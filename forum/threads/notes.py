"""Lines in a thread: which posts were moved out of it or into it, and where they stand, for those who may read that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, or_, select

from forum.boards.models import Board
from forum.core.db import session
from forum.permissions.people import Person
from forum.threads.access import readable_threads
from forum.threads.addresses import thread_path
from forum.threads.models import POSTS_PER_PAGE, MovedPosts, Thread


@dataclass(frozen=True)
class Note:
    """Posts were moved, `came` into this thread or out of it. Without a title the viewer may not read the other one."""

    came: bool
    many: int
    number: int
    at: datetime
    title: str | None
    path: str | None


def notes_of_page(viewer: Person, thread: Thread, page: int, pages: int) -> Sequence[Note]:
    """The lines that stand on a page of the thread, in the order of the numbers that they stand before."""
    other = case((MovedPosts.from_id == thread.id, MovedPosts.to_id), else_=MovedPosts.from_id)
    readable = readable_threads(viewer).label("readable")
    columns: tuple[Any, ...] = (MovedPosts, Thread.id, Thread.title, Thread.slug, readable)
    query = select(*columns).join(Thread, Thread.id == other).join(Board, Board.id == Thread.board_id)
    lines = query.where(or_(MovedPosts.from_id == thread.id, MovedPosts.to_id == thread.id)).order_by(MovedPosts.id)
    notes = sorted((_note(thread, row) for row in session.execute(lines)), key=lambda note: note.number)
    return [note for note in notes if min(pages, (note.number - 1) // POSTS_PER_PAGE + 1) == page]


def _note(thread: Thread, row: Any) -> Note:
    line, came = row.MovedPosts, row.MovedPosts.to_id == thread.id
    return Note(
        came=came,
        many=line.many,
        number=line.to_number if came else line.from_number,
        at=line.at,
        title=row.title if row.readable else None,
        path=thread_path(row.id, row.slug) if row.readable else None,
    )
