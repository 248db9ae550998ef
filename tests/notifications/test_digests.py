"""Daily and weekly letters: at seven where one lives, once, of what was told and not read, across zones and clocks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.core.clock import at, now
from forum.notifications import digests
from forum.notifications.actions import choose_mail, mark_all_notices_read
from forum.notifications.digests import period_begun, queue_digests
from forum.notifications.models import Cadence, Kind
from forum.threads import actions
from forum.threads.prose import prose
from tests.factories import make_board, make_member, make_thread
from tests.notifications.telling import board_follower, follower, queued, reply, send, work
from tests.statements import count_queries

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@contextmanager
def next_morning() -> Iterator[None]:
    """Eight o'clock in London on the next Monday, when daily and weekly letters are due; nothing is too old."""
    london = now().astimezone(ZoneInfo("Europe/London"))
    day = london.date() + timedelta(days=1)
    monday = datetime(day.year, day.month, day.day, 8, tzinfo=ZoneInfo("Europe/London"))
    while monday.weekday():
        monday += timedelta(days=1)
    before = digests.GOES_BACK[Cadence.DAILY]
    digests.GOES_BACK[Cadence.DAILY] = timedelta(days=9)
    try:
        with at(monday.astimezone(UTC)):
            yield
    finally:
        digests.GOES_BACK[Cadence.DAILY] = before


def wanting(cadence: Cadence, **facts):
    """Somebody who follows a thread in which something was written on Monday noon, and wants it so often."""
    with at(MONDAY):
        thread = make_thread(title="How do you boil water?")
        member = follower(thread, **facts)
        choose_mail(member, member, {Kind.REPLY: cadence})
        reply(thread)
        work()
    return member


def days_of_letters(moments):
    """At which of these moments the clock queues a letter."""
    days = []
    for moment in moments:
        before = len(queued("digest"))
        with at(moment):
            queue_digests()
        if len(queued("digest")) > before:
            days.append(moment)
    return days


HOURS = [MONDAY + timedelta(hours=hour) for hour in range(60)]
MORNINGS = [MONDAY + timedelta(days=day, hours=hour) for day in range(16) for hour in (-6, -5, -4)]


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Europe/London", datetime(2026, 11, 24, 7, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 11, 23, 22, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 11, 23, 15, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 11, 23, 18, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 11, 24, 2, tzinfo=UTC)),
    ],
)
def test_a_daily_letter_comes_at_seven_where_the_member_lives_and_once(zone, moment):
    wanting(Cadence.DAILY, time_zone=zone)

    assert days_of_letters(HOURS) == [moment]


def test_a_weekly_letter_comes_on_monday_at_seven_and_once():
    wanting(Cadence.WEEKLY)

    assert days_of_letters(MORNINGS[3:]) == [datetime(2026, 11, 30, 7, tzinfo=UTC)]


def test_a_letter_comes_later_where_the_worker_slept_at_seven():
    wanting(Cadence.DAILY)

    assert days_of_letters([HOURS[0], HOURS[25]]) == [HOURS[25]]


@pytest.mark.parametrize(
    ("local", "begun"),
    [
        ("2026-03-29 06:59", "2026-03-28 07:00"),  # the clocks went forward at one
        ("2026-03-29 07:00", "2026-03-29 07:00"),
        ("2026-10-25 07:01", "2026-10-25 07:00"),  # and back at two
        ("2026-10-26 06:00", "2026-10-25 07:00"),
    ],
)
def test_the_day_begins_at_seven_by_the_clock_on_the_wall(local, begun):
    london = ZoneInfo("Europe/London")
    moment = datetime.fromisoformat(local).replace(tzinfo=london).astimezone(UTC)

    found = period_begun(Cadence.DAILY, london, moment)

    assert found.replace(tzinfo=None) == datetime.fromisoformat(begun)


@pytest.mark.parametrize(("day", "monday"), [(23, 16), (24, 23), (29, 23)])
def test_the_week_begins_on_monday_at_seven(day, monday):
    moment = datetime(2026, 11, day, 6, 30, tzinfo=UTC)

    assert period_begun(Cadence.WEEKLY, ZoneInfo("Europe/London"), moment).day == monday


