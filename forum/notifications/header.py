"""The link to the inbox at the top of each page, how much in it is unread, and what reading a thread does to it."""

from typing import Any

from flask import Response, g, render_template, request
from markupsafe import Markup

from forum.core.errors import ForumError
from forum.notifications.actions import mark_thread_notices_read
from forum.notifications.queries import MOST_COUNTED, unread_by_thread
from forum.web.viewer import viewer


def link_to_inbox(member: Any) -> Markup:
    """What stands at the top of a member's page; fills the slot "notices"."""
    g.unread_notices = unread_by_thread(member)
    facts = {"many": g.unread_notices.total(), "most": MOST_COUNTED}
    return Markup(render_template("notifications/_link.html", **facts))


def thread_was_read(response: Response) -> Response:
    """Who has looked at a page of a thread of which they have unread notices has read those about what it shows."""
    if request.endpoint != "threads.thread" or response.status_code != 200:
        return response
    thread_id = (request.view_args or {})["thread_id"]
    if thread_id in g.get("unread_notices", ()):
        try:
            mark_thread_notices_read(viewer(), viewer(), thread_id)
        except ForumError:  # somebody has taken the right away meanwhile: the page is not worth an error
            return response
    return response
