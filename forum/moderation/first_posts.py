"""The first post of a thread: hiding it takes its text away, and leaves the title and the replies to be read."""

from flask import url_for

from forum.core.words import _
from forum.moderation.asked import Instead
from forum.threads.models import Post, State


def hiding_the_whole(post: Post) -> Instead | None:
    """What who hides this post may mean instead; nothing unless it is the first of a thread that can be read."""
    if not post.starts_thread or post.thread.state != State.PUBLISHED:
        return None
    return Instead(
        _(
            "This is the first post of its thread. Hiding it takes away its text alone: the title “%(title)s” and the "
            "replies can still be read.",
            title=post.thread.title,
        ),
        _("Hide the whole thread instead"),
        url_for("moderation.hide_thread", thread_id=post.thread.id),
    )
