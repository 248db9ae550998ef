"""Authors of archives whom nobody has claimed yet."""

import re

from sqlalchemy import func, select

from forum.core.db import session
from forum.core.errors import Absent
from forum.core.holding import holds
from forum.core.paging import Page, fetch_page_from_a_to_z
from forum.members.models import HANDLE_LIMIT, Member
from forum.threads.models import Post

PAGE_SIZE = 25


def authors_called(name: str, after: str | None = None) -> Page:
    """Those whose names have every word of `name`, A to Z, with the number of their posts. Raises Absent for a cursor
    that no page gave out."""
    posts = select(func.count()).where(Post.author_id == Member.id).correlate(Member).scalar_subquery()
    query = select(Member.id, Member.name, Member.handle, Member.archive_key, posts.label("posts"))
    query = query.where(Member.archive_key.is_not(None), Member.email.is_(None), Member.closed_at.is_(None))
    for word in name.split():
        query = query.where(holds(Member.name, word))
    return fetch_page_from_a_to_z(query, [Member.name, Member.id], after, PAGE_SIZE)


def author_called(handle: str) -> Member:
    """The placeholder of this handle. Raises Absent when there is none."""
    if not re.fullmatch(rf"[a-z0-9_-]{{1,{HANDLE_LIMIT}}}", handle):
        raise Absent()
    member = session.scalar(select(Member).where(Member.handle == handle))
    if member is None or not member.is_placeholder:
        raise Absent()
    return member


def archive_of(archive_key: str) -> str:
    """The archive that an author comes from."""
    return archive_key.partition(":")[0]
