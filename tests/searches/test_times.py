"""When searches are looked at: in the night where the member lives, each at a minute of its own."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from forum.searches.models import Often
from forum.searches.times import next_look

pytestmark = pytest.mark.apart
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo", "America/Los_Angeles", "Asia/Kathmandu"])
def test_a_search_is_looked_at_before_the_letters_of_the_morning(zone):
    looks = [next_look(Often.DAILY, number, zone, MONDAY) for number in range(500)]

    hours = [look.astimezone(ZoneInfo(zone)).hour for look in looks]
    assert set(hours) == {3, 4, 5, 6}
    assert all(0 < (look - MONDAY).total_seconds() <= 86_400 for look in looks)


def test_not_everything_is_looked_at_at_once():
    looks = [next_look(Often.DAILY, number, "Europe/London", MONDAY) for number in range(1, 2_001)]

    assert max(map(looks.count, set(looks))) <= 9


def test_a_weekly_search_is_looked_at_on_mondays():
    looks = [next_look(Often.WEEKLY, number, "Europe/London", MONDAY) for number in range(50)]

    assert {(look.weekday(), look.day) for look in looks} == {(0, 30)}


def test_the_next_look_is_always_later():
    look = next_look(Often.DAILY, 1, "Europe/London", MONDAY)

    again = next_look(Often.DAILY, 1, "Europe/London", look)

    assert (again - look).total_seconds() == 86_400


def test_the_night_in_which_the_clocks_change_has_one_look():
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)
    first = next_look(Often.DAILY, 1, "Europe/London", saturday)

    second = next_look(Often.DAILY, 1, "Europe/London", first)

    assert [one.astimezone(UTC).day for one in (first, second)] == [25, 26]


def test_what_is_only_kept_is_never_looked_at():
    assert next_look(Often.NEVER, 1, "Europe/London", MONDAY) is None
