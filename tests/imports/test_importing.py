"""Archives come in: everything as it was, nothing twice, and what was interrupted goes on."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forum.boards.models import Board, Section
from forum.core.db import session
from forum.core.errors import Refused
from forum.imports.actions import import_posts
from forum.permissions.people import Guest
from forum.threads.models import Post, Thread
from tests.factories import make_board, make_member
from tests.imports.archives import line, reply, thread, write


def posts() -> list[Post]:
    session.rollback()
    return list(session.scalars(select(Post).order_by(Post.id)))


def only_thread() -> Thread:
    return session.scalars(select(Thread)).one()


@pytest.mark.parametrize("name", ["kettles.jsonl", "kettles.jsonl.gz"])
def test_a_file_comes_in_packed_or_not(jsonl, tmp_path, name):
    done = jsonl(write(tmp_path / name, *thread(1, replies=2), *thread(2)))

    assert done.exit_code == 0
    assert (
        f"{name}: 4 posts imported, in 2 threads on 1 board, by 2 authors; 0 were here already; 0 lines skipped."
        in done.output
    )
    assert len(posts()) == 4


def test_posts_keep_their_times_ids_addresses_and_order(jsonl, tmp_path):
    address = "https://example.org/q/7"
    jsonl(
        write(tmp_path / "a.jsonl", line("t1-0", source_url=address), reply("t1-1", created_at="2015-01-02T03:04:05Z"))
    )

    first, second = posts()
    moment = datetime(2015, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (first.original_id, first.original_url, first.number) == ("t1-0", address, 1)
    assert (second.original_id, second.original_url, second.number) == ("t1-1", None, 2)
    assert (first.created_at, second.created_at) == (datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC), moment)
    assert (first.author.name, second.author.name) == ("Asha Patel", "Ben Brook")


def test_threads_and_boards_count_what_came_in(jsonl, tmp_path):
    jsonl(write(tmp_path / "a.jsonl", *thread(1, replies=2), line("t2-0", "t2", board="Cupboards")))

    found = session.scalar(select(Thread).where(Thread.original_id == "t1"))
    boards = session.execute(select(Board.name, Board.thread_count, Board.post_count).order_by(Board.name)).all()
    assert (found.title, found.slug, found.reply_count, found.last_number) == ("Thread 1", "thread-1", 2, 3)
    assert found.created_at == datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC)
    assert found.last_post_at == datetime(2014, 3, 14, 8, 2, tzinfo=UTC)
    assert boards == [("Cupboards", 1, 1), ("Kitchens", 1, 3)]


def test_bodies_are_markdown(jsonl, tmp_path):
    jsonl(write(tmp_path / "a.jsonl", line("t1-0", body="**nine** <b>kettles</b> @asha")))

    post = posts()[0]
    assert post.body == "**nine** <b>kettles</b> @asha"
    assert post.html == "<p><strong>nine</strong> &lt;b&gt;kettles&lt;/b&gt; @asha</p>\n"


def test_an_empty_body_is_a_post(jsonl, client, tmp_path):
    done = jsonl(write(tmp_path / "a.jsonl", line("t1-0", body=""), reply("t1-1")), "--audience", "public")

    assert "0 lines skipped" in done.output
    assert [(post.number, post.body) for post in posts()][0] == (1, "")
    assert client.get(f"/threads/{only_thread().id}/{only_thread().slug}").status_code == 200


def test_an_accepted_answer_is_marked_and_a_question_never(jsonl, tmp_path):
    done = jsonl(write(tmp_path / "a.jsonl", line("t1-0", accepted=True), reply("t1-1"), reply("t1-2", accepted=True)))

    assert done.exit_code == 0
    assert only_thread().accepted_id == posts()[2].id


def test_boards_are_made_for_verified_colleagues_in_a_section_for_archives(jsonl, tmp_path):
    jsonl(write(tmp_path / "a.jsonl", line("t1-0")))

    board = session.scalar(select(Board))
    assert (board.name, board.slug, board.audience, board.section.name) == (
        "Kitchens",
        "kitchens",
        "verified",
        "Archives",
    )


@pytest.mark.parametrize("audience", ["public", "members", "invited"])
def test_boards_are_made_for_whom_it_is_said(jsonl, tmp_path, audience):
    jsonl(write(tmp_path / "a.jsonl", line("t1-0")), "--audience", audience)

    assert session.scalar(select(Board.audience)) == audience


def test_a_board_of_the_name_is_taken_as_it_is(jsonl, tmp_path):
    here = make_board(name="Kitchens", audience="members")

    jsonl(write(tmp_path / "a.jsonl", line("t1-0")), "--audience", "public")

    assert session.execute(select(Board.id, Board.audience)).all() == [(here.id, "members")]
    assert only_thread().board_id == here.id


@pytest.mark.parametrize(
    "names", [("Q & A", "Q A"), ("!!!", "???"), ("Members", "members"), ("a" * 80, "a" * 79 + "b")]
)
def test_boards_of_similar_names_get_addresses_of_their_own(jsonl, tmp_path, names):
    done = jsonl(
        write(
            tmp_path / "a.jsonl", *[line(f"t{number}-0", f"t{number}", board=name) for number, name in enumerate(names)]
        )
    )

    assert done.exit_code == 0
    assert set(session.scalars(select(Board.name))) == set(names)
    assert len(set(session.scalars(select(Board.slug)))) == 2


def test_bad_lines_are_named_by_number_and_the_rest_comes_in(jsonl, tmp_path):
    bad = ["{", reply("t9-1", "t9"), line("t1-0"), line("x", created_at="yesterday")]
    done = jsonl(write(tmp_path / "a.jsonl", line("t1-0"), *bad, reply("t1-1")))

    assert done.exit_code == 0
    assert "2 posts imported" in done.output
    assert "4 lines skipped" in done.output
    assert "line 2: no JSON" in done.output
    assert "line 3: a reply to the thread t9, whose first post is missing" in done.output
    assert "line 4: the post t1-0 stands in the file twice" in done.output
    assert "line 5: created_at is no ISO 8601 moment" in done.output


def test_of_very_many_bad_lines_the_first_are_named(jsonl, tmp_path):
    done = jsonl(write(tmp_path / "a.jsonl", *["{"] * 60))

    assert "60 lines skipped" in done.output
    assert "line 50:" in done.output
    assert "line 51:" not in done.output
    assert "and 10 more lines" in done.output


def test_several_files_come_in_with_one_command(jsonl, tmp_path):
    done = jsonl(write(tmp_path / "a.jsonl", *thread(1)), write(tmp_path / "b.jsonl", *thread(2)))

    assert "a.jsonl: 1 post imported" in done.output
    assert "b.jsonl: 1 post imported" in done.output


@pytest.mark.parametrize("words", [(), ("no-such-file.jsonl",), (".",)])
def test_a_file_that_is_none_is_refused(jsonl, words):
    assert jsonl(*words).exit_code == 2


def test_a_section_that_has_the_name_in_other_letters_is_taken(jsonl, forum, tmp_path):
    forum.test_cli_runner().invoke(args=["boards", "section", "ARCHIVES"])

    done = jsonl(write(tmp_path / "a.jsonl", line("t1-0")))

    assert done.exit_code == 0
    assert session.scalars(select(Section.name)).all() == ["ARCHIVES"]


@pytest.mark.parametrize("actor", [lambda: Guest(), lambda: make_member(role="moderator", verified=True)])
def test_only_administrators_bring_archives_in(actor):
    with pytest.raises(Refused, match="Only administrators"):
        import_posts(actor(), None, "a", "public", [], [], {})
