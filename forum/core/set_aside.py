"""Events that could not be delivered in ten tries, and wait in the outbox for an operator."""

from sqlalchemy import select, update

from forum.core.clock import now
from forum.core.db import session, transaction, wholly
from forum.core.outbox import OutboxRow


def set_aside_rows() -> list[OutboxRow]:
    """What waits, oldest first."""
    return list(session.scalars(select(OutboxRow).where(OutboxRow.set_aside_at.is_not(None)).order_by(OutboxRow.id)))


@wholly
def retry_set_aside() -> int:
    """Let everything that was set aside be tried again from the start; answers how many rows."""
    with transaction():
        rows = update(OutboxRow).where(OutboxRow.set_aside_at.is_not(None))
        again = session.execute(rows.values(set_aside_at=None, tries=0, due_at=now()))
        return again.rowcount  # type: ignore[attr-defined]
