"""The page that takes personal data out of a post: first what is left is shown, then it goes for good."""

from typing import Any

from flask import redirect, render_template, request
from flask_login import login_required

from forum.core.errors import Conflict, ForumError
from forum.core.words import _, lazy
from forum.moderation.earlier import earlier_texts, left_of_earlier, many_earlier
from forum.moderation.forms import ReasonForm, seen_by_form
from forum.moderation.redacting import Redaction, redact_post, redaction_of
from forum.moderation.saying import say_done
from forum.moderation.seen import Seen
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads.addresses import permalink
from forum.threads.models import Post
from forum.threads.queries import readable_post
from forum.web.faults import say
from forum.web.fields import Body, Line
from forum.web.viewer import viewer


class RedactForm(ReasonForm):
    """A post, and the title of its thread where it starts one, without the words that are to go."""

    title = Line(lazy("Title"))
    text = Body(lazy("What the post says"))
    earlier = Body(lazy("Words that stand only in earlier versions"))


@login_required
def redact(post_id: int) -> Any:
    """Take personal data out of a post and of its history."""
    post = readable_post(viewer(), post_id)
    require(viewer(), Can.MODERATE_POST, post)
    form = RedactForm.offering("personal", "asked")
    if request.method == "GET":
        form.text.data, form.title.data = post.body, post.thread.title
        return _page(post, form)
    if not form.validate_on_submit():
        return _page(post, form), 422
    try:
        title = form.title.data if post.starts_thread else None
        redaction = redaction_of(post, form.text.data, title, seen_by_form(), form.earlier.data)
        if request.form.get("deed") == "preview":
            return _page(post, form, preview=redaction)
        entry = redact_post(viewer(), post, redaction, form.reason)
    except ForumError as fault:
        headed = say(form, fault, "words")
        return _page(post, form, changed=isinstance(fault, Conflict)), *headed
    say_done(_("It is taken out for good. The author is told."), entry)
    return redirect(permalink(post.id), 303)


def _page(post: Post, form: RedactForm, preview: Redaction | None = None, changed: bool = False) -> str:
    """The form carries the text that it began with: who has the words out of that begins anew when there is another."""
    seen = seen_by_form() if request.method == "POST" else Seen.of(post)
    return render_template(
        "moderation/redact.html",
        post=post,
        form=form,
        preview=preview,
        earlier_left=left_of_earlier(post, preview.removed) if preview else (),
        earlier=earlier_texts(post),
        many_earlier=many_earlier(post),
        changed=changed,
        seen=seen,
    )
