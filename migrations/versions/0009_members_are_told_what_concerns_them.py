"""Notices, what of them comes by mail, and how far digests have come.

Safe while the old code still runs: tables that it does not know, and that nothing needs to fill.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_notice_member_id_member", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_notice_board_id_board", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name="fk_notice_actor_id_member", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("member_id", "kind", "word", "about_id", name="uq_notice_member_id_kind_word_about_id"),
    )
    op.create_index("ix_notice_member_id_read_at", "notice", ["member_id", "read_at"])
    for column in ("board_id", "actor_id", "read_at"):
        op.create_index(f"ix_notice_{column}", "notice", [column])
    op.create_table(
        "notice_preference",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("cadence", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_notice_preference_member_id_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "kind", name="pk_notice_preference"),
    )
    op.create_table(
        "digest",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("cadence", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_digest_member_id_member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "cadence", name="pk_digest"),
    )


def downgrade() -> None:
    """Back to the old shape."""
    for table in ("digest", "notice_preference", "notice"):
        op.drop_table(table)
