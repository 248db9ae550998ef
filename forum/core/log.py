"""The one append-only log, written in the deed's own transaction: who did what to what, why, before and after.

It holds numbers of rows, settings and short reasons, never the text of a post and no e-mail address. The database
itself refuses to change or delete a row (triggers, on both engines).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, session

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


def record(
    actor_id: int | None,
    deed: str,
    thing: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write down a deed in the transaction that is open now; `thing` is the row it was done to, flushed already.

    `before` and `after` hold what JSON takes: numbers, words, switches, lists of them.
    """
    session.add(
        LogEntry(
            actor_id=actor_id,
            deed=deed,
            thing=thing.__tablename__,
            thing_id=getattr(thing, "id", None),
            before=dict(before or {}),
            after=dict(after or {}),
            reason=reason[:REASON_LIMIT],
        )
    )


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs between two states, as it was and as it is: for `record`, which need not repeat the rest."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
