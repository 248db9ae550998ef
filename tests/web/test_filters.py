"""How moments and texts are written on pages."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine
from flask import render_template_string

from forum.web.filters import day, first_words_of, iso, moment_in_words, when
from forum.web.viewer import take_for
from tests.factories import make_member

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def page(forum):
    """A page that a guest reads in London, half past three on a November afternoon."""
    with forum.test_request_context("/"), time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("moment", "words"),
    [(NOW, "today, 3.30pm"), (NOW.replace(hour=0, minute=0), "today, 12.00am"),
     (NOW.replace(hour=12), "today, 12.30pm"), (NOW.replace(hour=9, minute=5), "today, 9.05am"),
     (NOW - timedelta(days=1), "yesterday, 3.30pm"), (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "yesterday, 12.00am"),
     (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), "22 November"), (datetime(2026, 1, 1, 12, tzinfo=UTC), "1 January"),
     (datetime(2025, 12, 31, 12, tzinfo=UTC), "31 December 2025"), (NOW + timedelta(days=1), "25 November")],
)  # fmt: skip
def test_a_moment_is_written_as_people_say_it(moment, words):
    assert when(moment) == words


def test_summer_time_counts():
    assert moment_in_words(datetime(2026, 7, 1, 11, 30, tzinfo=UTC)) == "1 July 2026, 12.30pm"
    assert moment_in_words(datetime(2026, 12, 1, 11, 30, tzinfo=UTC)) == "1 December 2026, 11.30am"


def test_the_day_is_that_of_the_reader():
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert day(late) == "2 July 2026"


def test_a_member_reads_the_time_of_their_own_place():
    take_for(make_member(time_zone="Asia/Tokyo"))

    assert when(NOW - timedelta(hours=1)) == "yesterday, 11.30pm"
    assert when(NOW) == "today, 12.30am"


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=8))])
def test_machines_read_utc(zone):
    assert iso(NOW.astimezone(zone)) == "2026-11-24T15:30:00Z"


def test_the_first_words_of_a_post_have_no_tags_and_can_be_shown():
    words = first_words_of("<p>The <em>kettle</em> &lt;b&gt; leaks</p>\n<p>again</p>")

    assert words == "The kettle <b> leaks again"
    assert render_template_string("{{ html|first_words }}", html="<p>&lt;b&gt;</p>") == "&lt;b&gt;"


def test_the_prose_of_a_post_is_shown_as_it_was_made():
    assert render_template_string("{{ html|prose }}", html="<p>x</p>") == "<p>x</p>"


def test_all_else_in_a_template_is_escaped():
    assert render_template_string("{{ text }}", text="<script>") == "&lt;script&gt;"
