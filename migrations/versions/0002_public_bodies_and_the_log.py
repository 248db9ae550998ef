"""Public bodies with their domains, where and how members are verified, organisations on boards, and the log.

Safe while the old code still runs: tables and columns that it does not know, all of them empty or null.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SQLITE_REFUSES = """
CREATE TRIGGER log_entry_keeps_{verb} BEFORE {verb} ON log_entry
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
"""
POSTGRESQL_REFUSES = """
CREATE FUNCTION log_entry_keeps() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER log_entry_keeps BEFORE UPDATE OR DELETE ON log_entry
FOR EACH ROW EXECUTE FUNCTION log_entry_keeps()
"""


def upgrade() -> None:
    """To the new shape."""
    _organisations()
    op.create_table(
        "named_organisation",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name="fk_named_organisation_board_id_board", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_named_organisation_organisation_id_organisation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "board_id", name="pk_named_organisation"),
    )
    op.create_index("ix_named_organisation_board_id", "named_organisation", ["board_id"])
    with op.batch_alter_table("member") as member:
        member.add_column(sa.Column("verified_grade", sa.String(length=1), nullable=True))
        member.add_column(sa.Column("verified_at_id", sa.Integer(), nullable=True))
        member.create_index("ix_member_verified_at_id", ["verified_at_id"])
        member.create_foreign_key("fk_member_verified_at_id_organisation", "organisation", ["verified_at_id"], ["id"])
    _log()


def _organisations() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("nation", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name="fk_organisation_parent_id_organisation"),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["organisation.id"], name="fk_organisation_merged_into_id_organisation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("slug", name="uq_organisation_slug"),
    )
    for column in ("name", "parent_id", "merged_into_id"):
        op.create_index(f"ix_organisation_{column}", "organisation", [column])
    op.create_table(
        "organisation_domain",
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("with_subdomains", sa.Boolean(), nullable=False),
        sa.Column("staff_only", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_organisation_domain_organisation_id_organisation"
        ),
        sa.PrimaryKeyConstraint("domain", name="pk_organisation_domain"),
    )
    op.create_index("ix_organisation_domain_organisation_id", "organisation_domain", ["organisation_id"])
    op.create_table(
        "former_organisation_slug",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_former_organisation_slug_organisation_id_organisation"
        ),
        sa.PrimaryKeyConstraint("slug", name="pk_former_organisation_slug"),
    )
    op.create_index("ix_former_organisation_slug_organisation_id", "former_organisation_slug", ["organisation_id"])


def _log() -> None:
    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_entry"),
    )
    op.create_index("ix_log_entry_at", "log_entry", ["at"])
    op.create_index("ix_log_entry_actor_id", "log_entry", ["actor_id"])
    op.create_index("ix_log_entry_thing_thing_id", "log_entry", ["thing", "thing_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE_REFUSES.format(verb=verb))
    else:
        op.execute(POSTGRESQL_REFUSES)
        op.execute(POSTGRESQL_TRIGGER)


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("log_entry")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION log_entry_keeps()")
    with op.batch_alter_table("member") as member:
        member.drop_constraint("fk_member_verified_at_id_organisation", type_="foreignkey")
        member.drop_index("ix_member_verified_at_id")
        member.drop_column("verified_at_id")
        member.drop_column("verified_grade")
    for table in ("named_organisation", "former_organisation_slug", "organisation_domain", "organisation"):
        op.drop_table(table)
