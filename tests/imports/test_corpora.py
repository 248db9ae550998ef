"""Real archives, from a folder of *.jsonl.gz that FORUM_CORPORA names, come in whole and once."""

import gzip
import json
import os
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.core.db import session
from forum.imports.files import archive_name
from forum.members.models import Member
from forum.threads.models import Post, Thread

FOLDER = os.environ.get("FORUM_CORPORA", "")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FOLDER, reason="FORUM_CORPORA names no folder of real posts")]


@pytest.fixture
def archives() -> list[Path]:
    return sorted(Path(FOLDER).glob("*.jsonl.gz"))


def rows_of(archives: list[Path]) -> list[dict]:
    rows = []
    for path in archives:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [{**json.loads(line), "archive": archive_name(path)} for line in lines]
    return rows


def count(column) -> int:
    return session.scalar(select(func.count(column)))


def test_every_real_post_comes_in_once(forum, archives):
    rows, runner = rows_of(archives), forum.test_cli_runner()

    first = runner.invoke(args=["imports", "jsonl", *map(str, archives)])
    counts = (count(Post.id), count(Thread.id), count(Member.id))
    second = runner.invoke(args=["imports", "jsonl", *map(str, archives)])

    expected = (
        len(rows),
        len({row["thread_id"] for row in rows}),
        len({(row["archive"], row["author"]) for row in rows}),
    )
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert counts == expected
    assert first.output.count(" 0 lines skipped") == second.output.count(": 0 posts imported") == len(archives)
    assert (count(Post.id), count(Thread.id), count(Member.id)) == expected
    assert count(Thread.accepted_id) == len({row["thread_id"] for row in rows if row.get("accepted")})
