"""Telling members: notices, once each, in short transactions, and letters for those who want them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import undefer_group

from forum.core.clock import now
from forum.core.db import session, transaction, wholly
from forum.core.letters import queue_letters
from forum.members.models import Member
from forum.notifications.access import INVITED, REMOVED
from forum.notifications.models import DEFAULTS, Cadence, Kind, Notice, NoticePreference
from forum.permissions.guard import can
from forum.permissions.people import uses_account
from forum.permissions.table import Can
from forum.threads.follow_queries import board_level_of, thread_level_of
from forum.threads.following import BoardFollow, ThreadFollow, is_muted
from forum.threads.models import Post

CHUNK = 500  # members of one transaction
NEWS_OF_A_POST = (Kind.REPLY, Kind.THREAD, Kind.MENTION)  # who was told of a post by one of these is not told again
AGAIN_AFTER = timedelta(hours=1)  # what happens again so much later is another event; before, the same told twice


@dataclass(frozen=True)
class News:
    """What members are told, but for whom; see `Notice`."""

    kind: Kind
    about_id: int
    word: str = ""
    board_id: int | None = None
    actor_id: int | None = None


def tell_of_post(kind: Kind, post: Post, who: ColumnElement[bool], but_for: int | None) -> None:
    """Tell of a post those members for whom `who` holds, who may read it, have not muted it and do not know of it.

    `but_for` is the number of who did what they are told. Whom it was told before is not told again.
    """
    post_id = post.id
    for rows in _chunks(kind, post_id, and_(who, Member.id.is_distinct_from(but_for))):
        post = session.get_one(Post, post_id)
        _write(News(kind, post_id), [row for row in rows if _is_to_know(row, post)])


def tell(news: News, who: ColumnElement[bool]) -> None:
    """Tell those members for whom `who` holds of something else than a post; who did it is not told."""
    query = _with_cadence(select(Member, NoticePreference.cadence), news.kind)
    query = query.where(who, Member.closed_at.is_(None), Member.id.is_distinct_from(news.actor_id))
    rows = session.execute(query.execution_options(populate_existing=True)).all()
    _write(news, [row for row in rows if uses_account(row.Member)])


@wholly
def settle(kinds: Sequence[Kind], words: Sequence[str], about_id: int) -> None:
    """Count as read what members were told of something that waits no longer."""
    told = (Notice.kind.in_(kinds), Notice.word.in_(words), Notice.about_id == about_id, Notice.read_at.is_(None))
    with transaction():
        session.execute(update(Notice).where(*told).values(read_at=now()))


@wholly
def forget(kind: Kind, words: Sequence[str], about_id: int) -> None:
    """Take back what members were told of something, where that holds no longer."""
    told = (Notice.kind == kind, Notice.word.in_(words), Notice.about_id == about_id)
    with transaction():
        session.execute(delete(Notice).where(*told))


@wholly
def forget_all(kind: Kind, about_ids: Sequence[int]) -> None:
    """Take back what members were told of things that are gone."""
    with transaction():
        session.execute(delete(Notice).where(Notice.kind == kind, Notice.about_id.in_(about_ids)))


def _chunks(kind: Kind, post_id: int, who: ColumnElement[bool]) -> Iterator[Sequence[Any]]:
    """Members in the order of their numbers, some at a time, with what they chose and how they stand to the thread."""
    news = NEWS_OF_A_POST if kind in NEWS_OF_A_POST else (kind,)
    told = exists().where(Notice.member_id == Member.id, Notice.kind.in_(news), Notice.about_id == post_id)
    levels = (ThreadFollow.level.label("thread_level"), BoardFollow.level.label("board_level"))
    query = _with_cadence(select(Member, NoticePreference.cadence, *levels), kind)
    last = 0
    while True:
        post = session.get_one(Post, post_id)
        with_levels = query.outerjoin(ThreadFollow, thread_level_of(post.thread_id))
        with_levels = with_levels.outerjoin(BoardFollow, board_level_of(post.board.id))
        some = with_levels.where(who, Member.id > last, Member.closed_at.is_(None), ~told)
        some = some.options(undefer_group("named")).order_by(Member.id).limit(CHUNK)
        rows = session.execute(some.execution_options(populate_existing=True)).all()
        if not rows:
            return
        last = rows[-1].Member.id
        yield rows


def _with_cadence(query: Any, kind: Kind) -> Any:
    chosen = and_(NoticePreference.member_id == Member.id, NoticePreference.kind == kind)
    return query.outerjoin(NoticePreference, chosen)


def _is_to_know(row: Any, post: Post) -> bool:
    member: Member = row.Member
    return uses_account(member) and not is_muted(row.thread_level, row.board_level) and can(member, Can.READ, post)


@wholly
def _write(news: News, rows: Sequence[Any]) -> None:
    """One transaction: a notice for each member of the rows who has none yet, and letters for those who want them."""
    if not rows:
        return
    at_once = {row.Member.id for row in rows if _comes_at_once(news.kind, row)}
    member_ids: list[int] = [row.Member.id for row in rows]
    values = [{"member_id": member_id, **asdict(news), "created_at": now()} for member_id in member_ids]
    with transaction():
        if news.kind in (Kind.APPOINTMENT, Kind.ENTRY) or news.word in (INVITED, REMOVED):
            _forget_earlier(news, member_ids)
        made = _insert(values)
        letters = [(f"notice:{number}", {"notice_id": number}) for number, member_id in made if member_id in at_once]
        queue_letters("notice", letters)


def _comes_at_once(kind: Kind, row: Any) -> bool:
    return (row.cadence or DEFAULTS[kind]) == Cadence.AT_ONCE and row.Member.email is not None


def _insert(rows: list[dict[str, Any]]) -> Sequence[Any]:
    """Add the notices that are not there yet; answers number and member of each that was added."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    once = dialect.insert(Notice).values(rows).on_conflict_do_nothing()
    return session.execute(once.returning(Notice.id, Notice.member_id)).all()


def _forget_earlier(news: News, member_ids: list[int]) -> None:
    same = (Notice.kind == news.kind, Notice.word == news.word, Notice.about_id == news.about_id)
    earlier = delete(Notice).where(*same, Notice.member_id.in_(member_ids))
    session.execute(earlier.where(Notice.created_at < now() - AGAIN_AFTER))
