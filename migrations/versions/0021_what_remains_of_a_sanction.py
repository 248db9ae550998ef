"""What remains of a silence or suspension outlives a closed account, for its own length.

Safe while the old code still runs: a table that it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "remaining_sanction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_remaining_sanction"),
    )
    for name in ("digest", "until", "entry_id"):
        op.create_index(f"ix_remaining_sanction_{name}", "remaining_sanction", [name])


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("remaining_sanction")
