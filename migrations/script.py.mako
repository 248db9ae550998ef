"""${message}

Safe while the old code still runs: say whether, and why.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """To the new shape."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Back to the old shape."""
    ${downgrades if downgrades else "pass"}
