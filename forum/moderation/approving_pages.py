"""Approving a post that waits, at the press of a button; declining it, with a reason."""

from typing import Any

from flask import flash, redirect, request
from flask_login import login_required

from forum.core.errors import Conflict, Invalid
from forum.core.words import _, lazy
from forum.moderation import approving
from forum.moderation.asked import Asked, ask
from forum.moderation.forms import ReasonForm, seen_by_form
from forum.moderation.post_pages import post_to_moderate
from forum.moderation.saying import say_done
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads.addresses import permalink
from forum.threads.queries import readable_post
from forum.web.redirects import inside
from forum.web.viewer import viewer


@login_required
def approve(post_id: int) -> Any:
    """Publish a post that waits; then back to where the button was pressed, else to the post.

    Raises Invalid for a form that does not say what the moderator had before their eyes.
    """
    post, seen = readable_post(viewer(), post_id), seen_by_form()
    require(viewer(), Can.MODERATE_POST, post)
    if seen is None:
        raise Invalid(lazy("This form is damaged. Reload the page, read the post and try again."))
    try:
        entry = approving.approve_post(viewer(), post, seen)
    except Conflict as fault:
        flash(str(fault.sentence), "note")
    else:
        say_done(_("It is published. Its author is told."), entry)
    return redirect(inside(request.form["next"]) if "next" in request.form else permalink(post_id), 303)


@login_required
def decline(post_id: int) -> Any:
    """Let a post that waits not be published."""
    post = post_to_moderate(post_id)
    asked = Asked(
        title=_("Decline this post"),
        caption=post.thread.title,
        meaning=[
            _("It is not published. Its author is told why, and keeps the text."),
            _("It can be undone for 30 days."),
        ],
        button=_("Decline the post"),
        done=_("The post is declined. Its author is told."),
        back=f"/boards/{post.board.slug}" if post.starts_thread else f"/threads/{post.thread.id}",
        post=post,
        is_warning=True,
    )
    form = ReasonForm.offering("rules", "personal", "place", "again", "spam")
    return ask(asked, form, lambda form: approving.decline_post(viewer(), post, form.reason, seen=seen_by_form()))
