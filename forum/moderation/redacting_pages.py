"""The page that takes personal data out of a post: first what is left is shown, then it goes for good."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request
from flask_login import login_required

from forum.core.errors import Conflict, ForumError
from forum.core.words import _, lazy
from forum.moderation.case_queries import open_reports_of
from forum.moderation.earlier import earlier_texts, left_of_earlier, many_earlier
from forum.moderation.forms import ReasonForm, reports_seen_by_form, seen_by_form
from forum.moderation.redacting import Redaction, redact_post, redaction_of
from forum.moderation.reports_seen import SeenReports
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

    def say_what_is_there(self, post: Post) -> None:
        """Where nothing was sent stands what the post says: an empty text would take all of it away."""
        for field, says in ((self.title, post.thread.title), (self.text, post.body)):
            if not field.raw_data:
                field.data = says


@login_required
def redact(post_id: int) -> Any:
    """Take personal data out of a post and of its history."""
    post = readable_post(viewer(), post_id)
    require(viewer(), Can.MODERATE_POST, post)
    form = RedactForm.offering("personal", "asked")
    form.say_what_is_there(post)
    if request.method == "GET":
        return _page(post, form)
    if not form.validate_on_submit():
        return _page(post, form), 422
    try:
        title = form.title.data if post.starts_thread else None
        seen, reports = seen_by_form(), reports_seen_by_form()
        redaction = redaction_of(post, form.text.data, title, seen, form.earlier.data, reports)
        if request.form.get("deed") == "preview":
            return _page(post, form, preview=redaction)
        entry = redact_post(viewer(), post, redaction, form.reason)
    except Conflict as fault:
        return _page_anew(post, form, fault), fault.status
    except ForumError as fault:
        headed = say(form, fault, "words")
        return _page(post, form), *headed
    say_done(_("It is taken out for good. The author is told."), entry)
    return redirect(permalink(post.id), 303)


def _page_anew(post: Post, form: RedactForm, fault: Conflict) -> str:
    """The page with the post as it is by now. Where it says something else, its words have to be taken out anew."""
    say(form, fault, "words")
    before, seen = seen_by_form(), Seen.of(post)
    if before is not None and before.edits == seen.edits:
        return _page(post, form, seen=seen)
    typed = []
    for field, says in ((form.title, post.thread.title), (form.text, post.body)):
        if field.data and field.data != says:
            typed.append((field.label.text, field.data))
        field.data = says
    return _page(post, form, seen=seen, typed=typed)


def _page(
    post: Post,
    form: RedactForm,
    preview: Redaction | None = None,
    seen: Seen | None = None,
    typed: Sequence[tuple[str, str]] = (),
) -> str:
    """The form carries how the post was that it began with; `typed` is what stood in its fields before."""
    if seen is None:
        seen = seen_by_form() if request.method == "POST" else Seen.of(post)
    return render_template(
        "moderation/redact.html",
        post=post,
        form=form,
        preview=preview,
        earlier_left=left_of_earlier(post, preview.removed) if preview else (),
        earlier=earlier_texts(post),
        many_earlier=many_earlier(post),
        seen=seen,
        typed=typed,
        reports=open_reports_of(viewer(), [post]),
        reports_seen=SeenReports.of_posts(viewer(), [post]),
    )
