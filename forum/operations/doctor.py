"""`flask --app wsgi doctor`: looks at everything that the forum stands on, and says of each what to do."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import contextmanager
from functools import partial

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError

from forum.core.asking import begin
from forum.operations.checks.clock import look_at_clock
from forum.operations.checks.database import UPGRADE, first_line, look_at_database, look_at_migrations
from forum.operations.checks.index import look_at_index
from forum.operations.checks.mail import look_at_mail
from forum.operations.checks.redis import look_at_redis
from forum.operations.checks.settings import look_at_address, look_at_secret, look_at_settings
from forum.operations.checks.storage import look_at_storage
from forum.operations.checks.worker import look_at_letters, look_at_outbox, look_at_worker
from forum.operations.findings import Finding, Findings, Level, fault, warning
from forum.operations.scrubbing import secrets_in, without

Check = Callable[[], Findings]
Report = dict[str, list[Finding]]

FIRST: dict[str, Check] = {
    "settings": look_at_settings,
    "secret": look_at_secret,
    "address": look_at_address,
    "storage": look_at_storage,
    "database": look_at_database,
    "redis": look_at_redis,
    "mail": look_at_mail,
    "worker": look_at_worker,
}
THEN: dict[str, Check] = {  # those that need the database
    "migrations": look_at_migrations,
    "index": look_at_index,
    "outbox": look_at_outbox,
    "letters": look_at_letters,
    "clock": look_at_clock,
}
SECONDS = 7  # for all of the first together, and for all of the others
NOT_ASKED = "Not looked at: whether the log is as it was written (flask --app wsgi log verify)."


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of findings.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Look at all that the forum stands on, and say what to do. Exit status 1 when something does not work.

    Nothing is changed and no letter is sent; no secret and nothing about members is shown.
    """
    with _quiet():
        report = examine()
    click.echo(_as_json(report) if as_json else _as_text(report))
    raise SystemExit(any(each.level == Level.FAULT for findings in report.values() for each in findings))


def examine() -> Report:
    """What each check found. The database has to be well for those that need it."""
    report = _look(FIRST)
    if any(each.level == Level.FAULT for each in report["database"]):
        report |= {name: [warning("Not looked at: first the database.")] for name in THEN}
    else:
        report |= _look(THEN)
    hidden = secrets_in(current_app.config)
    return {name: [without(hidden, each) for each in findings] for name, findings in report.items()}


def _look(checks: Mapping[str, Check]) -> Report:
    """Begin all together, so that those which hang hang at the same time."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    begun = {name: begin(partial(_within, app, check)) for name, check in checks.items()}
    wait(begun.values(), SECONDS)
    return {name: _found(answer) for name, answer in begun.items()}


def _within(app: Flask, check: Check) -> list[Finding]:
    with app.app_context():
        return list(check())


def _found(answer: Future[list[Finding]]) -> list[Finding]:
    try:
        return answer.result(0)
    except TimeoutError:
        return [fault(f"No answer in time ({SECONDS} s).", "Does it run, and can it be reached from here?")]
    except DBAPIError as said:
        return [fault(f"The database says: {first_line(said)}", f"Is it up to date? {UPGRADE}")]
    except RedisError:
        return [warning("Not looked at: first Redis.")]
    except Exception as said:
        return [fault(f"This could not be looked at: {type(said).__name__}: {said}", "Is what stands above it well?")]


@contextmanager
def _quiet() -> Iterator[None]:
    """What the checks meet is said once, by them."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _as_text(report: Report) -> str:
    lines = []
    for name, findings in report.items():
        for each in findings:
            lines.append(f"{each.level:8} {name:11} {each.says}")
            if each.advice:
                lines.append(f"{'':20} → {each.advice}")
    return "\n".join([*lines, NOT_ASKED, _summary(report)])


def _summary(report: Report) -> str:
    levels = [each.level for findings in report.values() for each in findings]
    return f"Faults: {levels.count(Level.FAULT)}, warnings: {levels.count(Level.WARNING)}."


def _as_json(report: Report) -> str:
    rows = [
        {"about": name, "level": each.level, "says": each.says, "advice": each.advice}
        for name, findings in report.items()
        for each in findings
    ]
    return json.dumps(rows, indent=2)
