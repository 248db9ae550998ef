"""A browser's session knows when the password was last given there.

Safe while the old code still runs: one more column, null in the rows that the older code makes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """To the new shape."""
    op.add_column("browser_session", sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_column("browser_session", "proven_at")
