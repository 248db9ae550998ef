"""Boards may show their title to those outside, who ask to come in; addresses that boards gave up.

Safe while the old code still runs: a column with a default and tables that it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """To the new shape."""
    with op.batch_alter_table("board") as board:
        board.add_column(sa.Column("open_title", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "former_board_slug",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name="fk_former_board_slug_board_id_board", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name="pk_former_board_slug"),
    )
    op.create_index("ix_former_board_slug_board_id", "former_board_slug", ["board_id"])
    _requests()


def _requests() -> None:
    op.create_table(
        "admission_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name="fk_admission_request_board_id_board", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_admission_request_member_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name="fk_admission_request_decided_by_id_member", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_admission_request"),
    )
    for column in ("board_id", "member_id", "decided_by_id"):
        op.create_index(f"ix_admission_request_{column}", "admission_request", [column])
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "uq_admission_request_waiting",
        "admission_request",
        ["board_id", "member_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("admission_request")
    op.drop_table("former_board_slug")
    with op.batch_alter_table("board") as board:
        board.drop_column("open_title")
