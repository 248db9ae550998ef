"""Reading an archive: every line by itself, and what is wrong with it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forum.core.clock import now
from forum.imports import jsonl
from forum.imports.files import archive_name
from forum.imports.jsonl import read_archive
from tests.imports.archives import line, reply, write


def read(path: Path) -> list:
    return list(read_archive(path))


@pytest.mark.parametrize("name", ["kettles.jsonl", "kettles.jsonl.gz"])
def test_a_file_is_read_packed_or_not(tmp_path, name):
    path = write(tmp_path / name, line("t1-0"), reply("t1-1"))

    assert [(one.number, one.post.post_id, one.post.is_first) for one in read(path)] == [
        (1, "t1-0", True),
        (2, "t1-1", False),
    ]


def test_a_packed_file_is_known_by_its_content_and_not_by_its_name(tmp_path):
    packed = write(tmp_path / "kettles.jsonl.gz", line("t1-0"))

    assert len(read(packed.rename(tmp_path / "kettles.txt"))) == 1


def test_an_archive_is_named_after_its_file():
    names = {"kettles.jsonl.gz": "kettles", "kettles.jsonl": "kettles", "a.b.json": "a.b", "kettles": "kettles"}

    assert {name: archive_name(Path("/somewhere") / name) for name in names} == names


def test_a_long_file_name_makes_a_name_that_can_be_kept():
    assert len(archive_name(Path("k" * 250 + ".jsonl"))) <= 200


def test_a_post_is_read_as_it_stands_there(tmp_path):
    path = write(
        tmp_path / "a.jsonl", line("t1-0", source_url="https://example.org/q/1", accepted=True, score=7, tags=["tea"])
    )

    post = read(path)[0].post

    assert (post.thread_id, post.post_id, post.board, post.author) == ("t1", "t1-0", "Kitchens", "Asha Patel")
    assert post.thread_title == "Where do the kettles go?"
    assert post.created_at == datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC)
    assert (post.source_url, post.accepted) == ("https://example.org/q/1", True)
    assert post.body == "They are **nine**, and we have one drawer."


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-03-13T20:32:04Z", datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC)),
        ("2014-03-13T20:32:04+02:00", datetime(2014, 3, 13, 18, 32, 4, tzinfo=UTC)),
        ("2014-03-13T20:32:04", datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC)),
        ("2014-03-13", datetime(2014, 3, 13, tzinfo=UTC)),
    ],
)
def test_moments_are_read_in_their_zone(tmp_path, text, moment):
    assert read(write(tmp_path / "a.jsonl", line("t1-0", created_at=text)))[0].post.created_at == moment


def test_blank_lines_are_counted_and_no_fault(tmp_path):
    path = write(tmp_path / "a.jsonl", line("t1-0"), "", "   ", reply("t1-1"))

    assert [(one.number, one.fault) for one in read(path)] == [(1, ""), (4, "")]


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_no_fault(tmp_path):
    path = write(tmp_path / "a.jsonl", line("t1-0"), reply("t1-1"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert [one.fault for one in read(path)] == ["", ""]


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("{", "no JSON"),
        ("not JSON at all", "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
        (b'{"body": "\xff"}', "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("1" * 5_000, "no JSON"),
        ("[]", "no object"),
        ("null", "no object"),
        ('"text"', "no object"),
        ("{}", "thread_id is missing or no text"),
        (line("x", thread_id=7), "thread_id is missing or no text"),
        (line(""), "post_id has 0 characters"),
        (line("x" * 201), "post_id has 201 characters"),
        (line("x", thread_title=" \0 "), "thread_title has 0 characters"),
        (line("x", thread_title="x" * 301), "thread_title has 301 characters"),
        (line("x", board="x" * 81), "board has 81 characters"),
        (line("x", author=None), "author is missing or no text"),
        (line("x", author="x" * 81), "author has 81 characters"),
        (line("x", reply_to=7), "reply_to is missing or no text"),
        ({name: value for name, value in line("x").items() if name != "reply_to"}, "reply_to is missing"),
        (line("x", body=None), "body is missing or no text"),
        (line("x", body=["a"]), "body is missing or no text"),
        (line("x", created_at="yesterday"), "created_at is no ISO 8601 moment"),
        (line("x", created_at=None), "created_at is no ISO 8601 moment"),
        (line("x", created_at="0001-01-01T00:00:00+10:00"), "created_at"),
        (line("x", created_at="0001-01-02T00:00:00Z"), "created_at"),
        (line("x", created_at="9999-12-31T23:59:59Z"), "created_at"),
        (line("x", created_at=(now() + timedelta(days=3)).isoformat()), "created_at"),
        (line("x", source_url="javascript:alert(1)"), "source_url is no http or https address"),
        (line("x", source_url="//example.org"), "source_url is no http or https address"),
        (line("x", source_url="https://example.org/\n"), "source_url is no http or https address"),
        (line("x", source_url="https://[bad"), "source_url is no http or https address"),
        (line("x", source_url="https://example.org/" + "x" * 500), "source_url is no http or https address"),
        (line("x", source_url=7), "source_url is no http or https address"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_rest_is_read(tmp_path, bad, fault):
    path = write(tmp_path / "a.jsonl", line("t1-0"), bad, reply("t1-1"))

    first, second, third = read(path)

    assert (first.post.post_id, third.post.post_id, third.number) == ("t1-0", "t1-1", 3)
    assert (second.number, second.post) == (2, None)
    assert fault in second.fault


def test_a_line_that_is_too_long_is_one_bad_line(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1_000)
    path = write(tmp_path / "a.jsonl", line("t1-0"), line("x", body="x" * 5_000), reply("t1-1"))

    lines = read(path)

    assert [one.number for one in lines] == [1, 2, 3]
    assert "longer than 1000 bytes" in lines[1].fault
    assert lines[2].post.post_id == "t1-1"


def test_a_packed_file_that_breaks_off_says_where(tmp_path):
    path = write(
        tmp_path / "a.jsonl.gz", *[line(f"t{number}-0", f"t{number}", body=str(number**9)) for number in range(200)]
    )
    path.write_bytes(path.read_bytes()[:-800])

    *whole, last = read(path)

    assert all(one.post for one in whole)
    assert "the file breaks off here" in last.fault
    assert last.number == len(whole) + 1


def test_an_empty_body_is_a_post(tmp_path):
    assert read(write(tmp_path / "a.jsonl", line("t1-0", body="")))[0].post.body == ""


def test_an_empty_file_has_no_lines(tmp_path):
    assert read(write(tmp_path / "a.jsonl")) == []


def test_control_characters_and_lone_surrogates_go_and_the_rest_stays(tmp_path):
    path = write(
        tmp_path / "a.jsonl", line("t1-0", author="A\0sha\ud800 Patel", body="one\0\r\n\ttwo \ud800\U0001f9e6")
    )

    post = read(path)[0].post

    assert post.author == "Asha Patel"
    assert post.body == "one\n\ttwo \U0001f9e6"
