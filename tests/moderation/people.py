"""Moderators, and what stands where, as the tests of moderation need them."""

from typing import Any

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import session, transaction
from forum.core.outbox import deliver_pending
from forum.members.models import Member
from forum.members.named import BoardRole
from forum.moderation.cases import open_case
from forum.moderation.models import Case, CaseKind
from forum.notifications.models import Kind, Notice
from forum.threads.models import Post
from tests.factories import make_board, make_member, make_named


def make_moderator(board: Board | None = None, **facts: Any) -> Member:
    """A moderator of the whole forum, or of one board."""
    if board is None:
        return make_member(role="moderator", **facts)
    member = make_member(**facts)
    make_named(member, board, BoardRole.MODERATOR)
    return member


def words_told(member: Member) -> list[str]:
    """What moderation has told a member, in short words, the oldest first."""
    deliver_pending()
    told = select(Notice.word).where(Notice.member_id == member.id, Notice.kind == Kind.MODERATION)
    return list(session.scalars(told.order_by(Notice.id)))


def counters(*boards: Board) -> list[tuple[int, int]]:
    """Threads and posts that boards count."""
    session.rollback()
    return [(board.thread_count, board.post_count) for board in boards]


def busy_board() -> Board:
    """A board that everybody reads and members write on."""
    return make_board(name="Kettles", slug="kettles")


def make_case(thing: Any, kind: str = "report", **facts: Any) -> Case:
    """A case about a post or a member, or of somebody's about another thing, past all permissions."""
    if isinstance(thing, Post):
        member_id = thing.author_id
    else:
        member_id = thing.id if isinstance(thing, Member) else make_member().id
    with transaction():
        case = open_case(CaseKind(kind), thing, member_id)
        for name, value in facts.items():
            setattr(case, name, value)
    return case
