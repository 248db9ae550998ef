"""What of threads changes hands when two accounts become one."""

from typing import Any

from sqlalchemy import delete, select, update

from forum.core.db import session
from forum.core.outbox import emit
from forum.members.models import Member
from forum.threads.events import PostsClaimed
from forum.threads.following import BoardFollow, ThreadFollow
from forum.threads.models import Post, ReadMarker, Revision, Thread

MARKS = ((ThreadFollow, ThreadFollow.thread_id), (BoardFollow, BoardFollow.board_id))


def hand_over_threads(going: Member, staying: Member) -> None:
    """What one wrote, marked and edited, follows and has read is the other's; where both do, the other's word goes."""
    session.execute(update(Post).where(Post.author_id == going.id).values(form_key=None))
    for column in (Post.author_id, Thread.starter_id, Thread.accepted_by_id, Revision.editor_id):
        _move(column, going, staying)
    for model, thing in MARKS:
        theirs: Any = select(thing).where(model.member_id == staying.id)
        session.execute(delete(model).where(model.member_id == going.id, thing.in_(theirs)))
        _move(model.member_id, going, staying)
    _hand_over_markers(going, staying)
    staying.all_read_at = max(going.all_read_at, staying.all_read_at)
    emit(PostsClaimed(staying.id))


def _hand_over_markers(going: Member, staying: Member) -> None:
    """How far either has read."""
    other = ReadMarker.__table__.alias()
    further = select(other.c.number).where(other.c.member_id == going.id, other.c.thread_id == ReadMarker.thread_id)
    more = further.where(other.c.number > ReadMarker.number).scalar_subquery()
    mine = update(ReadMarker).where(ReadMarker.member_id == staying.id, more.is_not(None)).values(number=more)
    session.execute(mine, execution_options={"synchronize_session": False})
    both = select(ReadMarker.thread_id).where(ReadMarker.member_id == staying.id)
    twice = delete(ReadMarker).where(ReadMarker.member_id == going.id, ReadMarker.thread_id.in_(both))
    session.execute(twice, execution_options={"synchronize_session": False})
    _move(ReadMarker.member_id, going, staying)


def _move(column: Any, going: Member, staying: Member) -> None:
    theirs = update(column.class_).where(column == going.id).values({column.key: staying.id})
    session.execute(theirs, execution_options={"synchronize_session": False})
