"""What the doctor says of a forum as a whole, and how."""

import json
import runpy
import time

import pytest
from sqlalchemy import text

from forum.core.db import db, session
from forum.core.delivery import deliver_letters
from forum.operations import doctor
from forum.operations.doctor import examine
from forum.operations.findings import Level
from tests.core.desks import queue
from tests.house.code import ROOT
from tests.operations.examining import write_post
from tests.operations.relays import Silent

ASHA = "asha@kent.example"


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
