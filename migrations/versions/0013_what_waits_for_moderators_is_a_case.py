"""Cases that wait for moderators, the reports behind them, the reasons to report and the settings for it.

Safe while the old code still runs: tables that it does not know, and that nothing needs to fill. What waited before is
given its case by the worker.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

CASE = "moderation_case"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        CASE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("hold_id", sa.Integer(), nullable=True),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=f"fk_{CASE}_board_id_board", ondelete="CASCADE"),
        *(
            sa.ForeignKeyConstraint([one], ["member.id"], name=f"fk_{CASE}_{one}_member", ondelete="SET NULL")
            for one in ("member_id", "closed_by_id", "claimed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{CASE}"),
    )
    is_open = sa.text("state = 'open'")
    wheres = {"sqlite_where": is_open, "postgresql_where": is_open}
    op.create_index("uq_moderation_case_open", CASE, ["kind", "thing", "thing_id"], unique=True, **wheres)
    for columns in (["state", "rank", "id"], ["board_id", "state", "rank", "id"], ["thing", "thing_id"]):
        op.create_index(f"ix_{CASE}_{'_'.join(columns)}", CASE, columns)
    for column in ("member_id", "closed_by_id", "entry_id", "claimed_by_id"):
        op.create_index(f"ix_{CASE}_{column}", CASE, [column])
    _reports()


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], [f"{CASE}.id"], name=f"fk_report_case_id_{CASE}", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["member.id"], name="fk_report_reporter_id_member", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
    )
    op.create_index("ix_report_case_id_reporter_id", "report", ["case_id", "reporter_id"])
    op.create_index("ix_report_reporter_id", "report", ["reporter_id"])
    op.create_table(
        "report_reason",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("hint", sa.String(length=200), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_report_reason"),
    )
    op.create_table(
        "moderation_setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_moderation_setting"),
    )


def downgrade() -> None:
    """Back to the old shape."""
    for table in ("moderation_setting", "report_reason", "report", CASE):
        op.drop_table(table)
