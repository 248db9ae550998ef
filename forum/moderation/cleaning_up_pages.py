"""The page that shows what a new member wrote, before it all goes in one deed."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_login import login_required
from wtforms import HiddenField

from forum.core.errors import Conflict
from forum.core.log import LogEntry
from forum.core.words import _
from forum.members.models import Member
from forum.moderation.asked import Asked
from forum.moderation.cleaning_up import clean_up, posts_to_hide, why_not_cleaned_up
from forum.moderation.forms import reports_seen_by_form
from forum.moderation.member_queries import member_on_record
from forum.moderation.sanction_forms import DecisionForm
from forum.moderation.sanction_pages import HINT, decide
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.threads.models import Post
from forum.web.errors import error_page
from forum.web.viewer import viewer


class CleanUpForm(DecisionForm):
    """Why, and the numbers of the posts that the page has shown."""

    shown = HiddenField()

    @property
    def numbers(self) -> list[int]:
        """The posts that were shown; what is no number is left out, so that the list does not fit."""
        said = (self.shown.data or "").split(",")
        return [int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 10]


@login_required
def clean(handle: str) -> Any:
    """Suspend a new member and hide what they wrote, after a look at the list."""
    member = member_on_record(viewer(), handle)
    if request.method == "GET":
        require(viewer(), Can.SANCTION, member)
    sentence = why_not_cleaned_up(member)
    if sentence:
        return error_page(403, sentence)
    posts = list(posts_to_hide(viewer(), member))
    form = CleanUpForm.offering("advertising", "conduct")
    if request.method == "GET":
        form.shown.data = _said(posts)

    def do_it() -> LogEntry:
        try:
            return clean_up(viewer(), member, form.numbers, form.reason, form.seen, reports_seen_by_form())
        except Conflict:
            posts[:] = posts_to_hide(viewer(), member)
            form.shown.data = _said(posts)  # what the page shows now
            raise

    return decide(_asked(member, posts), form, member, do_it)


def _asked(member: Member, posts: list[Post]) -> Asked:
    return Asked(
        title=_("Suspend this member and hide what they wrote"),
        caption=f"{member.name} (@{member.handle})",
        meaning=[
            _(
                "The member is suspended for 30 days. Below is what will be hidden: all that they wrote on boards that "
                "you look after. Threads in which nobody else wrote go with it."
            ),
            _("It can be undone for 30 days, with one button."),
        ],
        button=_("Suspend and hide all of this"),
        done=_("The member is suspended, and what they wrote is hidden."),
        back=url_for("sanctions.member", handle=member.handle),
        answers=posts,
        hint=HINT,
        is_warning=True,
        more={"posts": posts},
        template="moderation/clean_up.html",
    )


def _said(posts: Sequence[Post]) -> str:
    return ",".join(str(post.id) for post in posts)
