"""Who may read, start and reply on a board, asked of members instead of boards: before and after other settings.

Conditions on `Member`, the third twins of the rows of READ, START_THREAD and REPLY in permissions/table.py, for
boards as a whole; tests/permissions holds them to the table.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, exists, false, or_, true

from forum.boards.models import Audience, ReplyBy, StartBy
from forum.core.clock import now
from forum.members.models import Member, Role
from forum.members.named import BoardRole, NamedMember, NamedOrganisation


class Rules(Protocol):
    """The settings of a board that decide who may do what there: a board has them, and `BoardSettings`."""

    audience: Audience
    start_by: StartBy
    reply_by: ReplyBy
    open_title: bool
    archived: bool


@dataclass(frozen=True)
class Circle:
    """Who may do what on a board: conditions on `Member`."""

    read: ColumnElement[bool]
    moderate: ColumnElement[bool]
    start: ColumnElement[bool]
    reply: ColumnElement[bool]


def circle_of(board_id: int, rules: Any) -> Circle:
    """Those who may do something on the board of this number, if it had these settings."""
    moderates = _moderates(board_id, rules.audience)
    reads = and_(uses_account(), or_(_is_in_audience(board_id, rules), moderates))
    writes = and_(reads, _in_good_standing(), Member.warning_id.is_(None))
    if rules.archived:
        return Circle(reads, moderates, false(), false())
    start = {StartBy.MEMBERS: true(), StartBy.VERIFIED: is_verified(), StartBy.MODERATORS: false()}
    reply = {ReplyBy.MEMBERS: true(), ReplyBy.VERIFIED: is_verified(), ReplyBy.NOBODY: false()}
    return Circle(
        reads,
        moderates,
        and_(writes, or_(start[StartBy(rules.start_by)], moderates)),
        and_(writes, or_(reply[ReplyBy(rules.reply_by)], moderates)),
    )


def uses_account() -> ColumnElement[bool]:
    """The question `uses_account` of permissions/people.py, in SQL."""
    not_suspended = or_(Member.suspended_until.is_(None), Member.suspended_until <= now())
    return and_(Member.confirmed_at.is_not(None), Member.closed_at.is_(None), not_suspended)


def is_verified() -> ColumnElement[bool]:
    """The question `is_verified` of members, in SQL."""
    return and_(Member.verified_until.is_not(None), Member.verified_until > now())


def _in_good_standing() -> ColumnElement[bool]:
    return or_(Member.silenced_until.is_(None), Member.silenced_until <= now())


def _is_in_audience(board_id: int, rules: Any) -> ColumnElement[bool]:
    if rules.audience in (Audience.PUBLIC, Audience.MEMBERS):
        return true()
    let_in = _was_invited(board_id) if rules.audience == Audience.INVITED or rules.open_title else false()
    return or_(let_in, is_verified()) if rules.audience == Audience.VERIFIED else let_in


def _moderates(board_id: int, audience: Audience) -> ColumnElement[bool]:
    everywhere: ColumnElement[bool] = Member.role.in_([Role.MODERATOR, Role.ADMINISTRATOR])
    if audience == Audience.INVITED:
        everywhere = and_(everywhere, _was_invited(board_id))
    return and_(uses_account(), or_(_named(board_id, BoardRole.MODERATOR), everywhere))


def _was_invited(board_id: int) -> ColumnElement[bool]:
    there = (NamedOrganisation.board_id == board_id, NamedOrganisation.organisation_id == Member.verified_at_id)
    return or_(_named(board_id, BoardRole.INVITED), and_(is_verified(), exists().where(*there).correlate(Member)))


def _named(board_id: int, role: BoardRole) -> ColumnElement[bool]:
    named = (NamedMember.board_id == board_id, NamedMember.member_id == Member.id, NamedMember.role == role)
    return exists().where(*named).correlate(Member)
