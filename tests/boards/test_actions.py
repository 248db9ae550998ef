"""Sections and boards: making them, their settings, and who is named on them."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from forum.boards import actions
from forum.boards.actions import BoardSettings
from forum.boards.models import Audience, Board, ReplyBy, Section, StartBy
from forum.boards.queries import board_moderators
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Refused
from forum.members.models import Member
from forum.members.named import BoardRole, NamedMember
from forum.permissions.people import Guest, Operator
from tests.factories import make_board, make_member, make_named

KETTLES = BoardSettings(name="Kettles and drawers")


@pytest.fixture
def section() -> Section:
    return actions.make_section(Operator(), None, "Casework")


def fresh(board: Board) -> Board:
    return session.scalar(select(Board).where(Board.id == board.id).execution_options(populate_existing=True))


def test_a_board_is_for_verified_public_servants_unless_said_otherwise(section):
    board = actions.make_board(Operator(), section, KETTLES)

    assert (board.audience, board.start_by, board.reply_by) == (Audience.VERIFIED, StartBy.VERIFIED, ReplyBy.VERIFIED)
    assert (board.own_threads_only, board.archived) == (False, False)
    assert (board.slug, board.thread_count, board.post_count) == ("kettles-and-drawers", 0, 0)


def test_sections_and_boards_stand_in_the_order_in_which_they_were_made(section):
    later = actions.make_section(Operator(), None, "Practice")
    boards = [actions.make_board(Operator(), section, replace(KETTLES, name=name)) for name in ("Zebras", "Apples")]

    assert section.position < later.position
    assert boards[0].position < boards[1].position


@pytest.mark.parametrize("name", ["Casework", "casework", "Casework!", "", "!!", "n" * 81])
def test_a_section_has_a_name_of_its_own(section, name):
    with pytest.raises(Invalid):
        actions.make_section(Operator(), None, name)

    assert session.scalars(select(Section.name)).all() == ["Casework"]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"name": "!!"},
        {"name": "n" * 81},
        {"purpose": "p" * 301},
        {"house_rules": "r" * 4001},
    ],
)
def test_a_setting_that_cannot_be_is_refused(section, facts):
    with pytest.raises(Invalid):
        actions.make_board(Operator(), section, replace(KETTLES, **facts))

    assert session.scalars(select(Board.id)).all() == []


def test_an_address_has_one_board(section):
    actions.make_board(Operator(), section, KETTLES)

    with pytest.raises(Invalid, match="There is a board at this address already"):
        actions.make_board(Operator(), section, replace(KETTLES, name="Kettles & drawers"), "kettles-and-drawers")


def test_a_new_name_leaves_the_address(section):
    board = actions.make_board(Operator(), section, KETTLES)

    actions.change_board(Operator(), board, replace(KETTLES, name="Cupboards", audience=Audience.PUBLIC, archived=True))

    assert (fresh(board).name, fresh(board).slug) == ("Cupboards", "kettles-and-drawers")
    assert (fresh(board).audience, fresh(board).archived) == (Audience.PUBLIC, True)


def test_a_change_that_cannot_be_changes_nothing(section):
    board = actions.make_board(Operator(), section, KETTLES)

    with pytest.raises(Invalid):
        actions.change_board(Operator(), board, replace(KETTLES, name="Cupboards", purpose="p" * 301))

    assert fresh(board).name == "Kettles and drawers"


def test_a_member_is_named_once_and_the_naming_taken_back():
    board, asha = make_board(), make_member()

    for _again in range(2):
        actions.name_on_board(Operator(), board, asha, BoardRole.MODERATOR)
    named = session.execute(select(NamedMember.member_id, NamedMember.role)).all()
    moderates = session.get(Member, asha.id).moderates
    actions.remove_from_board(Operator(), board, asha, BoardRole.MODERATOR)

    assert named == [(asha.id, "moderator")]
    assert moderates == {board.id}
    assert session.execute(select(NamedMember.member_id)).all() == []
    assert session.get(Member, asha.id).moderates == frozenset()


def test_to_moderate_and_to_be_invited_are_two_things():
    board, asha = make_board(), make_member()
    make_named(asha, board, BoardRole.MODERATOR)
    make_named(asha, board, BoardRole.INVITED)

    actions.remove_from_board(Operator(), board, asha, BoardRole.INVITED)

    assert (asha.moderates, asha.invited_to) == ({board.id}, frozenset())


def test_who_looks_after_a_board_is_told_by_name_and_closed_accounts_are_not():
    board = make_board()
    for name, facts in [("Zoe", {}), ("Asha", {}), ("Ben", {"closed_at": now()})]:
        make_named(make_member(name=name, **facts), board, BoardRole.MODERATOR)
    make_named(make_member(name="Guest of the board"), board, BoardRole.INVITED)

    assert [row.name for row in board_moderators(board)] == ["Asha", "Zoe"]


@pytest.mark.parametrize("role", ["member", "moderator"])
def test_only_administrators_keep_boards(section, role):
    actor, board = make_member(role=role, verified=True), make_board(section=section)
    make_named(actor, board, BoardRole.MODERATOR)

    for deed in (
        lambda: actions.make_section(actor, None, "Another"),
        lambda: actions.make_board(actor, section, KETTLES),
        lambda: actions.change_board(actor, board, KETTLES),
        lambda: actions.name_on_board(actor, board, actor, BoardRole.INVITED),
        lambda: actions.remove_from_board(Guest(), board, actor, BoardRole.MODERATOR),
    ):
        with pytest.raises(Refused, match="Only administrators"):
            deed()
