"""An import that is run again: nothing twice, what was interrupted goes on, and a dry run changes nothing."""

import pytest
from sqlalchemy import func, select

from forum.core.db import Base, session
from forum.imports import importing
from forum.imports.actions import import_posts
from forum.imports.jsonl import read_archive
from forum.members.models import Member
from forum.permissions.people import Operator
from forum.threads.models import Post, Thread
from tests.imports.archives import reply, thread, write


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 4)


def everything() -> dict[str, list]:
    """All rows of all tables."""
    session.rollback()
    return {table.name: session.execute(select(table)).all() for table in Base.metadata.sorted_tables}


def posts() -> list[Post]:
    session.rollback()
    return list(session.scalars(select(Post).order_by(Post.id)))


def test_a_second_run_imports_nothing_and_changes_nothing(jsonl, tmp_path):
    path = write(tmp_path / "a.jsonl", *thread(1, replies=3), *thread(2))
    jsonl(path)
    before = everything()

    done = jsonl(path)

    assert (
        "0 posts imported, in 0 threads on 0 boards, by 0 authors; 5 were here already; 0 lines skipped." in done.output
    )
    assert everything() == before


def test_a_file_that_has_grown_brings_in_what_is_new(jsonl, tmp_path):
    path = tmp_path / "a.jsonl"
    jsonl(write(path, *thread(1, replies=1)))

    done = jsonl(write(path, *thread(1, replies=3), *thread(2)))

    assert "3 posts imported, in 2 threads" in done.output
    assert "2 were here already" in done.output
    assert [post.number for post in posts()] == [1, 2, 3, 4, 1]
    assert session.scalar(select(func.count(Member.id))) == 2


def test_an_import_that_was_interrupted_goes_on(jsonl, tmp_path, small_batches, monkeypatch):
    path = write(tmp_path / "a.jsonl", *thread(1, replies=5), *thread(2, replies=5))
    rendered = iter(range(6))

    def render(text: str) -> str:
        next(rendered)  # the power goes in the middle of the second batch
        return f"<p>{text}</p>"

    with monkeypatch.context() as patched:
        patched.setattr(importing.markup, "render", render)
        cut = jsonl(path)
    after_the_cut = len(posts())
    done = jsonl(path)

    assert cut.exit_code == 1
    assert after_the_cut == 4
    assert "8 posts imported" in done.output
    assert "4 were here already" in done.output
    assert [post.original_id for post in posts()] == [f"t{one}-{place}" for one in (1, 2) for place in range(6)]
    assert [post.number for post in posts()] == [1, 2, 3, 4, 5, 6] * 2


def test_batches_end_anywhere(jsonl, tmp_path, small_batches):
    done = jsonl(write(tmp_path / "a.jsonl", *[post for number in range(5) for post in thread(number, replies=2)]))

    assert "15 posts imported, in 5 threads" in done.output
    assert set(session.scalars(select(Thread.reply_count))) == {2}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(jsonl, tmp_path):
    path = write(tmp_path / "a.jsonl", *thread(1, replies=2), "{", reply("t9-1", "t9"))
    before = everything()

    done = jsonl(path, "--dry-run")

    assert done.exit_code == 0
    assert (
        "3 posts would be imported, in 1 thread on 1 board, by 2 authors; 0 were here already; 2 lines skipped."
        in done.output
    )
    assert everything() == before


def test_a_dry_run_counts_what_is_here_already(jsonl, tmp_path):
    jsonl(write(tmp_path / "a.jsonl", *thread(1, replies=2)))

    done = jsonl(write(tmp_path / "a.jsonl", *thread(1, replies=4)), "--dry-run")

    assert "2 posts would be imported" in done.output
    assert "3 were here already" in done.output


def test_two_imports_at_one_moment_bring_nothing_in_twice(tmp_path):
    found = [one.post for one in read_archive(write(tmp_path / "a.jsonl", *thread(1, replies=2)))]

    done = [import_posts(Operator(), None, "a", "public", found, [""] * 3, {}) for _again in range(2)]

    assert done == [3, 0]
    assert len(posts()) == 3


# --- ids that two archives share


def test_posts_that_only_share_their_ids_with_others_are_named(jsonl, tmp_path):
    jsonl(write(tmp_path / "a.jsonl", *thread(1, replies=1)))

    done = jsonl(write(tmp_path / "b.jsonl", *thread(1, replies=0, created_at="2015-01-01T00:00:00Z")))

    assert "0 were here already; 1 line skipped" in done.output
    assert "line 1: t1-0 is the id of something else that is here; --apart gives" in done.output


def test_a_thread_that_only_shares_its_id_takes_no_posts_of_the_other(jsonl, tmp_path):
    jsonl(write(tmp_path / "a.jsonl", *thread(1)))

    done = jsonl(write(tmp_path / "b.jsonl", {**thread(1)[0], "post_id": "other"}))

    assert "line 1: t1 is the id of something else that is here" in done.output
    assert len(posts()) == 1


def test_an_archive_with_ids_of_its_own_comes_in_beside_another(jsonl, client, tmp_path):
    jsonl(write(tmp_path / "a.jsonl", *thread(1, replies=1)), "--audience", "public")
    path = write(tmp_path / "b.jsonl", *thread(1, replies=1), {**thread(2)[0], "post_id": "x" * 199})

    first, second = jsonl(path, "--apart"), jsonl(path, "--apart")

    assert "2 posts imported" in first.output
    assert "line 3: its id has more than 200 characters" in first.output
    assert "0 posts imported" in second.output
    assert {post.original_id for post in posts()} == {"t1-0", "t1-1", "b/t1-0", "b/t1-1"}
    assert client.get("/archive/b/t1-1").location != client.get("/archive/t1-1").location
