"""Members follow threads and boards, or mute them.

Safe while the old code still runs: tables that it does not know, and that nothing needs to fill.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """To the new shape."""
    for thing in ("board", "thread"):
        op.create_table(
            f"{thing}_follow",
            sa.Column("member_id", sa.Integer(), nullable=False),
            sa.Column(f"{thing}_id", sa.Integer(), nullable=False),
            sa.Column("level", sa.String(length=10), nullable=False),
            sa.Column("since", sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(
                ["member_id"], ["member.id"], name=f"fk_{thing}_follow_member_id_member", ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                [f"{thing}_id"], [f"{thing}.id"], name=f"fk_{thing}_follow_{thing}_id_{thing}", ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("member_id", f"{thing}_id", name=f"pk_{thing}_follow"),
        )
        op.create_index(f"ix_{thing}_follow_{thing}_id", f"{thing}_follow", [f"{thing}_id"])


def downgrade() -> None:
    """Back to the old shape."""
    for thing in ("thread", "board"):
        op.drop_table(f"{thing}_follow")
