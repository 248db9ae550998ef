"""Reporting a post or a member: the form, the page that says it has arrived, and what became of it."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_login import login_required

from forum.core.errors import ForumError
from forum.core.words import _
from forum.members.queries import profile_path, readable_member
from forum.moderation.case_queries import deed_that_closed, own_report, own_report_that_waits
from forum.moderation.report_forms import ReportForm
from forum.moderation.report_limits import spend_report
from forum.moderation.report_reasons import reason_called, reasons_for
from forum.moderation.reporting import report_member, report_post
from forum.moderation.words import TOLD_REPORTERS
from forum.permissions.guard import can, require
from forum.permissions.table import Can
from forum.threads.addresses import permalink
from forum.threads.queries import readable_post
from forum.web.converters import id_of
from forum.web.faults import say
from forum.web.viewer import viewer

SENT = "report sent"  # in the cookie: reason, and the post or the member
TO_REPORTERS = ("decline a report", "settle a report")  # their reasons; those of others are for the author


def post(post_id: int) -> Any:
    """Tell moderators of a post; for everybody who reads it."""
    found = readable_post(viewer(), post_id)
    if request.method == "GET":
        require(viewer(), Can.REPORT, found)
    page = {"title": _("Report this post"), "caption": found.thread.title, "html": found.html}
    return _ask(
        {**page, "back": permalink(found.id), "about": {"post": found.id}},
        found,
        lambda form: report_post(viewer(), found, *_said(form)),
    )


@login_required
def member(handle: str) -> Any:
    """Tell moderators of a member."""
    found = readable_member(viewer(), handle)
    if request.method == "GET":
        require(viewer(), Can.REPORT_MEMBER, found)
    page = {
        "title": _("Report this member"),
        "caption": found.name,
        "html": "",
        "back": profile_path(found.handle),
        "about": {"member": found.handle},
    }
    return _ask(page, found, lambda form: report_member(viewer(), found, *_said(form)))


def sent() -> str:
    """The report has arrived, if one was sent from this browser; where to get help now, if that is what it is about."""
    key, post_id, handle = (request.args.get(name) for name in ("reason", "post", "member"))
    back = permalink(id_of(post_id)) if post_id else url_for("members.profile", handle=handle) if handle else ""
    reason, arrived = reason_called(key) if key else None, session.get(SENT) == [key, post_id or handle]
    facts = {"reason": reason, "back": back, "of_post": bool(post_id), "arrived": arrived}
    return render_template("moderation/report_sent.html", **facts)


@login_required
def report(report_id: int) -> str:
    """What one has reported, and what became of it."""
    found, case = own_report(viewer(), report_id)
    entry = deed_that_closed(case)
    return render_template(
        "moderation/report.html",
        report=found,
        case=case,
        reason=reason_called(found.reason),
        told=TOLD_REPORTERS.get(case.outcome if not case.is_open else "", TOLD_REPORTERS[""]),
        answer=entry.reason if entry and entry.deed in TO_REPORTERS else "",
        reads=case.post is not None and can(viewer(), Can.READ, case.post),
    )


def _said(form: ReportForm) -> tuple[str, str]:
    return form.reason.data or "", form.words.data or ""


def _ask(page: dict[str, Any], thing: Any, do_it: Callable[[ReportForm], Any]) -> Any:
    reasons, earlier = reasons_for(thing), own_report_that_waits(viewer(), thing)
    form = ReportForm.offering(reasons)
    chosen = next((one for one in reasons if one.key == form.reason.data), None)
    shown = {**page, "form": form, "reasons": reasons, "earlier": earlier, "chosen": chosen}
    if request.method == "GET":
        if earlier is not None:
            form.reason.data, form.words.data = earlier.reason, earlier.words
        return render_template("moderation/report_form.html", **shown)
    if not form.validate_on_submit():
        return render_template("moderation/report_form.html", **shown), 422
    try:
        spend_report(chosen is not None and chosen.is_urgent)
        do_it(form)
    except ForumError as fault:
        headed = say(form, fault, "reason")
        return render_template("moderation/report_form.html", **shown), *headed
    session[SENT] = [form.reason.data, *map(str, page["about"].values())]
    return redirect(url_for("moderation.report_sent", reason=form.reason.data, **page["about"]), 303)
