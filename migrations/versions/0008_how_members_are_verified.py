"""Verifications, how each came about and ended, what is asked for, and addresses through which somebody has joined.

Whom an operator verified before there were organisations is not verified any more: nothing says where, so nobody could
revoke it. `verification grant` makes it good. Safe while the old code still runs: new tables, and columns it reads.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "joined_address",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_joined_address")),
    )
    with op.batch_alter_table("joined_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joined_address_joined_at"), ["joined_at"], unique=False)

    op.create_table(
        "verification_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("code_salt", sa.String(length=64), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("session_digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_verification_request_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_verification_request_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification_request")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_verification_request_code_digest")),
    )
    with op.batch_alter_table("verification_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verification_request_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            "ix_verification_request_open",
            ["member_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(batch_op.f("ix_verification_request_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_verification_request_state_kind_organisation_id"),
            ["state", "kind", "organisation_id"],
            unique=False,
        )

    op.create_table(
        "agreement",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["member.id"], name=op.f("fk_agreement_moderator_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["verification_request.id"],
            name=op.f("fk_agreement_request_id_verification_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", "moderator_id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_moderator_id"), ["moderator_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("has_picture", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["verification_request.id"],
            name=op.f("fk_evidence_request_id_verification_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_evidence")),
    )
    op.create_table(
        "sponsoring",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("sponsor_id", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["verification_request.id"],
            name=op.f("fk_sponsoring_request_id_verification_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["member.id"], name=op.f("fk_sponsoring_sponsor_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", "sponsor_id", name=op.f("pk_sponsoring")),
    )
    with op.batch_alter_table("sponsoring", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sponsoring_sponsor_id"), ["sponsor_id"], unique=False)

    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("mailbox", sa.String(length=64), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.Column("end_words", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_verification_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_verification_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["verification_request.id"],
            name=op.f("fk_verification_request_id_verification_request"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verification_ended_at_until"), ["ended_at", "until"], unique=False)
        batch_op.create_index(batch_op.f("ix_verification_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            "ix_verification_open_mailbox",
            ["mailbox"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "ix_verification_open_member_id",
            ["member_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_verification_organisation_id"), ["organisation_id"], unique=False)
    op.execute("UPDATE member SET verified_since = NULL, verified_until = NULL WHERE verified_at_id IS NULL")


def downgrade() -> None:
    """Back to the old shape."""
    for table in ("verification", "sponsoring", "evidence", "agreement", "verification_request", "joined_address"):
        op.drop_table(table)
