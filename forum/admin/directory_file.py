"""The directory of organisations as a file: sent to administrators, and taken from them."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from forum.accounts.proving import password_first
from forum.admin.blueprints import admin_blueprint
from forum.admin.organisation_forms import FileForm
from forum.core.clock import now
from forum.core.errors import ForumError
from forum.core.words import _, ngettext
from forum.organisations import actions
from forum.organisations.choices import KINDS, NATIONS
from forum.organisations.planning import DirectoryRefused, Plan, known, plan_of_sheet
from forum.organisations.sheets import read_sheet, write_sheet
from forum.organisations.wanted import Fault, Wanted
from forum.web.faults import say
from forum.web.fields import add_error
from forum.web.requests import takes_files
from forum.web.viewer import viewer

MOST_BYTES = 2_000_000
FAULTS_SHOWN = 100

bp = admin_blueprint("directory")


@bp.get("/organisations/export")
def export_file() -> Response:
    """The whole directory, as the import takes it."""
    name = f"organisations-{now():%Y-%m-%d}.csv"
    content = write_sheet(known().all_wanted()).encode("utf-8-sig")  # with the mark by which spreadsheets know UTF-8
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@bp.route("/organisations/import", methods=["GET", "POST"])
@takes_files(MOST_BYTES)
@password_first
def import_file() -> Any:
    """Bring in a file, all of it or nothing; or see what it would change."""
    form = FileForm()
    if request.method == "GET":
        return _page(form)
    if not form.validate_on_submit():
        return _page(form), 422
    sheet, faults = read_sheet(form.file.data.read())
    if faults:
        return _refused(form, faults)
    return _look(form, sheet) if form.only_look.data else _bring_in(form, sheet)


def _look(form: FileForm, sheet: list[Wanted]) -> Any:
    try:
        plan = plan_of_sheet(sheet, known())
    except DirectoryRefused as fault:
        return _refused(form, fault.faults)
    return _page(form, plan=plan)


def _bring_in(form: FileForm, sheet: list[Wanted]) -> Any:
    try:
        plan = actions.import_organisations(viewer(), None, sheet)
    except DirectoryRefused as fault:
        return _refused(form, fault.faults)
    except ForumError as fault:
        headed = say(form, fault, "file")
        return _page(form), *headed
    added = ngettext("%(num)d organisation added", "%(num)d organisations added", len(plan.added))
    flash(_("%(added)s, %(changed)d changed.", added=added, changed=len(plan.changed)), "success")
    return redirect(url_for("admin_organisations.organisations"), 303)


def _refused(form: FileForm, faults: list[Fault]) -> tuple[str, int]:
    add_error(
        form,
        "file",
        _("Nothing has changed, because the file is not right. “What is not right” says why, line by line."),
    )
    return _page(form, faults), 422


def _page(form: FileForm, faults: list[Fault] | None = None, plan: Plan | None = None) -> str:
    shown = (faults or [])[:FAULTS_SHOWN]
    more = len(faults or []) - len(shown)
    values = {"kind": KINDS, "nation": NATIONS}
    facts = {"faults": shown, "more": more, "plan": plan, "values": values}
    return render_template("admin/import_organisations.html", form=form, **facts)
