"""Which notices stand in one line: replies in one thread, and the same deed of moderators to several posts in a day."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func
from sqlalchemy.orm import aliased

from forum.notifications.models import Kind, Notice
from forum.notifications.moderation_words import SEVERAL
from forum.threads.models import Post

Told = aliased(Notice)


def in_one_line() -> tuple[ColumnElement[Any], ...]:
    """What notices of one line have in common, read or unread: to group `Notice`, joined with `Post`, by it."""
    line = case((Notice.kind == Kind.REPLY, Post.thread_id), (_is_of_several(Notice), 0), else_=-Notice.id)
    word, day = (case((_is_of_several(Notice), fact)) for fact in (Notice.word, _day(Notice)))
    return line, word, day


def is_the_same_deed(notice_id: int) -> ColumnElement[bool]:
    """Is the notice of this number, or stands in its line about a deed of moderators: a condition on `Notice`."""
    read_alike = Told.read_at.is_(None) == Notice.read_at.is_(None)
    same = (Told.member_id == Notice.member_id, Told.word == Notice.word, _day(Told) == _day(Notice), read_alike)
    alike = and_(_is_of_several(Told), _is_of_several(Notice), *same)
    return exists().where(Told.id == notice_id, (Told.id == Notice.id) | alike).correlate(Notice)


def _is_of_several(notice: Any) -> ColumnElement[bool]:
    return and_(notice.kind == Kind.MODERATION, notice.word.in_(SEVERAL))


def _day(notice: Any) -> Any:
    return func.date(notice.created_at)
