"""The one append-only log, written in the deed's own transaction: who did what to what, why, before and after.

It holds numbers of rows, settings and short reasons, never the text of a post and no e-mail address. The database
itself refuses to change or delete a row (triggers, on both engines), and each row carries a digest of what it says and
of the digest of the row before: whoever gets past the database breaks the chain, and `log verify` says where.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ColumnElement, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, one_at_a_time, session

REASON_LIMIT = 500


class LogEntry(Base):
    """One thing that was done. Its numbers refer to rows by meaning only: what they name may have gone since."""

    __tablename__ = "log_entry"
    __table_args__ = (Index(None, "thing", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)  # None: the operator, at the command line
    deed: Mapped[str] = mapped_column(String(60))
    thing: Mapped[str] = mapped_column(String(40))  # the table of what it was done to
    thing_id: Mapped[int | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT), default="")
    member_id: Mapped[int | None] = mapped_column(index=True)  # whom it concerns: the author, the member themselves
    case_id: Mapped[int | None] = mapped_column(index=True)
    undoes_id: Mapped[int | None] = mapped_column(index=True, unique=True)  # the entry that this one takes back
    digest: Mapped[str] = mapped_column(String(64), server_default=text("''"))


def record(
    actor_id: int | None,
    deed: str,
    thing: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    *,
    member_id: int | None = None,
    case_id: int | None = None,
    undoes_id: int | None = None,
) -> LogEntry:
    """Write down a deed in the transaction that is open now; `thing` is the row it was done to, flushed already.

    `before` and `after` hold what JSON takes: numbers, words, switches, lists of them. Two deeds write one after the
    other: on PostgreSQL whoever writes holds the log until the transaction ends. Raises IntegrityError when what is to
    be undone was undone already.
    """
    one_at_a_time("log")
    entry = LogEntry(
        at=now(),
        actor_id=actor_id,
        deed=deed,
        thing=thing.__tablename__,
        thing_id=getattr(thing, "id", None),
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason[:REASON_LIMIT],
        member_id=member_id,
        case_id=case_id,
        undoes_id=undoes_id,
    )
    before_it = session.scalar(select(LogEntry.digest).order_by(LogEntry.id.desc()).limit(1))
    entry.digest = digest_of(entry, before_it or "")
    session.add(entry)
    session.flush()
    return entry


def digest_of(entry: Any, digest_before: str) -> str:
    """SHA-256, in hex, of the digest of the entry before and of all that the entry says, but for its number."""
    says = {name: getattr(entry, name) for name in SAYS} | {"at": entry.at.isoformat(timespec="microseconds")}
    whole = json.dumps([digest_before, says], sort_keys=True, separators=(",", ":"))
    return sha256(whole.encode()).hexdigest()


SAYS = (
    *("actor_id", "deed", "thing", "thing_id", "before", "after", "reason"),
    *("member_id", "case_id", "undoes_id"),
)


def on_days(since: date | None, until: date | None, zone: ZoneInfo) -> tuple[ColumnElement[bool], ...]:
    """Conditions for the entries of these days and all between, as days begin in that zone; `None` is no bound."""
    first = () if since is None else (LogEntry.at >= _midnight(since, zone),)
    last = () if until is None else (LogEntry.at < _midnight(until + timedelta(days=1), zone),)
    return (*first, *last)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs between two states, as it was and as it is: for `record`, which need not repeat the rest."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
