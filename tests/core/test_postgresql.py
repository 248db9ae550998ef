"""How long anybody waits for PostgreSQL, and which connections are used again."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from forum.core.db import db, session
from tests.operations.conftest import open_forum
from tests.operations.relays import Relay

__all__ = ["open_forum"]

LIMITS = text(
    "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'), "
    "current_setting('idle_in_transaction_session_timeout')"
)


@pytest.fixture
def other(postgresql, open_forum):
    """A forum on PostgreSQL with one connection, whose pages may have statements of one second."""
    settings = {"FORUM_DATABASE_CONNECTIONS": "1", "FORUM_DATABASE_SECONDS": "1"}
    app = open_forum(FORUM_DATABASE_URL=postgresql, **settings)
    upgrade(directory="migrations")
    slow(app)
    return app


def slow(app: Flask) -> None:
    """Give a forum pages of which one takes long, and one that takes what is sent to it."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.add_url_rule("/slow", "slow", lambda: str(session.execute(text("SELECT pg_sleep(3)"))), methods=["GET", "POST"])
    app.add_url_rule("/limits", "limits", lambda: " ".join(session.execute(LIMITS).one()))


def visit(app: Flask, path: str, **sent: Any) -> Any:
    """The answer to a browser, in a thread as those of the web server: it has a session of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(app.test_client().open, path, **sent).result()


def test_a_page_has_limits_and_the_worker_may_take_its_time(other):
    session.remove()

    assert visit(other, "/limits").text == "1s 5s 1min"
    assert tuple(session.execute(LIMITS).one()) == ("0", "30s", "10min")
    session.remove()
    assert visit(other, "/limits").text == "1s 5s 1min"


def test_a_statement_that_takes_too_long_is_a_page_that_gives_back_what_was_typed(other):
    session.remove()

    answer = visit(other, "/slow", method="POST", data={"body": "The kettle of the second floor"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "so much to do" in answer.text
    assert "The kettle of the second floor" in answer.text
    assert answer.text.count("<h1") == 1


def test_where_all_connections_are_in_use_a_page_says_so_in_time(other):
    session.execute(LIMITS)

    began = time.monotonic()
    answer = visit(other, "/limits")

    assert answer.status_code == 503
    assert "so much to do" in answer.text
    assert time.monotonic() - began < 10
    session.remove()


def test_a_connection_that_was_closed_meanwhile_costs_nobody_a_page(other, postgresql):
    session.remove()
    assert visit(other, "/limits").status_code == 200

    with psycopg.connect(postgresql.replace("+psycopg", "")) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                       "AND pid <> pg_backend_pid()")  # fmt: skip
    time.sleep(0.2)

    assert visit(other, "/limits").status_code == 200


def test_a_server_that_says_nothing_is_given_up_and_used_again_when_it_does(postgresql, open_forum):
    with Relay(5432) as relay:
        address = postgresql.replace(":5432", f":{relay.port}")
        app = open_forum(FORUM_DATABASE_URL=address, FORUM_DATABASE_SECONDS="1")
        slow(app)
        assert visit(app, "/limits").status_code == 200

        relay.hang()
        began = time.monotonic()
        answers = [visit(app, "/limits") for _time in range(2)]
        took = time.monotonic() - began
        relay.go_on()

        assert [answer.status_code for answer in answers] == [503, 503]
        assert "cannot reach its database" in answers[0].text
        assert took < 14
        assert visit(app, "/limits").status_code == 200
        db.engine.dispose()
