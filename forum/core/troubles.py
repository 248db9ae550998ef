"""What a database says when it cannot do its work now: that it is away, or that it has too much to do."""

from sqlite3 import SQLITE_BUSY

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from forum.core.errors import ForumError
from forum.core.words import lazy

AWAY = lazy(
    "The forum cannot reach its database. Nothing that was taken before is lost, and you stay signed in. "
    "Try again in a minute. If you were sending something, look first whether it is there."
)
BUSY = lazy(
    "The forum has so much to do that this took too long and was given up. Nothing was changed. Try again in a minute."
)
GIVEN_UP = ("40P01", "40001")  # PostgreSQL: deadlock detected, could not serialize; the other one went on
LATE = ("57014", "55P03", "53300", *GIVEN_UP)  # a statement or a lock took too long; there are too many connections
UNREACHABLE = ("57P", "08", "25P03")  # it ends or begins; the connection was lost; the transaction was idle too long


class Unavailable(ForumError):
    """What the forum needs does not work at the moment; it may again after `retry_after` seconds."""

    status = 503
    retry_after = 10


def trouble_of(fault: SQLAlchemyError) -> Unavailable | None:
    """What people are told of it, where the database is away or busy; None where the fault is our own."""
    if isinstance(fault, NoConnection):
        return Unavailable(BUSY)
    if not isinstance(fault, DBAPIError):
        return None
    if getattr(fault.orig, "sqlite_errorcode", None) == SQLITE_BUSY:
        return Unavailable(BUSY)
    said = getattr(fault.orig, "sqlstate", "")
    if said in LATE:
        return Unavailable(BUSY)
    return Unavailable(AWAY) if is_away(fault) else None


def is_away(fault: DBAPIError) -> bool:
    """Whether the database cannot be reached: no other question would be answered at this moment."""
    said = getattr(fault.orig, "sqlstate", "")
    no_answer = said is None and isinstance(fault, OperationalError)  # not the server's word, for there was none
    return fault.connection_invalidated or (said or "").startswith(UNREACHABLE) or no_answer
