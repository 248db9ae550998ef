"""Who holds which office, and whom an administrator may look up to give one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload

from forum.boards.models import Board, Section
from forum.core.db import session
from forum.members.models import Member, Role
from forum.members.named import BoardRole, NamedMember
from forum.members.queries import accounts_called

MOST_FOUND = 20


@dataclass(frozen=True)
class Offices:
    """Everybody with an office: for the whole forum by role, for one board as rows of member and board."""

    administrators: Sequence[Member]
    moderators: Sequence[Member]
    on_boards: Sequence[Row[Member, Board]]


def offices() -> Offices:
    """All appointments that there are, people by name, boards as they stand on the front page."""
    everywhere = _members().where(Member.role != Role.MEMBER).order_by(Member.name, Member.id)
    appointed = session.scalars(everywhere).all()
    boards = select(Member, Board).join(NamedMember, NamedMember.member_id == Member.id)
    boards = boards.join(Board, Board.id == NamedMember.board_id).join(Section, Section.id == Board.section_id)
    in_order = (Section.position, Section.id, Board.position, Board.id, Member.name, Member.id)
    named = boards.where(NamedMember.role == BoardRole.MODERATOR).order_by(*in_order)
    return Offices(
        [member for member in appointed if member.role == Role.ADMINISTRATOR],
        [member for member in appointed if member.role == Role.MODERATOR],
        session.execute(named.options(joinedload(Member.verified_at))).all(),
    )


def members_called(text: str) -> Sequence[Member]:
    """Who has this handle, or every word of the text in the name: open accounts, twenty at most, by name."""
    found = accounts_called(text)
    return session.scalars(found.order_by(Member.name, Member.id).limit(MOST_FOUND)).all()


def _members() -> Any:
    return select(Member).options(joinedload(Member.verified_at))
