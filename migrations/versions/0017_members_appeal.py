"""Members appeal against a sanction, once, and somebody else decides.

Safe while the old code still runs: a table that it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sanction_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("is_upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["sanction_id"], ["sanction.id"], name="fk_appeal_sanction_id_sanction", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name="fk_appeal_decided_by_id_member", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
        sa.UniqueConstraint("sanction_id", name="uq_appeal_sanction_id"),
    )
    op.create_index("ix_appeal_decided_by_id", "appeal", ["decided_by_id"])


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("appeal")
