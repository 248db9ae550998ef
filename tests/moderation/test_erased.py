"""What is gone for good is in no file: not in the database, not in its journal, not in the search index."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from forum.accounts.closing import close_own_account
from forum.core.db import db, session
from forum.core.journal import tidy_journal
from forum.core.outbox import OutboxRow, deliver_pending
from forum.moderation.both import Both
from forum.moderation.merging import merge_threads
from forum.moderation.redacting import redact_post, redaction_of
from forum.moderation.splitting import split_into_new
from forum.search import whoosh_index, whoosh_schema
from forum.search.handlers import build_index
from forum.threads.actions import delete_post, edit_post
from forum.threads.models import Post
from forum.threads.prose import prose
from tests.accounts.door import make_account
from tests.factories import make_post, make_thread
from tests.moderation.people import busy_board, make_moderator

WORD, FORMS = "zirconiumkanary", b"zirconiumkanar"  # a word, and how its forms begin
SAID = f"Ask {WORD} about the kettle, please."
LONG = f"{SAID} {'Many words follow. ' * 600}"  # so many that SQLite keeps them on pages of their own
WHY = "It holds personal data of somebody."


def rows_of_index() -> list[str]:
    """The tables of an index in the database of which a row holds the word: there, that is what gone means."""
    if db.engine.dialect.name != "postgresql":
        return []
    with db.engine.connect() as connection:
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'search_index' AND tablename LIKE 'entry%%'"
        names = list(connection.scalars(text(asked)))
        like = f"%{FORMS.decode()}%"
        holds = "SELECT EXISTS (SELECT FROM search_index.{} e WHERE e.text::text LIKE :like)"
        return [name for name in names if connection.scalar(text(holds.format(name)), {"like": like})]


@pytest.fixture
def files(forum: Flask, folder: Path, worker_sleeps: None):
    """Asks which files of the forum, the index among them, hold the word."""

    def with_word() -> list[str]:
        there = [*Path(forum.config["FORUM_DATA_DIR"]).rglob("*"), *folder.rglob("*")]
        return [file.name for file in there if file.is_file() and FORMS in file.read_bytes().lower()] + rows_of_index()

    tidy_journal()  # of what other tests wrote
    assert with_word() == []
    return with_word


@pytest.fixture(params=[SAID, LONG], ids=["short", "long"])
def post(request, files) -> Post:
    """A post that was edited, published and found, between others."""
    thread = make_thread(board=busy_board())
    for _number in range(5):
        make_post(thread)
    post = make_post(thread, make_account(), body=request.param)
    edit_post(post.author, post, prose(f"{request.param} Or was it {WORD.title()}?"), "", None, 0)
    build_index()
    return post


def redact(post: Post) -> None:
    left = post.body.replace(f"{WORD} ", "").replace(f"Or was it {WORD.title()}?", "")
    redact_post(make_moderator(), post, redaction_of(post, left, None), WHY)


def close(post: Post) -> None:
    close_own_account(post.author, post.author, post.author.password_hash, False)


def delete(post: Post) -> None:
    delete_post(post.author, post)


@pytest.mark.parametrize("deed", [redact, delete, close])
def test_the_words_of_a_post_are_in_no_file_when_the_worker_has_done_its_work(deed, post, files):
    names = files()
    assert any("trm" in name or "entry" in name for name in names)
    assert db.engine.dialect.name != "sqlite" or any("sqlite" in name for name in names)

    deed(post)
    deliver_pending()

    assert files() == []
    assert session.scalars(select(OutboxRow)).all() == []


def test_neither_are_those_of_a_title_though_posts_stand_elsewhere_by_now(files, monkeypatch):
    for module in (whoosh_index, whoosh_schema):
        monkeypatch.setattr(module, "MERGE_LIMIT", 4)  # so that not all of them are in one segment
    board, moderator = busy_board(), make_moderator()
    thread, goes = make_thread(board=board, title=SAID, body=SAID), make_thread(board=board, title=SAID)
    moved = [make_post(one) for one in (goes, thread) for _number in range(5)][-1]
    build_index()
    split_into_new(moderator, thread, [moved.id], "About kettles", board, WHY)
    merge_threads(moderator, Both(thread, goes), WHY)
    deliver_pending()
    first = session.scalars(select(Post).where(Post.thread_id == thread.id, Post.number == 1)).one()
    left = SAID.replace(f"{WORD} ", "")
    assert any("trm" in name or "entry" in name for name in files())

    redact_post(moderator, first, redaction_of(first, left, left), WHY)
    deliver_pending()

    assert files() == []
