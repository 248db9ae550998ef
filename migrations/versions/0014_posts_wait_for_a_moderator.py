"""Boards say which posts wait for a moderator, and a post why it waits.

Safe while the old code still runs: it leaves the new columns as they are by themselves, and holds nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """To the new shape."""
    op.add_column(
        "board", sa.Column("approval", sa.String(length=10), nullable=False, server_default=sa.text("'none'"))
    )
    op.add_column("board", sa.Column("first_posts", sa.Integer(), nullable=False, server_default=sa.text("3")))
    op.add_column("post", sa.Column("held_for", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_column("post", "held_for")
    op.drop_column("board", "first_posts")
    op.drop_column("board", "approval")
