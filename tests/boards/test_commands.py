"""Sections and boards from the command line."""

import pytest
from sqlalchemy import select

from forum.boards.models import Board, Section
from forum.core.db import session
from forum.members.models import Member
from tests.factories import make_board, make_member, make_organisation
from tests.pages import sign_in


@pytest.fixture
def boards(forum):
    runner = forum.test_cli_runner()
    return lambda *words: runner.invoke(args=["boards", *words])


def test_a_section_is_made(boards):
    done = boards("section", "Casework")

    assert (done.exit_code, done.output) == (0, "Section Casework stands on the front page.\n")
    assert session.scalar(select(Section.slug)) == "casework"


def test_a_board_is_made_with_its_section_and_is_for_verified_colleagues(boards):
    done = boards("create", "Kettles", "--section", "Casework")

    board = session.scalar(select(Board))
    assert (done.exit_code, done.output) == (0, "Board Kettles is at /boards/kettles, for: verified.\n")
    assert (board.section.name, board.audience, board.start_by, board.reply_by) == ("Casework", *["verified"] * 3)


def test_every_setting_can_be_given(boards):
    settings = {
        "slug": "tea",
        "purpose": "About kettles.",
        "house-rules": "Be warm.",
        "audience": "members",
        "start-by": "moderators",
        "reply-by": "nobody",
    }

    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    done = boards("create", "Kettles", "--section", "Casework", *options, "--own-threads-only", "--archived")

    board = session.scalar(select(Board))
    assert done.exit_code == 0
    assert [getattr(board, name.replace("-", "_")) for name in settings] == list(settings.values())
    assert (board.own_threads_only, board.archived) == (True, True)


def test_boards_of_one_section_stand_in_it_together(boards):
    boards("create", "Kettles", "--section", "Casework")
    boards("create", "Drawers", "--section", "Casework")

    assert session.scalars(select(Section.name)).all() == ["Casework"]
    assert len(session.scalars(select(Board)).all()) == 2


def test_a_moderator_is_appointed_and_may_read_at_the_next_request(boards, client):
    board = make_board(slug="kettles", audience="invited")
    sign_in(client, make_member(handle="asha"))
    before = client.get("/boards/kettles").status_code

    done = boards("appoint", "kettles", "asha")

    assert (done.exit_code, done.output) == (0, "asha now moderates kettles.\n")
    assert session.scalar(select(Member).where(Member.handle == "asha")).moderates == {board.id}
    assert (before, client.get("/boards/kettles").status_code) == (404, 200)


def test_a_member_is_invited_and_may_read_at_the_next_request(boards, client):
    make_board(slug="kettles", audience="invited")
    sign_in(client, make_member(handle="asha"))

    done = boards("invite", "kettles", "asha")

    assert (done.exit_code, done.output) == (0, "asha is now invited to kettles.\n")
    assert client.get("/boards/kettles").status_code == 200


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("section", "Casework"), "There is a section of this name already."),
        (("create", "Kettles", "--section", "Casework"), "There is a board at this address already."),
        (("create", "!!", "--section", "Casework"), "A name has 1 to 80 characters"),
        (("appoint", "nowhere", "asha"), "There is no board at the address 'nowhere'."),
        (("invite", "kettles", "nobody"), "There is no member with the handle 'nobody'."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(boards, words, sentence):
    make_member(handle="asha")
    boards("create", "Kettles", "--section", "Casework")

    done = boards(*words)

    assert done.exit_code == 1
    assert sentence in done.output


def test_a_setting_that_does_not_exist_is_refused(boards):
    assert boards("create", "Kettles", "--section", "Casework", "--audience", "everybody").exit_code == 2
    assert session.scalars(select(Board.id)).all() == []


def test_organisations_are_invited_and_removed_and_members_too(boards, client):
    make_board(slug="kettles", audience="invited")
    make_organisation(name="Dorset Council", slug="dorset")
    sign_in(client, make_member(handle="asha"))
    outputs = []

    for words in (
        ("invite-organisation", "kettles", "Dorset Council"),
        ("remove-organisation", "kettles", "dorset"),
        ("invite", "kettles", "asha"),
        ("remove", "kettles", "asha"),
        ("appoint", "kettles", "asha"),
        ("dismiss", "kettles", "asha"),
        ("invite-organisation", "kettles", "Nowhere"),
    ):
        done = boards(*words)
        outputs.append((done.exit_code, done.output.strip()))

    assert outputs == [
        (0, "Whoever is verified at Dorset Council is now invited to kettles."),
        (0, "Dorset Council is not invited to kettles."),
        (0, "asha is now invited to kettles."),
        (0, "asha is not invited to kettles."),
        (0, "asha now moderates kettles."),
        (0, "asha does not moderate kettles."),
        (1, "Error: The directory has no organisation of this name."),
    ]
    assert client.get("/boards/kettles").status_code == 404


def test_a_board_is_made_whose_title_is_open(boards):
    boards("create", "Kettles", "--section", "Casework", "--audience", "invited", "--open-title")

    assert session.scalar(select(Board.open_title)) is True
