"""Changes apart from what a request reads, such as counts."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from forum.boards.models import Section
from forum.core.db import after_commit, aside, session, transaction
from tests.factories import make_member
from tests.statements import count_queries


def add_section(name: str) -> None:
    session.add(Section(name=name, slug=name))


def names() -> list[str]:
    session.rollback()
    return list(session.scalars(select(Section.name)))


def add_and_fail() -> None:
    add_section("Kettles")
    session.flush()
    raise RuntimeError("The kettle is broken")


def test_what_was_read_is_not_read_again():
    member = make_member(name="Asha")
    session.refresh(member)

    with aside():
        add_section("Kettles")
    with count_queries() as statements:
        name = member.name

    assert (name, statements) == ("Asha", [])
    assert names() == ["Kettles"]


def test_a_change_aside_that_fails_is_not_made():
    with pytest.raises(RuntimeError):
        aside()(add_and_fail)()

    assert names() == []


def test_inside_a_deed_it_is_part_of_the_deed():
    @transaction()
    def deed() -> None:
        aside()(add_section)("Kettles")
        raise RuntimeError("The kettle is broken")

    with pytest.raises(RuntimeError):
        deed()

    assert names() == []


def test_what_waits_for_the_commit_runs_after_it():
    ran = []

    with aside():
        add_section("Kettles")
        after_commit(lambda: ran.append(names()))
        before = list(ran)

    assert (before, ran) == ([], [["Kettles"]])


def test_it_carries_no_change_that_a_view_made_by_accident():
    make_member().name = "Somebody else"

    with pytest.raises(InvalidRequestError), aside():
        add_section("Kettles")

    assert names() == []
