"""Posts as the index takes them: those that are published, read from the database as they are now."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Select, func, select

from forum.core.db import session
from forum.core.markup import own_words, plain_text
from forum.search.engine import Document
from forum.threads.by_mail import came_by_mail
from forum.threads.models import Post, State, Thread

BATCH = 500


def documents_of(post_ids: Collection[int]) -> list[Document]:
    """Those of the posts that are published."""
    return [_document(row) for row in session.execute(_rows().where(Post.id.in_(post_ids)))]


def all_documents() -> Iterator[Document]:
    """All published posts, in batches, so that the database is not kept from its work meanwhile."""
    last = 0
    while rows := session.execute(_rows().where(Post.id > last).order_by(Post.id).limit(BATCH)).all():
        session.rollback()
        last = rows[-1].id
        yield from map(_document, rows)


def published_posts_before(post_id: int | None, most: int, oldest_first: bool = False) -> list[int]:
    """The numbers of so many published posts: the newest, or the newest before that one, or the oldest."""
    order = Post.id if oldest_first else Post.id.desc()
    rows = _rows().with_only_columns(Post.id, maintain_column_froms=True).order_by(order).limit(most)
    return list(session.scalars(rows if post_id is None else rows.where(Post.id < post_id)))


def published(post_ids: Collection[int]) -> set[int]:
    """Those of the posts that are published at this moment."""
    rows = _rows().with_only_columns(Post.id, maintain_column_froms=True)
    return set(session.scalars(rows.where(Post.id.in_(post_ids))))


def document_count() -> int:
    """How many posts are published."""
    return session.scalar(_rows().with_only_columns(func.count(), maintain_column_froms=True)) or 0


def posts_of_threads(thread_ids: Collection[int]) -> set[int]:
    """The numbers of all posts in these threads."""
    return set(session.scalars(select(Post.id).where(Post.thread_id.in_(thread_ids))))


def posts_touched_by(member_id: int) -> set[int]:
    """The numbers of all posts that a member wrote, or that stand in threads that the member started."""
    wrote = select(Post.id).where(Post.author_id == member_id)
    started = select(Post.id).join(Thread, Post.thread_id == Thread.id).where(Thread.starter_id == member_id)
    return set(session.scalars(wrote.union(started)))


def posts_between(first_id: int, last_id: int) -> set[int]:
    """The numbers of all posts from the one to the other."""
    return set(session.scalars(select(Post.id).where(Post.id.between(first_id, last_id))))


def _rows() -> Select[Any]:
    columns: tuple[Any, ...] = (
        *(Post.id, Post.thread_id, Post.author_id, Post.number, Post.body, Post.created_at, Post.original_id),
        *(Thread.title, Thread.board_id, Thread.starter_id, Thread.accepted_id),
    )
    published = (Post.state == State.PUBLISHED, Thread.state == State.PUBLISHED)
    return select(*columns).join(Thread, Post.thread_id == Thread.id).where(*published)


def _document(row: Any) -> Document:
    return Document(
        post_id=row.id,
        thread_id=row.thread_id,
        board_id=row.board_id,
        author_id=row.author_id,
        starter_id=row.starter_id,
        title=row.title,
        body=own_words(row.body) if came_by_mail(row.original_id) else plain_text(row.body),
        created_at=row.created_at,
        is_first=row.number == 1,
        is_accepted=row.accepted_id == row.id,
    )
