"""The words of published posts are counted, for each board, so that misspelt searches can be set right.

Safe while the old code still runs: tables that it does not know. The worker of the new code fills them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

WORD = sa.String(30).with_variant(sa.String(30, collation="C"), "postgresql")


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "search_word",
        sa.Column("word", WORD, nullable=False),
        sa.Column("board_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_search_word_board_id_board")),
        sa.PrimaryKeyConstraint("word", "board_id", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_words_of_post",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_search_words_of_post_post_id_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_search_words_of_post")),
    )


def downgrade() -> None:
    """Back to the old shape."""
    op.drop_table("search_words_of_post")
    op.drop_table("search_word")
