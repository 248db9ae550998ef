"""What a load balancer is told: whether the process lives, and whether it can answer pages."""

import logging
import threading
import time

import pytest
from flask_migrate import upgrade
from werkzeug.test import Client

from forum.core.db import db
from forum.operations import health
from forum.operations.health import Health
from forum.search.handlers import build_index
from tests.operations.relays import Relay, Silent
from tests.statements import count_queries

READY = "/health/ready"


@pytest.fixture
def ask(forum, folder):
    """Ask as a balancer does, of a forum that nobody asked before; answers status and word."""
    return asking(forum)


def asking(app):
    client = Client(Health(app))

    def ask(path=READY):
        answer = client.get(path, headers={"Host": "10.1.2.3:8000"})
        return answer.status_code, answer.text.strip()

    return ask


def test_only_two_addresses_stand_before_the_forum(app):
    assert set(app.wsgi_app._words) == {"/health/live", "/health/ready"}


@pytest.mark.parametrize("path", ["/health/live", READY])
def test_an_answer_is_a_word_that_nobody_keeps_and_sets_no_cookie(forum, path):
    answer = Client(forum.wsgi_app).get(path, headers={"Host": "10.1.2.3:8000"})

    assert set(answer.headers.keys()) == {"Content-Type", "Content-Length", "Cache-Control", "X-Content-Type-Options"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "text/plain"
    assert len(answer.text) < 12


@pytest.mark.parametrize("path", ["/health/live", READY])
def test_a_question_may_be_asked_by_its_head_and_nothing_may_be_sent(forum, path):
    client = Client(forum.wsgi_app)

    assert client.head(path).text == ""
    assert client.post(path, data={"x": "y"}).status_code == 405
    assert client.post(path).headers["Allow"] == "GET, HEAD"


def test_whether_the_process_lives_is_asked_of_nothing_else(ask):
    with count_queries() as statements:
        assert ask("/health/live") == (200, "live")

    assert statements == []


def test_a_forum_with_all_that_it_needs_is_ready(ask):
    build_index()

    assert ask() == (200, "ready")


def test_without_a_search_index_pages_are_answered_so_it_is_ready(ask):
    assert ask() == (200, "degraded")


def test_without_redis_pages_are_answered_so_it_is_ready(open_forum):
    app = open_forum(FORUM_REDIS_URL="redis://127.0.0.1:1/0")
    upgrade(directory="migrations")
    build_index()

    assert asking(app)() == (200, "degraded")
    assert app.test_client().get("/").status_code == 200


def test_a_redis_that_hangs_is_told_within_a_few_seconds(open_forum):
    with Silent() as one:
        app = open_forum(FORUM_REDIS_URL=f"redis://127.0.0.1:{one.port}/0")
        upgrade(directory="migrations")
        build_index()
        ask = asking(app)
        began = time.monotonic()

        assert ask() == (200, "degraded")
        assert time.monotonic() - began < 2.5 * health.SECONDS  # a machine with much to do takes longer


def test_a_database_without_tables_is_not_ready(open_forum):
    assert asking(open_forum())() == (503, "not ready")


def test_a_database_that_is_behind_is_not_ready_and_one_that_is_ahead_is(open_forum):
    app = open_forum()
    upgrade(directory="migrations", revision="0022")
    behind = asking(app)()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    assert behind == (503, "not ready")
    assert asking(app)() == (200, "degraded")


def test_a_database_that_is_away_is_not_ready(open_forum):
    app = open_forum(FORUM_DATABASE_URL="postgresql+psycopg://us:hunter2@127.0.0.1:1/forum")

    assert asking(app)() == (503, "not ready")


def test_a_database_that_hangs_is_told_within_two_seconds_and_so_is_that_it_goes_on(
    postgresql, open_forum, monkeypatch
):
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.05)
    with Relay(5432) as relay:
        other = open_forum(FORUM_DATABASE_URL=postgresql.replace(":5432", f":{relay.port}"))
        upgrade(directory="migrations")
        ask = asking(other)
        before = ask()

        relay.hang()
        took = []
        for _time in range(2):
            time.sleep(health.KEPT_SECONDS)
            began = time.monotonic()
            assert ask() == (503, "not ready")
            took.append(time.monotonic() - began)
        hanging = [thread for thread in threading.enumerate() if "(work)" in thread.name]  # of `core/asking.py`
        relay.go_on()
        time.sleep(health.KEPT_SECONDS)

        assert before == (200, "degraded")
        assert max(took) < 2
        assert len(hanging) <= 2  # the database and the index in it are asked by one thread each, however often
        assert ask() == (200, "degraded")


def test_many_who_ask_at_once_cost_what_one_does(ask, forum):
    with count_queries() as statements:
        assert {ask() for _time in range(20)} == {(200, "degraded")}

    assert len(statements) <= 2


def test_the_log_says_what_is_wrong_once(open_forum, caplog, monkeypatch):
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.05)
    ask = asking(open_forum())

    with caplog.at_level(logging.INFO, "forum.operations.health"):
        ask()
        time.sleep(health.KEPT_SECONDS)
        ask()

    said = [record.message for record in caplog.records if record.name == "forum.operations.health"]
    assert len(said) == 1
    assert said[0].startswith("not ready: {'database': 'NotWell: at migration none, not 00")
