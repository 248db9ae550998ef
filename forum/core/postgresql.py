"""Connections to PostgreSQL: how long anybody waits, what a page may cost, and which ones are not to be used again.

A page waits a few seconds for a connection, for a lock and for an answer, so that a server which is away or hangs costs
the people an error page and not their patience. The worker and the commands may take their time over a statement.
"""

import select
from dataclasses import dataclass
from typing import Any

import psycopg
from flask import has_request_context
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

SET_SECONDS = 3  # for the server to take the limits
LOCK_SECONDS = 5  # a deed that waits longer for another one is given up
ANSWER_SECONDS = 5  # more than the longest statement of a page: then the server itself hangs
IDLE_SECONDS = 60  # a transaction in which nothing is asked holds its locks no longer
WORK_LOCK_SECONDS, WORK_IDLE_SECONDS = 30, 600


@dataclass(frozen=True)
class Limits:
    """What the server is told of a connection, in seconds; nought is no limit."""

    statement: int
    lock: int
    idle: int


class Connection(psycopg.Connection[Any]):
    """A connection that waits for an answer no longer than `patience`, and is closed then."""

    limits: Limits | None = None
    patience: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server, as psycopg does. Raises OperationalError when it says nothing for too long."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError as fault:
            if fault.sqlstate is None:  # not the server's word: nobody knows what it would say next
                self.pgconn.finish()
            raise


def prepare_postgresql(engine: Engine, page_seconds: int) -> None:
    """Have the connections of an engine keep to the limits of those who use them."""
    for_pages = Limits(page_seconds, LOCK_SECONDS, IDLE_SECONDS)
    for_work = Limits(0, WORK_LOCK_SECONDS, WORK_IDLE_SECONDS)

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, arguments: Any, named: Any) -> Connection:
        return Connection.connect(*arguments, **named)

    @event.listens_for(engine, "checkout")
    def _take(connection: Connection, _record: Any, _proxy: Any) -> None:
        limits = for_pages if has_request_context() else for_work
        if limits == connection.limits and not _has_ended(connection):
            return
        try:
            _set(connection, limits)
        except psycopg.OperationalError as fault:
            raise DisconnectionError("The connection had ended") from fault  # the pool takes another


def _has_ended(connection: Connection) -> bool:
    """Whether an idle connection has something to say: mostly that it was closed. This asks our own machine only."""
    if connection.info.transaction_status != TransactionStatus.IDLE:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _set(connection: Connection, limits: Limits) -> None:
    connection.patience = SET_SECONDS
    connection.execute(
        f"SET statement_timeout = '{limits.statement}s'; SET lock_timeout = '{limits.lock}s'; "
        f"SET idle_in_transaction_session_timeout = '{limits.idle}s'; COMMIT"
    )
    connection.limits = limits
    connection.patience = limits.statement + ANSWER_SECONDS if limits.statement else None
