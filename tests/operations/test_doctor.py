"""What the doctor says of a forum, and of one to which something real has happened."""

import json
import os
import runpy
import time
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask_migrate import upgrade
from sqlalchemy import text, update

from forum.config import DEVELOPMENT_SECRET
from forum.core import smtp
from forum.core.clock import at, now
from forum.core.db import db, session, transaction
from forum.core.delivery import deliver_letters
from forum.core.jobs import note_beginning
from forum.core.log import record
from forum.core.outbox import OutboxRow, deliver_pending
from forum.operations import doctor
from forum.operations.checks import mail as mail_check
from forum.operations.doctor import examine
from forum.operations.findings import Level
from forum.search.handlers import build_index
from forum.threads import actions
from forum.threads.prose import prose
from tests.core.desks import free_port, queue
from tests.factories import make_board, make_member
from tests.house.code import ROOT
from tests.operations.relays import Silent
from tests.servers import ON_POSTGRESQL

ASHA = "asha@kent.example"


@pytest.fixture
def sound(forum, folder):
    """A forum with an index, whose worker has just begun something."""
    build_index()
    work(forum)
    yield forum
    for what in ("minute", "mail"):
        forum.extensions["forum.queue"].get(f"last-begun-{what}")


def work(app, *kinds):
    """The worker of an app begins what it does each minute."""
    for what in kinds or ("minute", "mail"):
        note_beginning(app.extensions["forum.queue"], what)


def found(about, level=None):
    """What the doctor says of one noun now, worst or chosen level alone, as one text."""
    return "\n".join(
        f"{each.says} -> {each.advice}" for each in examine()[about] if level is None or each.level == level
    )


def write_post(words="In yellow."):
    """A member starts a thread, and whoever listens is told."""
    return actions.start_thread(make_member(verified=True), make_board(), "Who paints the kerbs?", prose(words))


def close(path, mode):
    """Let nobody write there. The superuser may all the same, so there is nothing to be tried."""
    path.chmod(mode)
    if os.access(path, os.W_OK):
        pytest.skip("This account may write everywhere")


def set_to(monkeypatch, app, **settings):
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)


# --- the command -----------------------------------------------------------------------------------------------------


def test_a_sound_forum_has_no_fault_and_exit_status_0(sound):
    done = sound.test_cli_runner().invoke(args=["doctor"])

    assert done.exit_code == 0, done.output
    assert "Faults: 0, " in done.output
    for name in (*doctor.FIRST, *doctor.THEN):
        assert f" {name} " in done.output
    assert "log verify" in done.output


def test_a_fault_has_what_to_do_and_exit_status_1(forum, folder):
    done = forum.test_cli_runner().invoke(args=["doctor"])

    assert done.exit_code == 1
    assert "fault    index" in done.output
    assert "→ A worker builds it within a minute; or: flask --app wsgi search rebuild" in done.output


def test_programs_read_json(sound):
    done = sound.test_cli_runner().invoke(args=["doctor", "--json"])

    rows = json.loads(done.output)
    assert {row["about"] for row in rows} == {*doctor.FIRST, *doctor.THEN}
    assert {row["level"] for row in rows} <= {"ok", "warning", "fault"}
    assert [row for row in rows if row["level"] == "fault" and not row["advice"]] == []


def test_nothing_is_changed(sound):
    tables = {table.name for table in db.metadata.sorted_tables}
    before = {name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in tables}
    session.rollback()

    examine()

    assert {name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in tables} == before


@pytest.mark.apart
def test_settings_that_are_refused_are_said_in_a_sentence_before_any_command_begins(monkeypatch):
    monkeypatch.setenv("FORUM_REDIS_URL", "redis://:hunt/er2@127.0.0.1/0")

    with pytest.raises(SystemExit) as said:
        runpy.run_path(str(ROOT / "wsgi.py"))

    assert str(said.value).startswith("The forum does not start: FORUM_REDIS_URL cannot be read as an address. ")
    assert "hunt" not in str(said.value)


def test_no_secret_is_shown_whatever_is_away(open_forum):
    secret = "hunter2-kettle-%40-spoon"
    app = open_forum(
        FORUM_SECRET_KEY=f"key-{secret}",
        FORUM_DATABASE_URL=f"postgresql+psycopg://us:{secret}@127.0.0.1:1/forum?password={secret}",
        FORUM_REDIS_URL=f"redis://us:{secret}@127.0.0.1:1/0",
        FORUM_MAIL_URL=f"smtp://us:{secret}@127.0.0.1:1",
    )

    said = app.test_cli_runner().invoke(args=["doctor"]).output

    assert [line.split()[1] for line in said.splitlines() if line.startswith("fault")] == [
        *("database", "redis", "mail", "worker")
    ]
    assert "hunter2" not in said
    assert "spoon" not in said


