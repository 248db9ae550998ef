"""The order of sections and boards, and the addresses that boards give up."""

import pytest
from sqlalchemy import select

from forum.boards import actions, order
from forum.boards.models import Board, FormerBoardSlug, Section
from forum.boards.queries import board_by_slug
from forum.core.db import session
from forum.core.errors import Absent, Invalid
from forum.core.log import LogEntry
from forum.permissions.people import Operator
from tests.factories import make_board


def names(kind: type) -> list[str]:
    return list(session.scalars(select(kind.name).order_by(kind.position, kind.id)))


def deeds() -> list[tuple]:
    return [(one.deed, one.before, one.after) for one in session.scalars(select(LogEntry).order_by(LogEntry.id))]


def make_sections(*names: str) -> list[Section]:
    return [actions.make_section(Operator(), None, name) for name in names]


@pytest.mark.parametrize(
    ("place", "expected"), [(1, "CAB"), (2, "ACB"), (3, "ABC"), (9, "ABC"), (0, "CAB"), (-1, "CAB")]
)
def test_a_section_moves_to_its_place(place, expected):
    *_others, last = make_sections("A", "B", "C")

    order.move_section(Operator(), last, place)

    assert "".join(names(Section)) == expected


def test_a_board_moves_to_another_section_and_both_keep_their_order():
    here, there = make_sections("Here", "There")
    first, second = (make_board(name=name, section=here, position=n) for n, name in enumerate("AB"))
    make_board(name="C", section=there, position=7)

    order.move_board(Operator(), first, there, 2)

    rows = select(Section.name, Board.name).join(Board.section).order_by(Section.position, Board.position)
    assert session.execute(rows).all() == [("Here", "B"), ("There", "C"), ("There", "A")]
    assert deeds()[-1] == (
        "move a board",
        {"section_id": here.id, "place": 1},
        {"section_id": there.id, "place": 2},
    )


def test_a_move_to_where_it_stands_is_not_written_down():
    (section,) = make_sections("A")
    board = make_board(section=section)
    before = len(deeds())

    order.move_section(Operator(), section, 1)
    order.move_board(Operator(), board, section, 1)

    assert len(deeds()) == before


def test_a_section_takes_another_name_but_no_other_s():
    first, _other = make_sections("Casework", "Practice")

    actions.rename_section(Operator(), first, "Case work")
    with pytest.raises(Invalid):
        actions.rename_section(Operator(), first, "practice")

    assert sorted(names(Section)) == ["Case work", "Practice"]
    assert deeds()[-1] == ("rename a section", {"name": "Casework"}, {"name": "Case work"})


def test_an_address_that_was_given_up_leads_to_its_board_and_no_other_takes_it():
    board, other = make_board(slug="tea"), make_board(slug="coffee")

    actions.change_slug(Operator(), board, "Hot drinks")

    assert board.slug == "hot-drinks"
    assert board_by_slug("tea").id == board_by_slug("hot-drinks").id == board.id
    for taken in ("tea", "hot-drinks"):
        with pytest.raises(Invalid, match="There is a board at this address already"):
            actions.change_slug(Operator(), other, taken)
    with pytest.raises(Invalid):
        actions.make_board(Operator(), board.section, actions.BoardSettings(name="Tea"))
    assert deeds()[-1] == ("change the address of a board", {"slug": "tea"}, {"slug": "hot-drinks"})


def test_a_board_takes_its_old_address_back():
    board = make_board(slug="tea")

    for slug in ("coffee", "tea", "tea"):
        actions.change_slug(Operator(), board, slug)

    assert session.scalars(select(FormerBoardSlug.slug)).all() == ["coffee"]
    assert board_by_slug("coffee").slug == "tea"


@pytest.mark.parametrize("slug", ["", "!!", "n" * 81])
def test_an_address_that_cannot_be_is_refused(slug):
    board = make_board(slug="tea")

    with pytest.raises(Invalid) as fault:
        actions.change_slug(Operator(), board, slug)

    assert fault.value.field == "slug"
    with pytest.raises(Absent):
        board_by_slug("nowhere")
