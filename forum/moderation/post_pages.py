"""The pages of deeds on one post."""

from typing import Any

from flask_login import login_required

from forum.core.words import _
from forum.moderation import hiding
from forum.moderation.asked import Asked, ask
from forum.moderation.editing import edit_others_post
from forum.moderation.first_posts import hiding_the_whole
from forum.moderation.forms import ReasonForm, reports_seen_by_form, seen_by_form, seen_to_publish
from forum.moderation.saying import say_done
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads.addresses import permalink
from forum.threads.models import Post
from forum.threads.prose import Prose
from forum.threads.queries import readable_post
from forum.web.viewer import viewer


def edit(editor: Any, post: Post, text: Prose, reason: str, title: str | None, seen_edits: int) -> None:
    """Change what another wrote, and say so on the next page; the page to edit calls it. Raises like the deed."""
    entry = edit_others_post(editor, post, text, reason, title, seen_edits)
    say_done(_("The post is changed. Its author is told."), entry)


@login_required
def hide(post_id: int) -> Any:
    """Take a post away from its readers."""
    post = post_to_moderate(post_id)
    asked = Asked(
        title=_("Hide this post"),
        caption=post.thread.title,
        meaning=[
            _("Readers see that a post was removed, and nothing of it. Search no longer finds it."),
            _("Its author and the moderators still see it. The author is told why."),
            _("It can be undone for 30 days."),
        ],
        button=_("Hide the post"),
        done=_("The post is hidden. Its author is told."),
        back=permalink(post.id),
        post=post,
        answers=[post],
        instead=hiding_the_whole(post),
        is_warning=True,
    )
    form = ReasonForm.offering("rules", "personal", "place", "again", "spam", "asked")
    seen, reports = seen_by_form(), reports_seen_by_form()
    return ask(asked, form, lambda form: hiding.hide_post(viewer(), post, form.reason, seen=seen, reports=reports))


@login_required
def restore(post_id: int) -> Any:
    """Give a hidden post back to its readers."""
    post = post_to_moderate(post_id)
    asked = Asked(
        title=_("Restore this post"),
        caption=post.thread.title,
        meaning=[_("Everybody who may read the thread reads it again. Its author is told.")],
        button=_("Restore the post"),
        done=_("The post can be read again. Its author is told."),
        back=permalink(post.id),
        post=post,
    )
    form = ReasonForm.offering("mistaken", "asked")
    return ask(asked, form, lambda form: hiding.restore_post(viewer(), post, form.reason, seen=seen_to_publish()))


def post_to_moderate(post_id: int) -> Post:
    """The post of this number. Raises Absent, or Refused who may only read it, before its page is shown."""
    post = readable_post(viewer(), post_id)
    require(viewer(), Can.MODERATE_POST, post)
    return post
