"""What stands on a member's profile about their posts."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from forum.threads.queries import posts_by


def member_posts(viewer: Any, member: Any) -> Markup:
    """The newest posts of the member that the viewer may read; fills the slot "member posts"."""
    posts = posts_by(viewer, member.id)
    return Markup(render_template("threads/_member_posts.html", posts=posts, member=member))
