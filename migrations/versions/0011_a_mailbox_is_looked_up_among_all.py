"""A mailbox is looked up among all verifications, ended ones too: whether a moderator took one back that rested on it.

Safe while the old code still runs: an index more.
"""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """To the new shape."""
    op.create_index("ix_verification_mailbox", "verification", ["mailbox"])


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_index("ix_verification_mailbox", "verification")
