"""Which boards a viewer may read, and boards by their address."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import contains_eager

from forum.boards.models import AdmissionRequest, Asked, Audience, Board, FormerBoardSlug, Section
from forum.core.db import session
from forum.core.errors import Absent
from forum.core.holding import Held, held, holds, patterns
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember, NamedOrganisation
from forum.permissions.alike import alike, built_once, parameters
from forum.permissions.guard import require
from forum.permissions.people import Person, uses_account
from forum.permissions.table import Can


def readable_boards(viewer: Person) -> ColumnElement[bool]:
    """READ for boards, in SQL: a condition on `Board`. Its twin is `Can.READ` in permissions/table.py."""
    rows = [Board.audience == Audience.PUBLIC, moderated_boards(viewer)]
    if not uses_account(viewer):
        return rows[0]
    rows.append(Board.audience == Audience.MEMBERS)
    lets_in = or_(Board.audience == Audience.INVITED, Board.open_title.is_(True))
    rows.append(and_(lets_in, Board.id.in_(viewer.invited_to)))
    if viewer.is_verified:
        rows.append(Board.audience == Audience.VERIFIED)
    return or_(*rows)


def moderated_boards(viewer: Person) -> ColumnElement[bool]:
    """The rule `moderates_board`, in SQL: a condition on `Board`."""
    if not uses_account(viewer):
        return false()
    own = Board.id.in_(viewer.moderates)
    if not viewer.is_moderator:
        return own
    return or_(own, Board.audience != Audience.INVITED, Board.id.in_(viewer.invited_to))


def visible_boards(viewer: Person) -> ColumnElement[bool]:
    """SEE_TITLE for boards, in SQL: those that the viewer may read, and those that show outsiders that they exist."""
    return or_(readable_boards(viewer), Board.open_title.is_(True))


def has_asked(viewer: Person) -> ColumnElement[bool]:
    """Whether the viewer's request to come in waits: a condition on `Board`."""
    waits = (AdmissionRequest.board_id == Board.id, AdmissionRequest.state == Asked.WAITING)
    return exists().where(*waits, AdmissionRequest.member_id == viewer.id).correlate(Board)


def readable_board(viewer: Person, slug: str) -> Board:
    """The board that has this address, or had it. Raises Absent when there is none that the viewer may read."""
    return _board_at(slug, readable_boards(viewer))


def board_where(viewer: Person, permission: Can, slug: str) -> Board:
    """The board that has this address, or had it, when the viewer has a permission for it.

    Raises Absent when there is none that the viewer may know of, Refused with the reason for those who may read it.
    """
    board = _board_at(slug, true())
    require(viewer, permission, board)
    return board


def board_by_slug(slug: str) -> Board:
    """The board that has this address, or had it, for operators. Raises Absent when there is none."""
    return _board_at(slug, true(), f"There is no board at the address {slug!r}.")


def slug_is_taken(slug: str, but_for: int | None = None) -> bool:
    """Whether a board, other than number `but_for`, has this address or had it."""
    theirs = select(Board.id).where(Board.slug == slug)
    former = select(FormerBoardSlug.board_id).where(FormerBoardSlug.slug == slug)
    return any(number != but_for for number in session.scalars(theirs.union(former)))


def is_at(slug: str) -> ColumnElement[bool]:
    """Has this address, or had it: a condition on `Board`."""
    former = select(FormerBoardSlug.board_id).where(FormerBoardSlug.slug == slug).scalar_subquery()
    return or_(Board.slug == slug, Board.id == former)


def former_board_id(slug: str) -> int | None:
    """The number of the board that gave this address up, whoever may read it: to be looked up among readable ones."""
    return session.scalar(select(FormerBoardSlug.board_id).where(FormerBoardSlug.slug == slug))


def _board_at(slug: str, may: ColumnElement[bool], sentence: str = "") -> Board:
    board = session.scalar(select(Board).where(is_at(slug), may))
    if board is None:
        raise Absent(sentence)
    return board


def boards_called(viewer: Person, words: Sequence[str], most: int) -> Sequence[Any]:
    """The boards that the viewer may read with each of these words in name or purpose, those named so first.

    At most `most`, each with what pages say beside its name.
    """
    return session.execute(_called(alike(viewer), held(words), most), parameters(viewer) | patterns(words)).all()


@built_once
def _called(viewer: Any, words: Sequence[Held], most: int) -> Any:
    columns = (Board.name, Board.slug, Board.purpose, Board.audience, Board.open_title, Board.own_threads_only)
    named = and_(true(), *[holds(Board.name, word) for word in words])
    meant = [or_(*[holds(text, word) for text in (Board.name, Board.purpose)]) for word in words]
    query = select(Board.id, *columns, Board.archived).where(readable_boards(viewer), *meant)
    return query.order_by(named.desc(), Board.name, Board.id).limit(most)


def section_by_name(name: str) -> Section | None:
    """The section of this name, if there is one."""
    return session.scalar(select(Section).where(Section.name == name))


def boards_inviting(viewer: Person, organisation_id: int) -> Sequence[Board]:
    """The boards that an organisation is invited to and the viewer may read, as the front page has them."""
    invited = select(Board).join(NamedOrganisation, NamedOrganisation.board_id == Board.id)
    here = invited.where(NamedOrganisation.organisation_id == organisation_id, readable_boards(viewer))
    return session.scalars(here.order_by(Board.position, Board.id)).all()


def boards_looked_after(viewer: Person) -> Sequence[Board]:
    """The boards that the viewer moderates, as the front page has them."""
    query = select(Board).join(Board.section).options(contains_eager(Board.section)).where(moderated_boards(viewer))
    in_order = (Section.position, Section.id, Board.position, Board.id)
    return session.scalars(query.order_by(*in_order)).all()


def board_moderators(board: Board) -> Sequence[Any]:
    """Names and handles of those who were appointed to look after the board, by name."""
    named = select(Member.name, Member.handle).join(NamedMember, NamedMember.member_id == Member.id)
    here = named.where(NamedMember.board_id == board.id, NamedMember.role == BoardRole.MODERATOR)
    return session.execute(here.where(Member.closed_at.is_(None)).order_by(Member.name)).all()