def test_nothing_of_members_is_shown(sound, desk, kettle_mail):
    desk.at_recipient[ASHA] = f"550 5.1.1 <{ASHA}> No such mailbox"
    queue("asha")
    deliver_letters()
    write_post("The kettle of the minister")

    said = sound.test_cli_runner().invoke(args=["doctor"]).output

    assert "Letters that were not sent (refused, given up, unsure): 1" in said
    assert "asha" not in said
    assert "kettle" not in said


def test_where_everything_hangs_it_still_ends(open_forum, monkeypatch):
    monkeypatch.setattr(doctor, "SECONDS", 1)
    with Silent() as one:
        open_forum(
            FORUM_DATABASE_URL=f"postgresql+psycopg://us@127.0.0.1:{one.port}/forum",
            FORUM_REDIS_URL=f"redis://127.0.0.1:{one.port}/0",
            FORUM_MAIL_URL=f"smtp://127.0.0.1:{one.port}",
        )
        began = time.monotonic()
        report = examine()

    assert time.monotonic() - began < 3
    for name in ("database", "redis", "mail"):
        assert report[name][0].level == Level.FAULT
        assert report[name][0].says == "No answer in time (1 s)."
    assert report["outbox"][0].says == "Not looked at: first the database."


# --- the database ----------------------------------------------------------------------------------------------------


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


# --- Redis -----------------------------------------------------------------------------------------------------------


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


# --- mail ------------------------------------------------------------------------------------------------------------


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


# --- the index -------------------------------------------------------------------------------------------------------


def test_the_index_is_compared_with_the_posts(sound):
    write_post()
    deliver_pending()

    assert found("index") == "Posts in it: 1, in the database: 1. Changes on their way: 0. -> "


@pytest.mark.usefixtures("worker_sleeps")
def test_an_index_that_is_behind_says_since_when(sound):
    with at(now() - timedelta(hours=3)):
        write_post()

    assert ", the oldest for 3 h" in found("index", Level.WARNING)
    assert "worker run" in found("index", Level.WARNING)


@pytest.mark.usefixtures("worker_sleeps")
def test_an_index_that_lacks_a_post_for_which_nothing_waits_is_rebuilt(sound):
    write_post()
    with db.engine.begin() as connection:
        connection.execute(OutboxRow.__table__.delete())

    assert "Posts in it: 0, in the database: 1, and nothing is on its way" in found("index", Level.WARNING)
    assert "search rebuild" in found("index", Level.WARNING)


@pytest.mark.parametrize("kind", ["*.toc", "*.post.col", "*.created.col"])
def test_a_damaged_index_is_rebuilt(sound, folder, kind, capfd):
    write_post()
    deliver_pending()
    [damaged, *_] = folder.rglob(kind)
    damaged.write_bytes(b"This is a recipe.")
    sound.extensions["forum.index"] = type(sound.extensions["forum.index"])(folder)  # as in a new process

    assert "Search does not work: the search index is damaged" in found("index", Level.FAULT)
    assert "search rebuild" in found("index", Level.FAULT)


# --- the worker, and what waits for it -------------------------------------------------------------------------------


def test_a_worker_that_never_was_is_a_fault(forum, folder):
    for what in ("minute", "mail"):
        forum.extensions["forum.queue"].get(f"last-begun-{what}")

    assert "None has been at work yet" in found("worker", Level.FAULT)
    assert "worker run" in found("worker", Level.FAULT)


def test_a_worker_that_has_gone_is_a_fault(sound):
    for what in ("minute", "mail"):
        sound.extensions["forum.queue"].put(f"last-begun-{what}", datetime(2026, 1, 2, 3, 4, tzinfo=UTC))

    assert "None has been at work since 2026-01-02 03:04 UTC" in found("worker", Level.FAULT)


def test_a_worker_that_does_not_come_to_an_end_is_a_warning(sound):
    sound.extensions["forum.queue"].put("last-begun-mail", now() - timedelta(minutes=20))

    assert found("worker", Level.FAULT) == ""
    assert "It is at one piece of work (mail) since" in found("worker", Level.WARNING)


