"""Making sections and boards, changing their settings, naming members on them."""

from dataclasses import asdict, dataclass

from slugify import slugify
from sqlalchemy import func, select

from forum.boards.models import (
    BOARD_NAME_LIMIT,
    PURPOSE_LIMIT,
    RULES_LIMIT,
    Audience,
    Board,
    ReplyBy,
    Section,
    StartBy,
)
from forum.core.db import session
from forum.core.errors import Invalid
from forum.core.log import record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.events import Appointed, Dismissed
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember
from forum.members.offices import check_can_hold_office, check_is_another
from forum.permissions.guard import action
from forum.permissions.people import Person
from forum.permissions.table import Can


@dataclass(frozen=True)
class BoardSettings:
    """Everything that an administrator sets about a board."""

    name: str
    purpose: str = ""
    house_rules: str = ""
    audience: Audience = Audience.VERIFIED
    start_by: StartBy = StartBy.VERIFIED
    reply_by: ReplyBy = ReplyBy.VERIFIED
    own_threads_only: bool = False
    archived: bool = False


@action(Can.KEEP_BOARDS)
def make_section(_actor: Person, _site: None, name: str) -> Section:
    """Add a section after the others. Raises Invalid when the name cannot be, or is taken."""
    slug = _slug(name)
    if session.scalar(select(Section).where((Section.slug == slug) | (Section.name == name))):
        raise Invalid(lazy("There is a section of this name already."), "name")
    section = Section(name=name, slug=slug, position=_next(Section))
    session.add(section)
    session.flush()
    return section


@action(Can.KEEP_BOARDS)
def make_board(_actor: Person, section: Section, settings: BoardSettings, slug: str = "") -> Board:
    """Add a board to a section; its address is made of its name unless given.

    Raises Invalid when a setting cannot be, or the address is taken.
    """
    _check(settings)
    slug = _slug(slug or settings.name)
    if session.scalar(select(Board.id).where(Board.slug == slug)):
        raise Invalid(lazy("There is a board at this address already."), "slug")
    board = Board(section_id=section.id, slug=slug, position=_next(Board), **asdict(settings))
    session.add(board)
    session.flush()
    return board


@action(Can.KEEP_BOARDS)
def change_board(_actor: Person, board: Board, settings: BoardSettings) -> None:
    """Give a board other settings; its address stays. Raises Invalid when a setting cannot be."""
    _check(settings)
    for name, value in asdict(settings).items():
        setattr(board, name, value)


@action(Can.KEEP_BOARDS)
def name_on_board(actor: Person, board: Board, member: Member, role: BoardRole) -> None:
    """Appoint a member to moderate the board, or invite them to it.

    Raises Invalid for somebody who cannot hold an office, Refused for oneself.
    """
    check_is_another(actor, member)
    if session.get(NamedMember, (member.id, board.id, role)) is not None:
        return
    check_can_hold_office(member)
    session.add(NamedMember(member_id=member.id, board_id=board.id, role=role))
    record(actor.id, "name on a board", board, after={"member_id": member.id, "role": role})
    if role == BoardRole.MODERATOR:
        emit(Appointed(member.id, role, board.id))
    session.flush()
    session.expire(member)


@action(Can.KEEP_BOARDS)
def remove_from_board(actor: Person, board: Board, member: Member, role: BoardRole) -> None:
    """Take an appointment or an invitation back. Raises Refused for oneself."""
    check_is_another(actor, member)
    named = session.get(NamedMember, (member.id, board.id, role))
    if named is None:
        return
    session.delete(named)
    record(actor.id, "remove from a board", board, before={"member_id": member.id, "role": role})
    if role == BoardRole.MODERATOR:
        emit(Dismissed(member.id, role, board.id))
    session.flush()
    session.expire(member)


def _slug(name: str) -> str:
    slug = slugify(name, max_length=BOARD_NAME_LIMIT, word_boundary=True)
    if not slug or len(name) > BOARD_NAME_LIMIT:
        raise Invalid(lazy("A name has 1 to %(most)d characters, letters among them.", most=BOARD_NAME_LIMIT), "name")
    return slug


def _check(settings: BoardSettings) -> None:
    if not 0 < len(settings.name) <= BOARD_NAME_LIMIT:
        raise Invalid(lazy("A name has 1 to %(most)d characters, letters among them.", most=BOARD_NAME_LIMIT), "name")
    if len(settings.purpose) > PURPOSE_LIMIT:
        raise Invalid(lazy("A purpose has at most %(most)d characters.", most=PURPOSE_LIMIT), "purpose")
    if len(settings.house_rules) > RULES_LIMIT:
        raise Invalid(lazy("House rules have at most %(most)d characters.", most=RULES_LIMIT), "house_rules")


def _next(kind: type[Section] | type[Board]) -> int:
    return (session.scalar(select(func.max(kind.position))) or 0) + 1
