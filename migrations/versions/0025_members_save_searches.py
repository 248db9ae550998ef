"""Members save searches, and are told of new posts.

Safe while the old code still runs: tables that it does not know, and that nothing needs to fill.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("query", sa.String(length=300), nullable=False),
        sa.Column("often", sa.String(length=10), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("created_at", "begun_at")),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        _refers("saved_search", "member_id", "member"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
        sa.UniqueConstraint("member_id", "query", name="uq_saved_search_member_id_query"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_search_due_at", "saved_search", ["due_at"])
    op.create_table(
        "search_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _refers("search_finding", "search_id", "saved_search"),
        sa.PrimaryKeyConstraint("id", name="pk_search_finding"),
        sqlite_autoincrement=True,
    )
    for column in ("search_id", "created_at"):
        op.create_index(f"ix_search_finding_{column}", "search_finding", [column])
    op.create_table(
        "found_post",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("search_id", "post_id", "finding_id")),
        _refers("found_post", "search_id", "saved_search"),
        _refers("found_post", "post_id", "post"),
        _refers("found_post", "finding_id", "search_finding"),
        sa.PrimaryKeyConstraint("search_id", "post_id", name="pk_found_post"),
    )
    for column in ("post_id", "finding_id"):
        op.create_index(f"ix_found_post_{column}", "found_post", [column])


def downgrade() -> None:
    """Back to the old shape."""
    for table in ("found_post", "search_finding", "saved_search"):
        op.drop_table(table)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")
