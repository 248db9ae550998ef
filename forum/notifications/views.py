"""The inbox, what comes by mail, what one follows; and the page on which a link in a mail stops it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from forum.core.errors import Absent, Invalid
from forum.core.words import _
from forum.notifications import actions, queries
from forum.notifications.forms import LABELS, MailForm
from forum.notifications.header import thread_was_read
from forum.notifications.models import Cadence, Kind
from forum.notifications.rows import page_of_notices
from forum.notifications.sentences import by_whom, leads_to, sentence
from forum.notifications.stopping import covers, is_stopped, read_stop, stop
from forum.threads.follow_queries import kept_boards, kept_threads
from forum.web.viewer import viewer

bp = Blueprint("notifications", __name__)
bp.after_app_request(thread_was_read)


@bp.get("/notifications")
@login_required
def inbox() -> str:
    """What the member was told, the newest first."""
    after = request.args.get("after")
    page = page_of_notices(viewer(), after)
    words = {"sentence": sentence, "by_whom": by_whom}
    return render_template("notifications/inbox.html", page=page, after=after, **words)


@bp.post("/notifications")
@login_required
def read_all() -> Any:
    """Count everything as read."""
    actions.mark_all_notices_read(viewer(), viewer())
    return redirect(url_for("notifications.inbox"), 303)


@bp.get("/notifications/<id:notice_id>")
@login_required
def notice(notice_id: int) -> Any:
    """Leads to what a notice is about; it is then read."""
    row = queries.shown_notice(viewer(), notice_id)
    actions.mark_notice_read(viewer(), viewer(), notice_id)
    return redirect(leads_to(row))


@bp.route("/settings/notifications", methods=["GET", "POST"])
@login_required
def preferences() -> Any:
    """Choose how often each kind of notice comes by mail."""
    form = MailForm(data=queries.cadences(viewer()))
    form.offer(bool(viewer().moderates), bool(viewer().moderates) or viewer().is_moderator)
    if request.method == "GET":
        return render_template("notifications/preferences.html", form=form)
    if not form.validate_on_submit():
        return render_template("notifications/preferences.html", form=form), 422
    chosen = {kind: Cadence(form[kind.value].data) for kind in Kind if kind.value in form}
    actions.choose_mail(viewer(), viewer(), chosen)
    flash(_("Your choices are saved."), "success")
    return redirect(url_for("members.settings"), 303)


@bp.get("/settings/notifications/following")
@login_required
def following() -> str:
    """The threads and boards that the member follows or has muted."""
    after = request.args.get("after")
    page, boards = kept_threads(viewer(), after), [] if after else kept_boards(viewer())
    return render_template("notifications/following.html", page=page, boards=boards, after=after)


@bp.route("/unsubscribe/<token>", methods=["GET", "POST"])
def unsubscribe(token: str) -> Any:
    """Stop the mail that the link stands in: at the press of a button, or at once when a mail program asks for it.

    Needs no sign-in, no cookie and no token against forgery (RFC 8058): the link itself is the proof.
    """
    try:
        asked = read_stop(token)
    except Invalid as fault:
        raise Absent() from fault
    done, already, kinds = request.method == "POST", is_stopped(asked), covers(asked)
    if done:
        stop(asked)
    facts = {"asked": asked, "done": done, "already": already, "kinds": kinds, "labels": LABELS}
    return render_template("notifications/unsubscribe.html", token=token, **facts)
