"""The only place that writes, and what holds for every row."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import InvalidRequestError

from forum.boards.models import Section
from forum.core.db import after_commit, db, lock, session, transaction, upsert
from forum.core.errors import Absent
from forum.core.throttle import ThrottleCount


def section(name="Estates"):
    return Section(name=name, slug=name.lower())


def names():
    """The names of the sections as another connection sees them."""
    with db.engine.connect() as another:
        return list(another.scalars(select(Section.name).order_by(Section.name)))


def rename_behind_our_back(old, new):
    with db.engine.begin() as another:
        another.execute(update(Section).where(Section.name == old).values(name=new))


@transaction()
def add(*sections):
    session.add_all(sections)


def test_what_a_deed_writes_is_there_for_everybody():
    add(section())

    assert names() == ["Estates"]


def test_a_deed_that_fails_writes_nothing():
    with pytest.raises(ZeroDivisionError):
        add_and_fail()

    assert names() == []
    assert session.scalars(select(Section)).all() == []


@transaction()
def add_and_fail():
    session.add(section())
    session.flush()
    session.add(section(f"{1 // 0}"))


def add_without_a_deed():
    session.add(section())


def change_without_a_deed():
    session.scalars(select(Section)).one().name = "Facilities"


def delete_without_a_deed():
    session.delete(session.scalars(select(Section)).one())


@pytest.mark.parametrize("change", [add_without_a_deed, change_without_a_deed, delete_without_a_deed])
@pytest.mark.parametrize("end", [session.flush, session.commit])
def test_nothing_is_written_outside_a_deed(change, end):
    add(section("Stores"))
    change()

    with pytest.raises(InvalidRequestError, match="outside transaction"):
        end()

    session.rollback()
    assert names() == ["Stores"]


def test_a_query_outside_a_deed_does_not_write_what_was_changed():
    add(section("Stores"))
    change_without_a_deed()

    with pytest.raises(InvalidRequestError, match="outside transaction"):
        session.scalars(select(Section)).all()


def test_a_deed_in_a_deed_is_part_of_it():
    with pytest.raises(ZeroDivisionError):
        add_in_a_deed_that_fails()

    assert names() == []


@transaction()
def add_in_a_deed_that_fails():
    add(section())
    session.add(section(f"{1 // 0}"))


def test_a_deed_sees_what_is_true_now():
    add(section())
    read = session.scalars(select(Section)).one()
    rename_behind_our_back("Estates", "Facilities")
    assert read.name == "Estates"

    with transaction():
        seen = read.name

    assert seen == "Facilities"


def test_a_deed_forgets_what_was_changed_without_it():
    add(section("Stores"))
    change_without_a_deed()

    with transaction():
        pass

    assert names() == ["Stores"]


def test_what_waits_for_the_commit_happens_once_and_after_it():
    seen = []

    def note():
        seen.append(names())

    with transaction():
        session.add(section())
        after_commit(note)
        after_commit(note)
        seen.append("still inside")

    assert seen == ["still inside", ["Estates"]]


def test_what_waits_for_a_commit_that_fails_never_happens():
    seen = []

    @transaction()
    def fail():
        after_commit(lambda: seen.append("happened"))
        session.add(section(f"{1 // 0}"))

    with pytest.raises(ZeroDivisionError):
        fail()
    add(section())

    assert seen == []


def test_a_locked_row_is_as_it_is_now():
    add(section())
    with transaction():
        read = session.scalars(select(Section)).one()
        session.execute(text("UPDATE section SET name = 'Facilities'"))

        assert lock(read).name == "Facilities"


def test_a_row_that_has_gone_cannot_be_locked():
    add(section())
    read = session.scalars(select(Section)).one()

    with transaction():
        session.execute(text("DELETE FROM section"))

        with pytest.raises(Absent):
            lock(read)


def test_a_row_is_inserted_once_and_changed_from_then_on():
    counts = []
    for _ in range(3):
        with transaction():
            values = {"key": "kettle", "count": 1, "ends_at": 0.0}
            change = {"count": ThrottleCount.count + 1}
            counts.append(upsert(ThrottleCount, values, change, returning=ThrottleCount.count).scalar_one())

    assert counts == [1, 2, 3]


def test_a_row_is_changed_only_where_the_condition_holds():
    for count in (5, 3, 8):
        with transaction():
            values = {"key": "kettle", "count": count, "ends_at": 0.0}
            upsert(ThrottleCount, values, {"count": count}, only_if=ThrottleCount.count < count)

    assert session.scalar(select(ThrottleCount.count)) == 8
