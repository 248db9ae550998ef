"""What the doctor says of the database, Redis and the mail server, and of such as are not well."""

from functools import partial

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from forum.core import smtp
from forum.core.db import db, session
from forum.operations.checks import mail as mail_check
from forum.operations.findings import Level
from tests.core.desks import free_port
from tests.operations.examining import close, found, set_to
from tests.operations.relays import Silent
from tests.servers import ON_POSTGRESQL


def test_a_database_says_what_it_is(sound):
    said = found("database", Level.OK)

    assert said.startswith("PostgreSQL " if ON_POSTGRESQL else "SQLite 3.")
    assert "It can be written to." in said


def test_settings_with_which_posts_may_be_lost_are_a_warning(sound):
    assert "a power cut may take posts with it" in found("database", Level.WARNING)  # as the tests are set


def test_a_database_file_that_is_not_there_is_not_made(open_forum, tmp_path):
    open_forum()

    assert "There is no database at" in found("database", Level.FAULT)
    assert "flask --app wsgi db upgrade" in found("database", Level.FAULT)
    assert not (tmp_path / "data" / "forum.sqlite").exists()


def test_a_file_that_is_no_database_is_said(open_forum, tmp_path):
    open_forum()
    (tmp_path / "data" / "forum.sqlite").write_text("This is a recipe. " * 500)

    assert "It does not answer: file is not a database" in found("database", Level.FAULT)


def test_a_database_file_that_nobody_may_write_is_said(open_forum, tmp_path):
    open_forum()
    upgrade(directory="migrations")
    db.engine.dispose()
    close(tmp_path / "data" / "forum.sqlite", 0o400)

    assert "It cannot be written to" in found("database", Level.FAULT)


@pytest.mark.parametrize(("each", "level"), [("10", Level.OK), ("5000", Level.WARNING)])
def test_whether_the_server_has_the_connections_that_all_processes_may_open(
    postgresql, open_forum, monkeypatch, each, level
):
    monkeypatch.setenv("WORKERS", "4")
    open_forum(FORUM_DATABASE_URL=postgresql, FORUM_DATABASE_CONNECTIONS=each)

    assert f"5 processes (WORKERS and the worker) with {each} connections each" in found("database", level)


def test_a_copy_that_only_reads_is_said(postgresql, open_forum):
    options = "?options=-c%20default_transaction_read_only%3Don"
    open_forum(FORUM_DATABASE_URL=postgresql)
    upgrade(directory="migrations")
    open_forum(FORUM_DATABASE_URL=f"{postgresql}{options}")

    assert "It cannot be written to: cannot execute INSERT in a read-only transaction" in found("database", Level.FAULT)


@pytest.mark.parametrize(
    ("revision", "level", "said", "advice"),
    [
        ("0001", Level.FAULT, "The database is at 0001, this code wants", "flask --app wsgi db upgrade"),
        ("0022", Level.FAULT, "The database is at 0022, this code wants", "flask --app wsgi db upgrade"),
        ("9999", Level.WARNING, "The database is at 9999, this code ends at", "Run the code that has migration 9999"),
        ("", Level.FAULT, "The database is empty", "flask --app wsgi db upgrade"),
    ],
)
def test_how_the_database_stands_to_the_migrations(sound, revision, level, said, advice):
    [before] = session.execute(text("SELECT version_num FROM alembic_version")).one()
    session.rollback()
    say = partial(_say_revision, before=before)
    say(revision)
    try:
        heard = found("migrations", level)
    finally:
        say(before)

    assert said in heard
    assert advice in heard
    assert found("migrations") == f"At {before}, the newest. -> "


def _say_revision(revision, before):
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision:
            connection.execute(text("INSERT INTO alembic_version VALUES (:one)"), {"one": revision})


def test_a_database_without_tables_has_no_stack_trace(open_forum):
    app = open_forum()
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE kettle (id INTEGER)"))

    done = app.test_cli_runner().invoke(args=["doctor"])

    assert done.exit_code == 1
    assert "The database is empty." in done.output
    assert "no such table: outbox" in done.output
    assert "Traceback" not in done.output


def test_without_redis_it_is_said_what_that_means(sound):
    assert found("redis").startswith("None is set")


def test_a_redis_that_is_there_is_written_to(sound, redis_url, monkeypatch):
    set_to(monkeypatch, sound, FORUM_REDIS_URL=redis_url)

    assert found("redis", Level.FAULT) == ""
    assert "It can be written to." in found("redis")


def test_a_redis_that_is_not_there_is_a_fault(sound, monkeypatch):
    set_to(monkeypatch, sound, FORUM_REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")

    assert "it does not answer: " in found("redis", Level.FAULT)
    assert "FORUM_REDIS_URL" in found("redis", Level.FAULT)


def test_a_mail_server_that_lets_us_in_gets_no_letter(sound, desk, monkeypatch):
    set_to(monkeypatch, sound, FORUM_MAIL_URL=f"smtp://127.0.0.1:{desk.port}")

    assert found("mail", Level.OK).startswith("The mail server let us in.")
    assert "in the clear" in found("mail", Level.WARNING)
    assert (desk.taken, desk.asked, desk.seen) == ([], [], [])


def test_a_mail_server_that_is_away_is_a_fault(sound, monkeypatch):
    set_to(monkeypatch, sound, FORUM_MAIL_URL=f"smtp://127.0.0.1:{free_port()}")

    assert "does not let us in: ConnectionRefusedError" in found("mail", Level.FAULT)


@pytest.mark.parametrize("rest", ["?starttls=yes", ""])
def test_a_mail_server_that_cannot_do_what_is_asked_is_a_fault(sound, desk, monkeypatch, rest):
    set_to(monkeypatch, sound, FORUM_MAIL_URL=f"smtp://us:hunter2@127.0.0.1:{desk.port}{rest}")

    assert "extension not supported by server" in found("mail", Level.FAULT)


def test_a_mail_server_that_hangs_is_not_waited_for(sound, monkeypatch):
    monkeypatch.setattr(mail_check, "STEP_SECONDS", 0.3)
    assert smtp.STEP_SECONDS > 10
    with Silent() as one:
        set_to(monkeypatch, sound, FORUM_MAIL_URL=f"smtp://127.0.0.1:{one.port}")

        assert "timed out" in found("mail", Level.FAULT)


def test_development_says_that_no_mail_is_sent(sound):
    assert "none is sent" in found("mail", Level.WARNING)
