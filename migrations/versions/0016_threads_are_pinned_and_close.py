"""Threads are pinned, close by a date, say why they are locked, and know the number of their last published post.

Safe while the old code still runs: columns that it does not know, with defaults. The number of the last published post
is filled in batches of threads; what the old code publishes meanwhile counts as read until somebody posts again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

BATCH = 5_000
NUMBERED = """
UPDATE thread SET last_shown_number = coalesce(
    (SELECT max(post.number) FROM post WHERE post.thread_id = thread.id AND post.state = 'published'), 0)
WHERE thread.id > :low AND thread.id <= :high
"""


def upgrade() -> None:
    """To the new shape."""
    reason = sa.Column("lock_reason", sa.String(length=500), server_default=sa.text("''"), nullable=False)
    number = sa.Column("last_shown_number", sa.Integer(), server_default=sa.text("0"), nullable=False)
    for column in (reason, number, sa.Column("pin", sa.String(length=10), nullable=True)):
        op.add_column("thread", column)
    for name in ("closes_at", "pinned_until"):
        op.add_column("thread", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_thread_pin", "thread", ["pin"])
    _number(op.get_bind())


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_index("ix_thread_pin", "thread")
    for name in ("pinned_until", "closes_at", "pin", "last_shown_number", "lock_reason"):
        op.drop_column("thread", name)


def _number(connection: sa.Connection) -> None:
    last = connection.scalar(sa.text("SELECT max(id) FROM thread")) or 0
    for low in range(0, last, BATCH):
        connection.execute(sa.text(NUMBERED), {"low": low, "high": low + BATCH})
