"""The deeds of the inbox: reading notices, and choosing what comes by mail."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from forum.core.clock import now
from forum.core.db import session
from forum.members.models import Member
from forum.notifications.models import OF_POSTS, Cadence, Kind, Notice, NoticePreference
from forum.notifications.together import is_the_same_deed
from forum.permissions.guard import action
from forum.permissions.table import Can
from forum.threads.following import Level, set_thread_level
from forum.threads.models import Post, ReadMarker


@action(Can.CHANGE_OWN_ACCOUNT)
def mark_notice_read(member: Member, _self: Member, notice_id: int) -> None:
    """Count one notice of one's own as read, and those that stand in its line about the same deed."""
    session.execute(_unread(member).where(is_the_same_deed(notice_id)).values(read_at=now()))


@action(Can.CHANGE_OWN_ACCOUNT)
def mark_thread_notices_read(member: Member, _self: Member, thread_id: int) -> None:
    """Count the notices about a thread as read, as far as the member has read the thread."""
    marker = (ReadMarker.member_id == member.id, ReadMarker.thread_id == thread_id)
    seen = select(ReadMarker.number).where(*marker).scalar_subquery()
    posts = select(Post.id).where(Post.thread_id == thread_id, Post.number <= seen)
    about = (Notice.kind.in_(OF_POSTS), Notice.about_id.in_(posts))
    session.execute(_unread(member).where(*about).values(read_at=now()))


@action(Can.CHANGE_OWN_ACCOUNT)
def mark_all_notices_read(member: Member, _self: Member) -> None:
    """Count everything that one was told until now as read."""
    session.execute(_unread(member).values(read_at=now()))


@action(Can.CHANGE_OWN_ACCOUNT)
def choose_mail(member: Member, _self: Member, cadences: Mapping[Kind, Cadence]) -> None:
    """Say how often each of these kinds is to come by mail."""
    _choose(member, cadences)


@action(Can.STOP_MAIL)
def stop_thread(member: Member, _self: Member, thread_id: int) -> None:
    """No longer follow a thread, at the press of the button in its mail; what is muted stays so."""
    set_thread_level(member.id, thread_id, Level.UNFOLLOWED)


@action(Can.STOP_MAIL)
def stop_kinds(member: Member, _self: Member, kinds: list[Kind]) -> None:
    """Have no more mail about these kinds."""
    _choose(member, dict.fromkeys(kinds, Cadence.NEVER))


def _choose(member: Member, cadences: Mapping[Kind, Cadence]) -> None:
    kinds = list(cadences)
    theirs = delete(NoticePreference).where(NoticePreference.member_id == member.id)
    session.execute(theirs.where(NoticePreference.kind.in_(kinds)))
    rows = [{"member_id": member.id, "kind": kind, "cadence": cadence} for kind, cadence in cadences.items()]
    if rows:
        session.execute(insert(NoticePreference), rows)


def _unread(member: Member) -> Any:
    return update(Notice).where(Notice.member_id == member.id, Notice.read_at.is_(None))
