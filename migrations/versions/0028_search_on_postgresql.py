"""On PostgreSQL the search index stands in the database: a schema of its own, which can be thrown away and rebuilt.

Safe while the old code still runs: it does not know the schema. The worker of the new code fills it. Here stand only
which index is in force and what its boards hold; the index itself is made anew at each rebuild, under another name.
On SQLite there is nothing to do: there the index is a folder.
"""

from alembic import op

revision = "0028"
down_revision = "0027"

SHAPE = (
    "CREATE SCHEMA search_index",
    """
    CREATE TABLE search_index.in_force (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        version integer NOT NULL,
        build text NOT NULL,
        changes bigint NOT NULL
    )
    """,
    """
    CREATE TABLE search_index.board (
        build text NOT NULL,
        board_id integer NOT NULL,
        posts bigint NOT NULL,
        words bigint NOT NULL,
        first_posts bigint NOT NULL,
        first_words bigint NOT NULL,
        PRIMARY KEY (build, board_id)
    )
    """,
)


def upgrade() -> None:
    """To the new shape."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in SHAPE:
            op.execute(statement)


def downgrade() -> None:
    """Back to the old shape."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SCHEMA search_index CASCADE")
