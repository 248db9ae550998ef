"""Sanctions have a record, and a member's row names the warning that waits to be read.

Safe while the old code still runs: a table and a column that it does not know. Members who are silenced or suspended
at this moment get a row for it, without a reason, so that it can be ended early.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """To the new shape."""
    op.add_column("member", sa.Column("warning_id", sa.Integer(), nullable=True))
    op.create_table(
        "sanction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_sanction_member_id_member", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["member.id"], name="fk_sanction_given_by_id_member", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sanction"),
        sa.UniqueConstraint("entry_id", name="uq_sanction_entry_id"),
    )
    op.create_index("ix_sanction_member_id_given_at", "sanction", ["member_id", "given_at"])
    op.create_index("ix_sanction_given_by_id", "sanction", ["given_by_id"])
    for kind, column in (("silence", "silenced_until"), ("suspension", "suspended_until")):
        op.execute(
            "INSERT INTO sanction (member_id, kind, reason, given_at, until) "  # noqa: S608 our own two words
            f"SELECT id, '{kind}', '', CURRENT_TIMESTAMP, {column} FROM member WHERE {column} > CURRENT_TIMESTAMP"
        )


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("sanction")
    op.drop_column("member", "warning_id")
