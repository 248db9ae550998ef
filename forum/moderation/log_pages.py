"""The log of moderation, for moderators; and what of it concerns oneself, for each member."""

from typing import Any

from flask import render_template, request
from flask_login import login_required

from forum.core.paging import Page
from forum.moderation.log_forms import DeedsForm
from forum.moderation.log_queries import deeds_about, deeds_of_moderators
from forum.permissions.guard import require
from forum.permissions.table import Can
from forum.web.viewer import viewer


@login_required
def log() -> Any:
    """What was done where one moderates, newest first."""
    require(viewer(), Can.SEE_MODERATION)
    form, after = DeedsForm(formdata=request.args), request.args.get("after")
    right = form.validate()
    page = deeds_of_moderators(viewer(), form.sought(), after) if right else Page([], None)
    asked = {name: words for name, words in form.data.items() if words}
    html = render_template("moderation/log.html", form=form, page=page, after=after, asked=asked)
    return html, 200 if right else 422


@login_required
def mine() -> str:
    """What moderators decided about oneself and one's posts, newest first."""
    require(viewer(), Can.CHANGE_OWN_ACCOUNT, viewer())
    after = request.args.get("after")
    return render_template("moderation/mine.html", page=deeds_about(viewer(), after), after=after)
