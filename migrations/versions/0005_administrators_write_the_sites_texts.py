"""The versions of the site's texts that administrators write.

Safe while the old code still runs: a table that it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "site_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["written_by_id"], ["member.id"], name="fk_site_text_written_by_id_member"),
        sa.PrimaryKeyConstraint("id", name="pk_site_text"),
        sa.UniqueConstraint("slug", "version", name="uq_site_text_slug_version"),
    )


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("site_text")