def test_across_the_change_of_clocks_each_day_has_one_letter():
    start = datetime(2026, 10, 24, 12, tzinfo=UTC)
    thread = make_thread()
    member = follower(thread)
    choose_mail(member, member, {Kind.REPLY: Cadence.DAILY})
    days = []
    for hour in range(72):
        moment = start + timedelta(hours=hour)
        with at(moment):
            if hour % 24 == 0:
                reply(thread, f"Day {hour}")
                work()
        days += days_of_letters([moment])

    assert days == [datetime(2026, 10, day, 7, tzinfo=UTC) for day in (25, 26, 27)]


def test_a_letter_says_what_is_unread_and_wanted_at_that_moment():
    board, author = make_board(), make_member(name="Asha Patel")
    member = board_follower(board)
    with at(now() - timedelta(hours=1)):
        for title in ("How do you boil water?", "How do you cool water?"):
            actions.start_thread(author, board, title, prose(f"{title} Tell me."))
        work()

    with next_morning():
        queue_digests()
        [letter] = send()

    assert letter.to == [member.email]
    assert letter.subject == "Your day at Working Together"
    assert letter.body.count("New thread: ") == 2
    assert "How do you boil water? Tell me." in letter.body
    assert "by Asha Patel" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert queued("notice") == []


def test_what_was_read_meanwhile_is_left_out_and_an_empty_letter_is_not_sent():
    member = wanting(Cadence.DAILY)
    with at(MONDAY + timedelta(days=1)):
        queue_digests()
        mark_all_notices_read(member, member)

        assert send() == []


def test_a_letter_covers_nothing_twice_and_nothing_is_left_out():
    member = wanting(Cadence.DAILY)
    with at(MONDAY + timedelta(days=1)):
        queue_digests()
        first = send(member)
        thread = make_thread()
        actions.reply(member, thread, prose("Me too"))
        reply(thread, "Second day")
        work()
    with at(MONDAY + timedelta(days=2)):
        queue_digests()
        second = send(member)

    assert "How do you boil water?" in first[0].body
    assert "How do you boil water?" not in second[0].body
    assert "Second day" in second[0].body


def test_an_interrupted_run_goes_on_and_sends_to_nobody_twice(monkeypatch):
    monkeypatch.setattr(digests, "CHUNK", 2)
    members = [wanting(Cadence.DAILY) for _number in range(5)]
    whole = digests._queue
    runs = []

    def cut(*facts):
        if len(runs) == 1:
            raise RuntimeError("power cut")
        runs.append(facts)
        whole(*facts)

    with at(MONDAY + timedelta(days=1)):
        monkeypatch.setattr(digests, "_queue", cut)
        with pytest.raises(RuntimeError, match="power cut"):
            queue_digests()
        first = send()
        monkeypatch.setattr(digests, "_queue", whole)
        queue_digests()
        queue_digests()
        second = send()

    assert len(first) == 2
    assert sorted(letter.to[0] for letter in (*first, *second)) == sorted(member.email for member in members)


def test_who_wants_no_digest_gets_none():
    for cadence in (Cadence.AT_ONCE, Cadence.NEVER):
        wanting(cadence)

    with at(MONDAY + timedelta(days=8)):
        queue_digests()

    assert queued("digest") == []


def test_what_is_older_than_the_period_is_no_news():
    member = wanting(Cadence.NEVER)
    with at(MONDAY + timedelta(days=5)):
        choose_mail(member, member, {Kind.REPLY: Cadence.DAILY})

    assert days_of_letters([MONDAY + timedelta(days=6)]) == []


def test_a_long_digest_ends_and_says_so(monkeypatch):
    monkeypatch.setattr("forum.notifications.letters.MOST_IN_A_DIGEST", 2)
    board, author = make_board(), make_member()
    board_follower(board)
    for number in range(3):
        actions.start_thread(author, board, f"How do you boil water, part {number}?", prose("Tell me."))
    work()

    with next_morning():
        queue_digests()
        [letter] = send()

    assert letter.body.count("New thread: ") == 2
    assert "There is more among your notifications." in letter.body


def test_however_many_get_one_the_statements_are_few(monkeypatch):
    counts = []
    for many in (2, 10):
        for _number in range(many):
            wanting(Cadence.DAILY)
        with at(MONDAY + timedelta(days=len(counts) + 1)), count_queries() as statements:
            queue_digests()
        counts.append(len(statements))

    assert counts[0] == counts[1]
