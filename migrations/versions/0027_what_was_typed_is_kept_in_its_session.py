"""What somebody typed for a new thread is kept in the session of their browser while they read the answer.

Safe while the old code still runs: a table that it does not know, whose rows go with those of sessions and boards.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "unsent_thread",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("follow", sa.Boolean(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_unsent_thread")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["browser_session.id"],
            name=op.f("fk_unsent_thread_session_id_browser_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_unsent_thread_board_id_board"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_unsent_thread_board_id"), "unsent_thread", ["board_id"])
    op.create_index(op.f("ix_unsent_thread_kept_at"), "unsent_thread", ["kept_at"])


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("unsent_thread")
