"""Sections on the pages of administration."""

import pytest
from sqlalchemy import select

from forum.boards.models import Section
from forum.core.db import session
from forum.core.log import LogEntry
from tests.admin.people import administrator
from tests.factories import make_board


@pytest.fixture(autouse=True)
def chief(client):
    return administrator(client)


def names() -> list[str]:
    return list(session.scalars(select(Section.name).order_by(Section.position, Section.id)))


def test_a_section_is_made_and_stands_in_the_list_before_it_has_a_board(client):
    answer = client.send("/admin/sections/new", {"name": "Casework"})

    assert (answer.status_code, answer.location) == (303, "/admin/boards")
    assert names() == ["Casework"]
    assert "Casework" in client.get("/admin/boards").text


def test_an_empty_forum_says_what_to_do_first(client):
    assert "Make a section first" in client.get("/admin/boards").text


@pytest.mark.parametrize("name", ["", "!!", "x" * 81, "Casework"])
@pytest.mark.parametrize("path", ["new", "here"])
def test_a_name_that_cannot_be_is_said_beside_its_field_and_kept(client, path, name):
    client.send("/admin/sections/new", {"name": "Casework"})
    client.send("/admin/sections/new", {"name": "Practice"})
    practice = session.scalar(select(Section.id).where(Section.name == "Practice"))

    answer = client.send(f"/admin/sections/{practice if path == 'here' else 'new'}", {"name": name})

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert f'value="{name}"' in answer.text
    assert names() == ["Casework", "Practice"]


def test_a_section_gets_another_name(client):
    section = make_board().section

    answer = client.send(f"/admin/sections/{section.id}", {"name": "Casework"})

    assert answer.status_code == 303
    assert names() == ["Casework"]


@pytest.mark.parametrize(("way", "expected"), [("up", "BA"), ("down", "AB")])
def test_a_section_moves(client, way, expected):
    for name in "AB":
        client.send("/admin/sections/new", {"name": name})
    last = session.scalar(select(Section.id).where(Section.name == "B"))

    answer = client.send(f"/admin/sections/{last}/move", {"way": way})

    assert answer.status_code == 303
    assert "".join(names()) == expected


def test_an_empty_section_is_removed_and_the_log_keeps_its_name(client):
    client.send("/admin/sections/new", {"name": "Casework"})
    section = session.scalar(select(Section.id))

    offered = client.get(f"/admin/sections/{section}").text
    went = client.send(f"/admin/sections/{section}/remove")

    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert "Remove the section" in offered
    assert "The section Casework is removed." in client.get(went.location).text
    assert names() == []
    assert (entry.deed, entry.before) == ("remove a section", {"name": "Casework"})


def test_a_section_with_boards_stays(client):
    section = make_board().section

    offered = client.get(f"/admin/sections/{section.id}").text
    answer = client.send(f"/admin/sections/{section.id}/remove")

    assert "Remove the section" not in offered
    assert answer.status_code == 409
    assert names() == [section.name]


@pytest.mark.parametrize("path", ["/admin/sections/999", "/admin/boards/nowhere"])
def test_what_is_not_there_is_absent(client, path):
    assert client.get(path).status_code == 404
    assert client.send(path, {"name": "x"}).status_code == 404
