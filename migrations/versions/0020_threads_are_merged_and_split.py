"""Threads know which thread they were merged into, posts that were moved leave a line, merging can be undone.

Safe while the old code still runs: a column and two tables that it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """To the new shape."""
    op.add_column("thread", sa.Column("merged_into_id", sa.Integer(), nullable=True))
    op.create_index("ix_thread_merged_into_id", "thread", ["merged_into_id"])
    op.create_table(
        "moved_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("from_id", "to_id", "many")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("from_number", "to_number")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["thread.id"], name="fk_moved_posts_from_id_thread"),
        sa.ForeignKeyConstraint(["to_id"], ["thread.id"], name="fk_moved_posts_to_id_thread"),
        sa.PrimaryKeyConstraint("id", name="pk_moved_posts"),
    )
    for name in ("from_id", "to_id"):
        op.create_index(f"ix_moved_posts_{name}", "moved_posts", [name])
    op.create_table(
        "reader_before",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("has_level", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_reader_before_member_id_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "member_id", name="pk_reader_before"),
    )
    op.create_index("ix_reader_before_member_id", "reader_before", ["member_id"])


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("reader_before")
    op.drop_table("moved_posts")
    op.drop_index("ix_thread_merged_into_id", "thread")
    op.drop_column("thread", "merged_into_id")
