"""Real archives, from a folder of *.jsonl.gz that FORUM_CORPORA names, come in whole and once.

Beside some lies the same archive as an mbox, *-converted.mbox.gz: it says the same.
"""

import gzip
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.core.db import session
from forum.imports.archived import ArchivedPost, Line
from forum.imports.files import archive_name
from forum.imports.jsonl import read_archive
from forum.imports.mailboxes import open_mailbox
from forum.imports.mbox import ListArchive
from forum.members.models import Member
from forum.threads.models import Post, Thread
from tests.factories import make_board

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


# --- the same archive as mails


@pytest.fixture
def twins() -> list[tuple[Path, Path]]:
    converted = sorted(Path(FOLDER).glob("*-converted.mbox.gz"))
    return [(path, path.with_name(path.name.replace("-converted.mbox.gz", ".jsonl.gz"))) for path in converted]


def in_threads(lines: Iterable[Line]) -> dict[str, list[ArchivedPost]]:
    """The posts by threads, in their order."""
    found: dict[str, list[ArchivedPost]] = {}
    for line in lines:
        assert line.post, line.fault
        found.setdefault(plain_id(line.post.thread_id), []).append(line.post)
    return found


def plain_id(post_id: str) -> str:
    return post_id.removeprefix("mid:").partition("@")[0]


def but_for_quoting(body: str) -> str:
    """The text without marks of quotations and without the empty lines that part them from the rest."""
    return " ".join(re.sub(r"(?m)^ {0,3}[> ]+", "", body).split())


def test_an_archive_says_as_mails_what_it_says_as_json_lines(forum, twins):
    for mailbox_path, lines_path in twins:
        with open_mailbox(mailbox_path) as mailbox:
            mails = in_threads(ListArchive(mailbox, mailbox.places(), 0).lines("Board"))
        rows = in_threads(read_archive(lines_path))

        assert mails.keys() == rows.keys()
        for thread_id, posts in rows.items():
            assert [plain_id(mail.post_id) for mail in mails[thread_id]] == [post.post_id for post in posts]
            assert {mail.thread_title for mail in mails[thread_id]} == {posts[0].thread_title}
            for mail, post in zip(mails[thread_id], posts, strict=True):
                assert (mail.author, mail.created_at, mail.is_first) == (post.author, post.created_at, post.is_first)
                assert but_for_quoting(mail.body) == but_for_quoting(post.body)


def test_every_real_mail_comes_in_once(forum, twins):
    make_board(slug="lists")
    runner, boxes = forum.test_cli_runner(), [str(mailbox_path) for mailbox_path, _lines in twins]

    first = runner.invoke(args=["imports", "mbox", *boxes, "--board", "lists"])
    counts = (count(Post.id), count(Thread.id))
    second = runner.invoke(args=["imports", "mbox", *boxes, "--board", "lists"])

    rows = rows_of([lines_path for _mailbox, lines_path in twins])
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert counts == (count(Post.id), count(Thread.id)) == (len(rows), len({row["thread_id"] for row in rows}))
    assert first.output.count(" 0 messages skipped") == second.output.count(": 0 posts imported") == len(boxes)
