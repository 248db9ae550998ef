"""Why something is hidden, by whom, and the way to the deed; beside it, for those who moderate there."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from forum.moderation.hidings import hidings
from forum.threads.models import State


def why_hidden(viewer: Any, post: Any, posts: Sequence[Any]) -> Markup:
    """Of one of the posts of a page, which are asked about together; fills the slot "why hidden"."""
    if "hidings" not in g:
        g.hidings = hidings(viewer, "post", {one.id: one.author_id for one in posts if one.state == State.HIDDEN})
    return _note(viewer, g.hidings.get(post.id), post.author_id)


def why_thread_hidden(viewer: Any, thread: Any) -> Markup:
    """Of a whole thread; fills the slot "why thread hidden"."""
    found = hidings(viewer, "thread", {thread.id: thread.starter_id})
    return _note(viewer, found.get(thread.id), thread.starter_id)


def _note(viewer: Any, row: Any, author_id: int) -> Markup:
    """Who did it is not said to whom it was done, even if that is a moderator."""
    if row is None:
        return Markup("")
    by = "" if author_id == viewer.id else row.name
    return Markup(render_template("moderation/_why_hidden.html", entry=row.LogEntry, by=by))
