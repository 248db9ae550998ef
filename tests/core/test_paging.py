"""Pages of a list, by key."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from forum.core.db import session, transaction
from forum.core.errors import Absent
from forum.core.paging import fetch_page
from forum.core.throttle import ThrottleCount
from forum.members.models import Member
from tests.factories import make_member

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BY_AGE = [Member.joined_at, Member.id]
BY_NAME = [ThrottleCount.ends_at, ThrottleCount.key]


def pages(size=2, query=None):
    """All pages, from the first to the last."""
    after = None
    while True:
        page = fetch_page(select(Member) if query is None else query, BY_AGE, after, size)
        yield page
        if page.next is None:
            return
        after = page.next


def cursor(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_all_rows_come_once_the_newest_first():
    members = [make_member(joined_at=NOON + timedelta(hours=hour)) for hour in (3, 1, 4, 0, 2)]

    read = list(pages())

    assert [len(page.rows) for page in read] == [2, 2, 1]
    hours = {member.id: (member.joined_at - NOON).seconds // 3600 for member in members}
    assert [hours[row.id] for page in read for row in page.rows] == [4, 3, 2, 1, 0]


def test_rows_of_the_same_moment_come_once():
    members = [make_member(joined_at=NOON) for _ in range(7)]

    read = [row.id for page in pages() for row in page.rows]

    assert read == sorted((member.id for member in members), reverse=True)


def test_moments_that_differ_by_a_microsecond_are_told_apart():
    for step in range(5):
        make_member(joined_at=NOON + timedelta(microseconds=step))

    assert [row.joined_at.microsecond for page in pages(1) for row in page.rows] == [4, 3, 2, 1, 0]


def test_rows_added_meanwhile_move_nothing():
    old = [make_member(joined_at=NOON + timedelta(hours=hour)) for hour in range(6)]
    read = []

    for page in pages():
        read += [row.id for row in page.rows]
        make_member(joined_at=NOON + timedelta(days=1))

    assert read == [member.id for member in reversed(old)]


def test_a_row_removed_at_the_end_of_a_page_moves_nothing():
    members = [make_member(joined_at=NOON + timedelta(hours=hour)) for hour in range(4)]
    first = fetch_page(select(Member), BY_AGE, None, 2)
    with transaction():
        session.delete(members[2])

    second = fetch_page(select(Member), BY_AGE, first.next, 2)

    assert [row.id for row in second.rows] == [members[1].id, members[0].id]


def test_a_full_last_page_leads_nowhere():
    make_member()
    make_member()

    page = fetch_page(select(Member), BY_AGE, None, 2)

    assert len(page.rows) == 2
    assert page.next is None


def test_an_empty_list_is_an_empty_page():
    page = fetch_page(select(Member), BY_AGE, None, 2)

    assert not page
    assert page.next is None


def test_rows_of_several_columns_keep_them():
    make_member(joined_at=NOON, name="Asha")

    page = fetch_page(select(Member.joined_at, Member.id, Member.name), BY_AGE, None, 2)

    assert [row.name for row in page.rows] == ["Asha"]


def test_a_condition_holds_on_every_page():
    for hour in range(6):
        make_member(joined_at=NOON + timedelta(hours=hour), name="Asha" if hour % 2 else "Tom")

    read = [row.name for page in pages(query=select(Member).where(Member.name == "Asha")) for row in page.rows]

    assert read == ["Asha"] * 3


@given(st.lists(st.tuples(st.integers(0, 3), st.text("ab", min_size=1, max_size=3)), unique_by=lambda row: row[1]))
@settings(max_examples=40, deadline=None)
def test_pages_of_any_size_hold_what_one_page_holds(rows):
    with transaction():
        session.query(ThrottleCount).delete()
        for ends_at, key in rows:
            session.execute(insert(ThrottleCount).values(key=key, count=1, ends_at=ends_at))
    read, after = [], None
    while True:
        page = fetch_page(select(ThrottleCount), BY_NAME, after, 2)
        read += [(row.ends_at, row.key) for row in page.rows]
        if page.next is None:
            break
        after = page.next

    assert read == sorted(((float(ends_at), key) for ends_at, key in rows), reverse=True)


DAMAGED = [
    "x", "%%%", "é", "=", "a" * 5000, "\ud800", "bnVsbA", cursor(), cursor(1), cursor(1, 2), cursor(NOON.isoformat()),
    cursor(NOON.isoformat(), "1"), cursor(NOON.isoformat(), None), cursor(NOON.isoformat(), 1.5),
    cursor(NOON.isoformat(), True), cursor(NOON.isoformat(), 2**31), cursor(NOON.isoformat(), 2**63),
    cursor(NOON.isoformat(), -(2**70)),
    cursor(NOON.isoformat(), 1, 1), cursor("2026-11-24T12:00:00", 1), cursor("yesterday", 1), cursor(["x"], 1),
    cursor("0001-01-01T00:00:00+23:00", 1), cursor("9999-12-31T23:59:59-23:00", 1),
    cursor("2026-11-24T12:00:00+99:00", 1),
    base64.urlsafe_b64encode(b"[" * 50_000).decode(), base64.urlsafe_b64encode(b'{"a": 1}').decode(),
    base64.urlsafe_b64encode(b"[" + b"9" * 5000 + b", 1]").decode(), base64.urlsafe_b64encode(b"\xff\xfe").decode(),
]  # fmt: skip


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_cursor_leads_nowhere(damaged):
    make_member()

    with pytest.raises(Absent):
        fetch_page(select(Member), BY_AGE, damaged, 2)


@pytest.mark.parametrize("damaged", [cursor(1.0, "\x00"), cursor(1.0, "\ud800"), cursor(1.0, 1), cursor("1", "a")])
def test_a_damaged_cursor_of_words_leads_nowhere(damaged):
    with pytest.raises(Absent):
        fetch_page(select(ThrottleCount), BY_NAME, damaged, 2)


@pytest.mark.parametrize(
    ("moment", "number", "rows"), [("0001-01-01T00:00:00+00:00", 1, 0), ("9999-12-31T23:59:59+00:00", 2**31 - 1, 1)]
)
def test_on_postgresql_the_furthest_cursors_are_pages(forum_on_postgresql, moment, number, rows):
    make_member()

    page = fetch_page(select(Member), BY_AGE, cursor(moment, number), 2)

    assert len(page.rows) == rows


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_for_a_cursor_is_a_page_or_absent(text):
    try:
        page = fetch_page(select(Member), BY_AGE, text, 2)
    except Absent:
        page = None

    assert page is None or page.rows == []
