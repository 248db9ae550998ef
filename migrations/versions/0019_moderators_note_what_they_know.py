"""Moderators keep notes about members.

Safe while the old code still runs: a table that it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "member_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_member_note_member_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["member.id"], name="fk_member_note_author_id_member", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_member_note"),
    )
    op.create_index("ix_member_note_member_id", "member_note", ["member_id"])
    op.create_index("ix_member_note_author_id", "member_note", ["author_id"])


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("member_note")
