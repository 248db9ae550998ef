"""How often was searched for what is counted by day, without persons.

Safe while the old code still runs: two tables that it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "query_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("in_vain", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "digest", name="pk_query_count"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_query_count_digest", "query_count", ["digest"])
    op.create_table(
        "query_words",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("words", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_query_words"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("query_words")
    op.drop_table("query_count")
