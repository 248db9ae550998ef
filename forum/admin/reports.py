"""Reports, for administrators: when they hide a post, and the reasons that people choose from."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from forum.admin.blueprints import admin_blueprint
from forum.admin.report_forms import HidingForm, ReportReasonForm
from forum.core.errors import ForumError
from forum.core.words import _
from forum.moderation.report_reasons import Reason, all_reasons, reason_called
from forum.moderation.report_settings import change_settings, save_reason
from forum.moderation.weighing import FULL, settings
from forum.web.faults import say
from forum.web.viewer import viewer

bp = admin_blueprint("reports")
TEXTS = ("label", "hint", "help")


@bp.route("/reports", methods=["GET", "POST"])
def reports() -> Any:
    """The reasons, and when reports hide a post."""
    form = HidingForm(data=settings())
    if request.method == "GET":
        return _list_page(form)
    if not form.validate_on_submit():
        return _list_page(form), 422
    change_settings(viewer(), None, {name: form[name].data for name in settings()})
    flash(_("The numbers are saved."), "success")
    return redirect(url_for("admin_reports.reports"), 303)


@bp.route("/reports/reasons/add", methods=["GET", "POST"])
def add() -> Any:
    """Add a reason."""
    last = max((reason.position for reason in all_reasons()), default=0)
    return _reason_page(ReportReasonForm(data={"position": last + 10}), None)


@bp.route("/reports/reasons/<key>", methods=["GET", "POST"])
def reason(key: str) -> Any:
    """Change a reason."""
    found = reason_called(key)
    facts = vars(found) | {name: str(getattr(found, name)) for name in TEXTS}
    return _reason_page(ReportReasonForm(data=facts), found)


def _reason_page(form: ReportReasonForm, found: Reason | None) -> Any:
    if request.method == "GET":
        return render_template("admin/report_reason.html", form=form, reason=found)
    if not form.validate_on_submit():
        return render_template("admin/report_reason.html", form=form, reason=found), 422
    try:
        save_reason(viewer(), None, found.key if found else None, form.texts())
    except ForumError as fault:
        headed = say(form, fault, "label")
        return render_template("admin/report_reason.html", form=form, reason=found), *headed
    flash(_("The reason is saved."), "success")
    return redirect(url_for("admin_reports.reports"), 303)


def _list_page(form: HidingForm) -> str:
    return render_template("admin/reports.html", form=form, reasons=all_reasons(), full=FULL)