def test_whatever_the_worker_does_it_writes_down_that_it_began(forum):
    queue = forum.extensions["forum.queue"]
    queue.get("last-begun-minute")

    write_post()  # which wakes the worker

    assert queue.get("last-begun-minute", peek=True) is not None


@pytest.mark.usefixtures("worker_sleeps")
def test_events_that_were_set_aside_are_counted(sound):
    write_post()
    with transaction():
        session.execute(update(OutboxRow).values(set_aside_at=now() - timedelta(days=3), tries=10))

    assert ", the first 3 days ago" in found("outbox", Level.FAULT)
    assert "outbox retry" in found("outbox", Level.FAULT)


def test_letters_that_were_not_sent_are_counted(sound, desk, kettle_mail):
    desk.at_recipient[ASHA] = "550 No such mailbox"
    queue("asha", "ben")
    deliver_letters()

    assert "Letters that were not sent (refused, given up, unsure): 1, the first" in found("letters", Level.WARNING)
    assert "mail retry" in found("letters", Level.WARNING)


def test_letters_that_wait_too_long_are_counted(sound, kettle_mail):
    with at(now() - timedelta(hours=5)):
        queue("asha", "ben")

    assert "Letters that are due: 2, the oldest for 5 h" in found("letters", Level.WARNING)


# --- the machine and the settings ------------------------------------------------------------------------------------


def test_a_folder_that_everybody_can_look_into_is_a_warning(sound, tmp_path, monkeypatch):
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    set_to(monkeypatch, sound, FORUM_DATA_DIR=tmp_path / "open")

    assert f"chmod o= {tmp_path / 'open'}" in found("storage", Level.WARNING)


def test_a_folder_that_the_forum_makes_is_for_it_alone(open_forum, tmp_path):
    open_forum()

    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_gone_is_a_fault(sound, tmp_path, monkeypatch):
    set_to(monkeypatch, sound, FORUM_DATA_DIR=tmp_path / "gone")

    assert "takes no files: No such file or directory" in found("storage", Level.FAULT)


def test_a_folder_that_takes_no_files_is_a_fault(sound, tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    close(tmp_path / "closed", 0o500)
    set_to(monkeypatch, sound, FORUM_DATA_DIR=tmp_path / "closed")

    assert "takes no files: Permission denied" in found("storage", Level.FAULT)


def test_a_log_from_the_future_is_a_warning(sound):
    board = make_board()
    with at(now() + timedelta(hours=3)), transaction():
        record(None, "boards.change", board)

    assert "The last entry of the log is 3 h in the future" in found("clock", Level.WARNING)


def test_it_says_what_the_clock_is_compared_with(sound, redis_url, monkeypatch):
    set_to(monkeypatch, sound, FORUM_REDIS_URL=redis_url)

    compared = "the last entry of the log, the database, Redis" if ON_POSTGRESQL else "the last entry of the log, Redis"
    assert f"compared with {compared}." in found("clock", Level.OK)


def test_a_name_that_is_misspelt_is_a_warning(sound, monkeypatch):
    monkeypatch.setenv("FORUM_BASEURL", "https://hunter2.example")

    assert "FORUM_BASEURL is set, and is no setting" in found("settings", Level.WARNING)
    assert "hunter2" not in found("settings")


@pytest.mark.parametrize("secret", [DEVELOPMENT_SECRET, "short", "abcabcab" * 8])
def test_a_secret_that_can_be_guessed_is_a_warning(sound, monkeypatch, secret):
    set_to(monkeypatch, sound, FORUM_SECRET_KEY=secret)

    assert "token_urlsafe" in found("secret", Level.WARNING)
    assert found("secret", Level.OK) == ""


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://forum.kent.example/forum", "more than a host"),
        ("https://10.0.0.7", "other people's machines may not know"),
        ("https://forum", "other people's machines may not know"),
    ],
)
def test_an_address_to_which_links_do_not_lead_is_a_warning(sound, monkeypatch, url, said):
    set_to(monkeypatch, sound, FORUM_BASE_URL=url, FORUM_MODE="production")

    assert said in found("address", Level.WARNING)


@pytest.mark.parametrize(("proxies", "level"), [(0, Level.WARNING), (1, Level.OK), (2, Level.OK), (9, Level.WARNING)])
def test_the_number_of_proxies_has_to_be_plausible_in_production(sound, monkeypatch, proxies, level):
    set_to(monkeypatch, sound, FORUM_PROXIES=proxies, FORUM_MODE="production", FORUM_BASE_URL="https://kent.example")

    assert ("proxies" if proxies != 0 else "No proxy") in found("address", level).replace("Proxies", "proxies")
