"""Authors of archives whom somebody has claimed.

Safe while the old code still runs: a table that it does not know. An import by the older code would make a new
placeholder for an author who was claimed meanwhile, so let imports end first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "claimed_author",
        sa.Column("archive_key", sa.String(length=300), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_claimed_author_member_id_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("archive_key", name="pk_claimed_author"),
    )
    op.create_index("ix_claimed_author_member_id", "claimed_author", ["member_id"])


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("claimed_author")
