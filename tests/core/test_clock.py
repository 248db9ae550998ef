"""What time it is, and how moments are kept."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from forum.core.clock import at, now
from forum.core.db import session
from forum.members.models import Member
from tests.factories import make_member

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVENING = NOON + timedelta(hours=7)


def test_it_is_now_in_utc():
    with time_machine.travel(NOON, tick=False):
        assert now() == NOON
        assert now().utcoffset() == timedelta(0)


def test_the_clock_can_be_set_for_a_while():
    with time_machine.travel(NOON, tick=False):
        with at(EVENING):
            inside = now()

        assert inside == EVENING
        assert now() == NOON


def test_the_clock_is_set_back_after_a_failure():
    with time_machine.travel(NOON, tick=False):
        with pytest.raises(ZeroDivisionError), at(EVENING):
            1 // 0  # noqa: B018

        assert now() == NOON


def test_a_clock_set_twice_goes_back_once():
    with at(NOON):
        with at(EVENING):
            pass

        assert now() == NOON


def test_the_clock_is_not_set_to_a_moment_without_a_zone():
    with pytest.raises(ValueError, match="zone"), at(datetime(2026, 11, 24, 12)):
        pass


def test_moments_are_kept_in_utc():
    summer = timezone(timedelta(hours=1))
    moment = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=summer)

    member = make_member(confirmed_at=moment)
    session.expire(member)

    assert member.confirmed_at == moment
    assert member.confirmed_at.utcoffset() == timedelta(0)


def test_moments_compare_across_zones():
    make_member(confirmed_at=datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1))))

    found = select(Member).where(Member.confirmed_at < datetime(2026, 7, 1, 11, 30, tzinfo=UTC))

    assert len(session.scalars(found).all()) == 1


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(StatementError, match="without a zone"):
        make_member(confirmed_at=datetime(2026, 7, 1, 12))  # noqa: DTZ001
