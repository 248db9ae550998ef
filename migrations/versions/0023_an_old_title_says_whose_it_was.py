"""An old title in the history of a post says which thread had it.

Safe while the old code still runs: a column that it does not know. Titles that it keeps meanwhile are shown to nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """To the new shape."""
    op.add_column("revision", sa.Column("thread_id", sa.Integer(), nullable=True))
    op.create_index("ix_revision_thread_id", "revision", ["thread_id"])
    of_its_post = "(SELECT post.thread_id FROM post WHERE post.id = revision.post_id)"
    op.execute(f"UPDATE revision SET thread_id = {of_its_post} WHERE title IS NOT NULL")  # noqa: S608 no input


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_index("ix_revision_thread_id", "revision")
    op.drop_column("revision", "thread_id")
