"""Making sections and boards, changing their settings, naming members on them."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, or_, select

from forum.boards.events import InvitationTakenBack, MemberInvited
from forum.boards.models import (
    BOARD_NAME_LIMIT,
    FIRST_POSTS,
    MOST_FIRST_POSTS,
    PURPOSE_LIMIT,
    RULES_LIMIT,
    Approval,
    Audience,
    Board,
    FormerBoardSlug,
    ReplyBy,
    Section,
    StartBy,
)
from forum.boards.naming import nobody_lets_themselves_in, put_name, take_name
from forum.boards.slugs import free_slug, slug_of
from forum.core.db import session
from forum.core.errors import Conflict, Invalid
from forum.core.log import changes, record
from forum.core.outbox import emit
from forum.core.words import lazy
from forum.members.events import Appointed, Dismissed
from forum.members.models import Member
from forum.members.named import BoardRole
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
    open_title: bool = False
    archived: bool = False
    approval: Approval = Approval.NONE
    first_posts: int = FIRST_POSTS


@action(Can.KEEP_BOARDS)
def make_section(actor: Person, _site: None, name: str) -> Section:
    """Add a section after the others. Raises Invalid when the name cannot be, or is taken."""
    section = Section(name=name, slug=_section_slug(name), position=_next(Section))
    session.add(section)
    session.flush()
    record(actor.id, "make a section", section, after={"name": name})
    return section


@action(Can.KEEP_BOARDS)
def rename_section(actor: Person, section: Section, name: str) -> None:
    """Give a section another name, and the mark on the front page that goes with it. Raises Invalid like making it."""
    before, section.slug, section.name = section.name, _section_slug(name, section.id), name
    record(actor.id, "rename a section", section, {"name": before}, {"name": name})


@action(Can.KEEP_BOARDS)
def remove_section(actor: Person, section: Section) -> None:
    """Take an empty section away. Raises Conflict where boards stand in it."""
    if session.scalar(select(Board.id).where(Board.section_id == section.id).limit(1)) is not None:
        raise Conflict(lazy("There are boards in this section. Give them another section first."))
    record(actor.id, "remove a section", section, {"name": section.name})
    session.delete(section)


@action(Can.KEEP_BOARDS)
def make_board(actor: Person, section: Section, settings: BoardSettings, slug: str = "") -> Board:
    """Add a board to a section; its address is made of its name unless given.

    Raises Invalid when a setting cannot be, or another board has the address or had it.
    """
    _check(settings)
    slug = free_slug(slug) if slug else free_slug(settings.name, "name")
    board = Board(section_id=section.id, slug=slug, position=_next(Board), **asdict(settings))
    session.add(board)
    session.flush()
    record(actor.id, "make a board", board, after={"section_id": section.id, "slug": slug, **asdict(settings)})
    return board


@action(Can.KEEP_BOARDS)
def change_board(actor: Person, board: Board, settings: BoardSettings) -> None:
    """Give a board other settings; its address stays.

    Raises Invalid when a setting cannot be, Refused when the board would open to an administrator outside.
    """
    _check(settings)
    after = asdict(settings)
    before = {name: getattr(board, name) for name in after}
    with nobody_lets_themselves_in(actor, board):
        for name, value in after.items():
            setattr(board, name, value)
    if before != after:
        record(actor.id, "change a board", board, *changes(before, after))


@action(Can.KEEP_BOARDS)
def change_slug(actor: Person, board: Board, slug: str) -> None:
    """Give a board another address; the old one leads there for good, and the board may take it back.

    Raises Invalid when the address cannot be, or another board has it or had it.
    """
    before, slug = board.slug, free_slug(slug, but_for=board.id)
    if slug == before:
        return
    taken_back = session.get(FormerBoardSlug, slug)
    if taken_back is not None:
        session.delete(taken_back)
    session.add(FormerBoardSlug(slug=before, board_id=board.id))
    board.slug = slug
    record(actor.id, "change the address of a board", board, {"slug": before}, {"slug": slug})


@action(Can.KEEP_BOARDS)
def name_on_board(actor: Person, board: Board, member: Member, role: BoardRole) -> None:
    """Appoint a member to moderate the board, or invite them to it.

    Raises Invalid for somebody who cannot hold an office, Refused for oneself.
    """
    check_is_another(actor, member)
    check_can_hold_office(member)
    if put_name(actor, board, member, role):
        appointed = role == BoardRole.MODERATOR
        emit(Appointed(member.id, role, board.id) if appointed else MemberInvited(board.id, member.id))


@action(Can.KEEP_BOARDS)
def remove_from_board(actor: Person, board: Board, member: Member, role: BoardRole) -> None:
    """Take an appointment or an invitation back. Raises Refused for oneself."""
    check_is_another(actor, member)
    if take_name(actor, board, member, role):
        dismissed = role == BoardRole.MODERATOR
        emit(Dismissed(member.id, role, board.id) if dismissed else InvitationTakenBack(board.id, member.id))


def _section_slug(name: str, but_for: int | None = None) -> str:
    slug = slug_of(name)
    same = select(Section.id).where(or_(Section.slug == slug, Section.name == name))
    if any(number != but_for for number in session.scalars(same)):
        raise Invalid(lazy("There is a section of this name already."), "name")
    return slug


def _check(settings: BoardSettings) -> None:
    if not 0 < len(settings.name) <= BOARD_NAME_LIMIT:
        raise Invalid(lazy("A name has 1 to %(most)d characters, letters among them.", most=BOARD_NAME_LIMIT), "name")
    if len(settings.purpose) > PURPOSE_LIMIT:
        raise Invalid(lazy("A purpose has at most %(most)d characters.", most=PURPOSE_LIMIT), "purpose")
    if len(settings.house_rules) > RULES_LIMIT:
        raise Invalid(lazy("House rules have at most %(most)d characters.", most=RULES_LIMIT), "house_rules")
    if not 1 <= settings.first_posts <= MOST_FIRST_POSTS:
        raise Invalid(lazy("First posts are 1 to %(most)d posts.", most=MOST_FIRST_POSTS), "first_posts")


def _next(kind: type[Section] | type[Board]) -> int:
    return (session.scalar(select(func.max(kind.position))) or 0) + 1
