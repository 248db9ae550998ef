"""The forum runs: members, sessions, boards, threads, posts, the outbox and the limits.

The first shape of the database; there is no older code.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """To the new shape."""
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("handle", sa.String(length=40), nullable=False),
        sa.Column("handle_skeleton", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("silenced_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archive_key", sa.String(length=300), nullable=True),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("job_title", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("expertise", sa.String(length=240), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("organisation_shown", sa.String(length=10), nullable=False),
        sa.Column("job_title_shown", sa.String(length=10), nullable=False),
        sa.Column("place_shown", sa.String(length=10), nullable=False),
        sa.Column("expertise_shown", sa.String(length=10), nullable=False),
        sa.Column("about_shown", sa.String(length=10), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("in_finder", sa.Boolean(), nullable=False),
        sa.Column("all_read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("archive_key", name=op.f("uq_member_archive_key")),
        sa.UniqueConstraint("email", name=op.f("uq_member_email")),
        sa.UniqueConstraint("handle", name=op.f("uq_member_handle")),
        sa.UniqueConstraint("handle_skeleton", name=op.f("uq_member_handle_skeleton")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_joined_at"), ["joined_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("listener", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_set_aside_at_due_at"), ["set_aside_at", "due_at"], unique=False)

    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("name", name=op.f("uq_section_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_section_slug")),
    )
    op.create_table(
        "throttle_count",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle_count")),
    )
    with op.batch_alter_table("throttle_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_throttle_count_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("house_rules", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("start_by", sa.String(length=10), nullable=False),
        sa.Column("reply_by", sa.String(length=10), nullable=False),
        sa.Column("own_threads_only", sa.Boolean(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thread_count", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_board_section_id_section")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("slug", name=op.f("uq_board_slug")),
    )
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_section_id"), ["section_id"], unique=False)

    op.create_table(
        "browser_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_browser_session_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_browser_session_digest")),
    )
    with op.batch_alter_table("browser_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_browser_session_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_browser_session_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "former_handle",
        sa.Column("handle", sa.String(length=40), nullable=False),
        sa.Column("skeleton", sa.String(length=80), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_former_handle_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_former_handle")),
    )
    with op.batch_alter_table("former_handle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_handle_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_former_handle_skeleton"), ["skeleton"], unique=False)

    op.create_table(
        "named_member",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_named_member_board_id_board"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_named_member_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "board_id", "role", name=op.f("pk_named_member")),
    )
    with op.batch_alter_table("named_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_member_board_id"), ["board_id"], unique=False)

    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("starter_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("slug", sa.String(length=150), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_post_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("accepted_id", sa.Integer(), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("original_id", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["member.id"], name=op.f("fk_thread_accepted_by_id_member")),
        sa.ForeignKeyConstraint(["accepted_id"], ["post.id"], name="fk_thread_accepted_id_post", use_alter=True),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_thread_board_id_board")),
        sa.ForeignKeyConstraint(["starter_id"], ["member.id"], name=op.f("fk_thread_starter_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint("original_id", name=op.f("uq_thread_original_id")),
    )
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thread_accepted_id"), ["accepted_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_thread_board_id_last_post_at_id"), ["board_id", "last_post_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_thread_last_post_at_id"), ["last_post_at", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_thread_reply_count_created_at_id"), ["reply_count", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_thread_starter_id_board_id"), ["starter_id", "board_id"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("html_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=True),
        sa.Column("original_id", sa.String(length=200), nullable=True),
        sa.Column("original_url", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_post_author_id_member")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("author_id", "form_key", name=op.f("uq_post_author_id_form_key")),
        sa.UniqueConstraint("original_id", name=op.f("uq_post_original_id")),
        sa.UniqueConstraint("thread_id", "number", name=op.f("uq_post_thread_id_number")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_post_author_id_created_at_id"), ["author_id", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_post_html_version"), ["html_version"], unique=False)

    op.create_table(
        "read_marker",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_read_marker_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_read_marker_thread_id_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "thread_id", name=op.f("pk_read_marker")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["editor_id"], ["member.id"], name=op.f("fk_revision_editor_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_revision_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_post_id"), ["post_id"], unique=False)

    # A thread knows its accepted post, a post its thread: SQLite has the key in the table already, others get it now.
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key("fk_thread_accepted_id_post", "thread", "post", ["accepted_id"], ["id"])


def downgrade() -> None:
    """Back to the old shape."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_thread_accepted_id_post", "thread", type_="foreignkey")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_post_id"))

    op.drop_table("revision")
    op.drop_table("read_marker")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_html_version"))
        batch_op.drop_index(batch_op.f("ix_post_author_id_created_at_id"))

    op.drop_table("post")
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thread_starter_id_board_id"))
        batch_op.drop_index(batch_op.f("ix_thread_reply_count_created_at_id"))
        batch_op.drop_index(batch_op.f("ix_thread_last_post_at_id"))
        batch_op.drop_index(batch_op.f("ix_thread_board_id_last_post_at_id"))
        batch_op.drop_index(batch_op.f("ix_thread_accepted_id"))

    op.drop_table("thread")
    with op.batch_alter_table("named_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_named_member_board_id"))

    op.drop_table("named_member")
    with op.batch_alter_table("former_handle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_former_handle_skeleton"))
        batch_op.drop_index(batch_op.f("ix_former_handle_member_id"))

    op.drop_table("former_handle")
    with op.batch_alter_table("browser_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_browser_session_seen_at"))
        batch_op.drop_index(batch_op.f("ix_browser_session_member_id"))

    op.drop_table("browser_session")
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_section_id"))

    op.drop_table("board")
    with op.batch_alter_table("throttle_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttle_count_ends_at"))

    op.drop_table("throttle_count")
    op.drop_table("section")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_set_aside_at_due_at"))

    op.drop_table("outbox")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_joined_at"))

    op.drop_table("member")
