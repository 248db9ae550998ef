"""Threads and posts from the command line."""

import click
from sqlalchemy import func, select

from forum.core.commands import Commands
from forum.core.db import session
from forum.core.markup import RENDERER_VERSION
from forum.permissions.people import Operator
from forum.threads.actions import store_renderings
from forum.threads.models import Post
from forum.threads.prose import prose_of_stored

cli = Commands("threads", help="Threads and posts.")

BATCH = 200


@cli.command("render")
def render_anew() -> None:
    """Make the HTML anew of all posts that an older renderer made. Run again, it goes on where it was."""
    older = select(Post.id, Post.body, Post.original_id).where(Post.html_version < RENDERER_VERSION)
    length = session.scalar(select(func.count()).select_from(older.subquery())) or 0
    last = 0
    with click.progressbar(length=length, label="posts") as bar:
        while rows := session.execute(older.where(Post.id > last).order_by(Post.id).limit(BATCH)).all():
            session.rollback()  # nothing is kept open while the texts are rendered
            texts = {row.id: prose_of_stored(row.body, row.original_id) for row in rows}
            store_renderings(Operator(), None, texts)
            last = rows[-1].id
            bar.update(len(rows))
    click.echo(f"{length} posts are as renderer {RENDERER_VERSION} makes them.")
