"""Entries of the log say whom they concern, which case they came from and what they undo, and form a chain.

Safe while the old code still runs, but for one thing: what the old code logs carries no digest, and `log verify` says
so. The entries that are there are given theirs.
"""

import json
from datetime import UTC
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

NUMBERS = ("member_id", "case_id", "undoes_id")


def upgrade() -> None:
    """To the new shape."""
    for name in NUMBERS:
        op.add_column("log_entry", sa.Column(name, sa.Integer(), nullable=True))
        op.create_index(f"ix_log_entry_{name}", "log_entry", [name], unique=name == "undoes_id")
    op.add_column("log_entry", sa.Column("digest", sa.String(length=64), nullable=False, server_default=sa.text("''")))
    _chain(op.get_bind())


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_column("log_entry", "digest")
    for name in NUMBERS:
        op.drop_index(f"ix_log_entry_{name}", "log_entry")
        op.drop_column("log_entry", name)


LOG = sa.table(
    "log_entry",
    *(sa.column(name, sa.Integer()) for name in ("id", "actor_id", "thing_id", *NUMBERS)),
    *(sa.column(name, sa.String()) for name in ("deed", "thing", "reason", "digest")),
    *(sa.column(name, sa.JSON()) for name in ("before", "after")),
    sa.column("at", sa.DateTime(timezone=True)),
)


def _chain(connection: sa.Connection) -> None:
    closing = _open(connection)
    before = ""
    for entry in connection.execute(sa.select(LOG).order_by(LOG.c.id)).mappings().all():
        before = _digest(entry, before)
        connection.execute(sa.update(LOG).where(LOG.c.id == entry["id"]).values(digest=before))
    for statement in closing:
        connection.exec_driver_sql(statement)


def _digest(entry: Any, before: str) -> str:
    at = entry["at"].replace(tzinfo=UTC) if entry["at"].tzinfo is None else entry["at"].astimezone(UTC)
    says = {name: value for name, value in entry.items() if name not in ("id", "at", "digest")}
    says["at"] = at.isoformat(timespec="microseconds")
    return sha256(json.dumps([before, says], sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _open(connection: sa.Connection) -> list[str]:
    """Let the log be changed; answers the statements that close it again."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("ALTER TABLE log_entry DISABLE TRIGGER log_entry_keeps")
        return ["ALTER TABLE log_entry ENABLE TRIGGER log_entry_keeps"]
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log_entry'"
    triggers = connection.exec_driver_sql(asked).all()
    for name, _sql in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return [sql for _name, sql in triggers]
