"""What the files of the demonstration must look like."""

from datetime import UTC, datetime

import pytest

from forum.demonstration.moments import moment_of
from forum.demonstration.reading import ContentRefused, read_demonstration

A_MORNING = datetime(2026, 7, 15, 8, 30, tzinfo=UTC)


def change(folder, name, before, after):
    path = folder / name
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_days_ago_are_told_on_the_clock_of_the_office():
    assert moment_of("12 days ago, 09:41").before(A_MORNING) == datetime(2026, 7, 3, 8, 41, tzinfo=UTC)


def test_hours_ago_are_told_from_the_loading():
    assert moment_of("3 hours ago").before(A_MORNING) == datetime(2026, 7, 15, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("words", ["yesterday", "0 days ago, 09:41", "12 days ago", "3 weeks ago", "-3 hours ago"])
def test_other_words_are_no_moment(words):
    with pytest.raises(ValueError, match="is not like"):
        moment_of(words)


def test_a_post_by_nobody_is_refused(folder):
    change(folder, "threads/kettles.toml", 'by = "bram-osei"', 'by = "bram-osie"')

    with pytest.raises(ContentRefused, match="bram-osie"):
        read_demonstration(folder)


def test_the_question_is_not_its_answer(folder):
    change(folder, "threads/kettles.toml", "answer = 2", "answer = 1")

    with pytest.raises(ContentRefused, match="none of its replies"):
        read_demonstration(folder)


def test_an_answer_beyond_the_last_post_is_refused(folder):
    change(folder, "threads/kettles.toml", "answer = 2", "answer = 3")

    with pytest.raises(ContentRefused, match="none of its replies"):
        read_demonstration(folder)


def test_a_fact_that_nobody_knows_is_refused(folder):
    change(folder, "boards.toml", 'audience = "members"', 'audience = "friends"')

    with pytest.raises(ContentRefused, match="friends"):
        read_demonstration(folder)


def test_two_members_of_one_name_are_refused(folder):
    change(folder, "members.toml", "Bram Osei", "Asha Lindqvist")
    change(folder, "threads/kettles.toml", "bram-osei", "asha-lindqvist")

    with pytest.raises(ContentRefused, match="same name"):
        read_demonstration(folder)


def test_a_file_that_is_missing_is_named(folder):
    (folder / "threads" / "teapots.toml").unlink()

    with pytest.raises(ContentRefused, match=r"teapots\.toml"):
        read_demonstration(folder)
